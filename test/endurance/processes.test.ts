import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose, { type Connection } from 'mongoose';
import { messageModel } from '../../adapters/console/model.ts';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import { transact } from '../../src/database/transact.ts';
import { countChange } from '../../src/database/versions.ts';
import { dateAt } from '../../src/dates.ts';
import { newId } from '../../src/id.ts';
import { memberModel } from '../../src/members/model.ts';
import { orderModel } from '../../src/orders/model.ts';
import { settingsModel } from '../../src/settings/model.ts';
import { type Program, startProgram } from '../support/program.ts';
import { until } from '../support/until.ts';

type Job = {
  _id: mongoose.Types.ObjectId;
  name: string;
  nextRunAt: Date;
  lastRunAt?: Date;
  lockedAt?: Date;
  lastModifiedBy?: string;
};

const names = [
  'absences',
  'imports',
  'inbox',
  'merges',
  'outbox',
  'recap',
  'recommendations',
  'reminders',
  'reviews',
  'risks',
  'rollups',
  'routing',
  'stock',
  'suppliers',
  'templates',
];
const patienceMs = 45_000;
let connection: Connection;
let env: Record<string, string>;
let desks: Program[] = [];

/** Three desks as processes of their own, started at the same moment. */
const startAll = async () => {
  desks = await Promise.all([1, 2, 3].map(() => startProgram(env)));
};

beforeAll(async () => {
  const uri = new URL(process.env.TEST_MONGODB_URI ?? '');
  uri.pathname = `/processes_${newId()}`;
  env = { MONGODB_URI: uri.href, SAMPLE_DATA: 'on', ORDERDESK_SECRET: 'the same secret for every desk of the company' };
  connection = await mongoose.createConnection(uri.href).asPromise();
  await startAll();
}, 90_000);
afterAll(async () => {
  await Promise.all(desks.map((desk) => desk.kill()));
  await connection.dropDatabase();
  await connection.close();
}, 60_000);

const jobs = () => connection.collection<Job>('jobs');
const timetable = () => jobs().find().sort({ name: 1 }).toArray();

/** Somebody who is reminded at any hour of any day, with an order that is promised for today. */
async function somebody(): Promise<string> {
  const now = new Date();
  const owner = newId();
  const hours = { digestHour: 0, workHours: { start: 0, end: 24 }, timezone: 'UTC' };
  const person = {
    _id: owner,
    name: `Night owl ${owner}`,
    locale: 'en',
    roles: ['sales'],
    teams: [],
    identities: [],
    active: true,
  };
  await memberModel(connection).create({ ...person, ...hours, createdAt: now } as never);
  const everyDay = { $set: { 'values.workDays': [1, 2, 3, 4, 5, 6, 7] }, $inc: { version: 1 } };
  await settingsModel(connection).updateOne({ _id: 'desk' }, everyDay);
  await transact(connection, async (session) => {
    for (const what of ['rights', 'settings'] as const) await countChange(connection, what, session);
  });
  const some = await orderModel(connection).findOne({ state: 'approved' }).lean();
  const { number, requestKey, ...order } = some!;
  const own = { _id: newId(), draftNo: `D-${owner}`, owner, promisedDate: dateAt(now, 'UTC') };
  await orderModel(connection).collection.insertOne({ ...order, ...own } as never);
  return owner;
}

/** Lets the hour of the reminders come, and waits until one of the desks has run them. */
async function remind(): Promise<void> {
  const at = new Date();
  await until('the reminders are run', patienceMs, async () => {
    const job = await jobs().findOne({ name: 'reminders' });
    if (job?.lastRunAt && job.lastRunAt >= at && job.lockedAt == null) return true;
    // A run that had begun before writes its own next hour over ours, so it is said again.
    const isLater = { name: 'reminders', lockedAt: { $type: 10 }, nextRunAt: { $gt: new Date() } } as const;
    await jobs().updateOne(isLater, { $set: { nextRunAt: at } });
    return false;
  });
}

const digestRows = (owner: string) => outboxModel(connection).find({ job: 'digest', 'viewer.member': owner }).lean();

/** Waits for somebody's digest in the console, and gives how often it is there and in the outbox. */
async function digestOf(owner: string): Promise<{ posted: number; rows: string[] }> {
  const key = { key: { $regex: `^post console:@${owner} digest:` } };
  await until('the digest is posted', patienceMs, async () => (await messageModel(connection).countDocuments(key)) > 0);
  await until('the outbox knows it', patienceMs, async () => (await digestRows(owner)).every((r) => r.state !== 'due'));
  const rows = await digestRows(owner);
  return { posted: await messageModel(connection).countDocuments(key), rows: rows.map((r) => r.state) };
}
const once = { posted: 1, rows: ['sent'] };

describe('three desks as processes on one database', () => {
  let ids: string[];

  test('they start at the same moment, and the timetable and the sample company are there once', async () => {
    const listed = await timetable();
    expect(listed.map((j) => j.name)).toEqual(names);
    ids = listed.map((j) => String(j._id));
    const numbers = await orderModel(connection).distinct('draftNo');
    expect(numbers.length).toBe(await orderModel(connection).countDocuments());
    expect(await memberModel(connection).countDocuments({ sample: true })).toBe(9);
  });

  test(
    'a reminder is sent once, however often its hour is looked at',
    async () => {
      const people = [await somebody(), await somebody(), await somebody()];
      for (let n = 0; n < 3; n += 1) await remind();
      expect(await Promise.all(people.map(digestOf))).toEqual([once, once, once]);
    },
    4 * patienceMs,
  );

  test(
    'all three die at once: the jobs survive the restart, go on, and tell nothing twice',
    async () => {
      const told = (await outboxModel(connection).find({ job: 'digest' }).lean()).map((r) => r._id).sort();
      await Promise.all(desks.map((desk) => desk.kill()));
      const late = await somebody();
      expect((await timetable()).map((j) => String(j._id))).toEqual(ids);
      await startAll();
      expect((await timetable()).map((j) => String(j._id))).toEqual(ids);
      await remind();
      expect(await digestOf(late)).toEqual(once);
      const after = (await outboxModel(connection).find({ job: 'digest' }).lean()).map((r) => r._id).sort();
      expect(after).toEqual([...told, ...(await digestRows(late)).map((r) => r._id)].sort());
      expect((await timetable()).map((j) => j.name)).toEqual(names);
    },
    3 * patienceMs,
  );

  test('each of them ends in order when it is asked to', async () => {
    expect(await Promise.all(desks.map((desk) => desk.stop()))).toEqual([0, 0, 0]);
    // What the desks that died had locked stays so until its lock is over.
    const isTheirs = ({ lastModifiedBy = '' }: Job) => desks.some(({ pid }) => lastModifiedBy.endsWith(`-${pid}`));
    const locked = (await timetable()).filter((j) => j.lockedAt != null && isTheirs(j));
    expect(locked.map((j) => j.name)).toEqual([]);
  }, 60_000);
});
