import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { messageModel } from '../../adapters/console/model.ts';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import { type Work, workModel } from '../../src/entry/batch/work.ts';
import { newId } from '../../src/id.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { stockMoveModel } from '../../src/stock/ledger.ts';
import { reconcile } from '../../src/stock/reconcile.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { type Program, startProgram } from '../support/program.ts';
import { until } from '../support/until.ts';

/** Orders of each kind: many more than are done between two looks. */
const many = 60;
/** Ms that what is waited for may take at most. */
const patienceMs = 60_000;
const hourMs = 3_600_000;

let desk: TestDesk;
let company: Company;
let database: string;
let program: Program | undefined;

/** The desk of the test fills the database; the desks that die, and go on, are processes of their own. */
beforeAll(() => {
  database = `killed_${newId()}`;
});
beforeEach(async () => {
  desk = await openTestDesk({ database });
  company = await foundCompany(desk, (name) => ({ identities: [`console:${name}`] }));
});
afterEach(async () => {
  await program?.kill();
  program = undefined;
  await desk.connection.dropDatabase();
  await desk.close();
}, 30_000);
afterAll(() => program?.kill());

async function start(): Promise<void> {
  const uri = new URL(process.env.TEST_MONGODB_URI ?? '');
  uri.pathname = `/${database}`;
  const secret = 'the same secret for every desk of the company';
  program = await startProgram({ MONGODB_URI: uri.href, SAMPLE_DATA: 'off', ORDERDESK_SECRET: secret });
}

/** Ends the desk without warning; what it had locked is free at once, as it is for others after a while. */
async function killed(): Promise<void> {
  await program?.kill();
  await desk.connection.collection('jobs').updateMany({}, { $set: { lockedAt: null, nextRunAt: new Date(0) } });
}

const orders = (where: object) => orderModel(desk.connection).find(where).lean<Order[]>();
const count = (where: object) => orderModel(desk.connection).countDocuments(where);

/** How often it stands on the timeline of each of some orders. */
const timesOf = (found: readonly Order[], action: string): number[] => [
  ...new Set(found.map(({ timeline }) => timeline.filter((e) => e.action === action).length)),
];

/** How often the notices of an occurrence were posted in the console, per notice. */
async function postedOf(where: object): Promise<{ rows: number; times: number[] }> {
  const rows = outboxModel(desk.connection);
  const left = () => rows.countDocuments({ ...where, state: { $ne: 'sent' } });
  await until('all of it is told', patienceMs, async () => (await left()) === 0);
  const told = await rows.find(where).lean();
  const keys = new Set(told.map((row) => `post ${row.conversation} ${row._id}`));
  const posts = await messageModel(desk.connection)
    .find({ key: { $in: [...keys] } }, { key: 1 })
    .lean();
  const times = [...keys].map((key) => posts.filter((post) => post.key === key).length);
  return { rows: told.length, times: [...new Set(times)] };
}

const tableOf = (mark: string, n: number, sku: string) => ({
  name: `${mark}.csv`,
  bytes: Buffer.from(
    ['customer,sku,quantity,po_no', ...Array.from({ length: n }, (_, i) => `ACME,${sku},1,${mark}-${i}`)].join('\n'),
  ),
});

describe('a desk dies in the middle of its work', () => {
  test(
    'of reservations that end and goods that are given to who waits: each ends once, each is served once, each is told once',
    async () => {
      const goods = { sku: 'DEAR', name: 'Dear', price: 15_000_0000, onHand: many * 1_000 };
      const { _id: product } = await desk.desk.products.create(desk.actor(company.ada), goods);
      const file = async (mark: string, hoursAgo: number) => {
        desk.clock.set(new Date(Date.now() - hoursAgo * hourMs));
        const { batch } = desk.desk;
        const { _id } = await batch.begin(desk.actor(company.anna), tableOf(mark, many, 'DEAR'));
        await batch.start(desk.actor(company.anna), _id, 'valid');
        await batch.run(_id);
      };
      await file('OLD', 49);
      await file('NEW', 1);
      const [old, waiting] = [{ poNo: /^OLD-/ }, { poNo: /^NEW-/ }];
      const given = { ...waiting, 'lines.reserved': 1_000 };
      expect([await count({ ...old, holdsOf: product }), await count({ ...waiting, waitsFor: product })]).toEqual([
        many,
        many,
      ]);
      await start();
      const ended = () => count({ ...old, lapsedAt: { $exists: true } });
      await until('some reservations have ended', patienceMs, async () => (await ended()) > 0);
      await killed();
      expect(await ended()).toBeLessThan(many);
      expect(await reconcile(desk.connection)).toEqual([]);
      await start();
      await until('some are served', patienceMs, async () => (await count(given)) > 0);
      await killed();
      expect(await count(given)).toBeLessThan(many);
      expect(await reconcile(desk.connection)).toEqual([]);
      await start();
      await until('all are served', patienceMs, async () => (await count(given)) === many);
      expect(await ended()).toBe(many);
      expect(timesOf(await orders(old), 'reservation_expired')).toEqual([1]);
      expect(timesOf(await orders(waiting), 'backorder_served')).toEqual([1]);
      const ledger = stockMoveModel(desk.connection);
      expect(await ledger.countDocuments({ product, key: /^stock\.expire:/ })).toBe(many);
      expect(await ledger.countDocuments({ product, key: /^stock\.serve:/ })).toBe(many);
      expect(await reconcile(desk.connection)).toEqual([]);
      for (const notice of ['reservation_expired', 'backorder_served'])
        expect([notice, await postedOf({ notice })]).toEqual([notice, { rows: many, times: [1] }]);
    },
    4 * patienceMs,
  );

  test(
    'of filing a table: another desk goes on, everything is filed, nothing twice, and the end is told once',
    async () => {
      const table = tableOf('T', 3 * many, 'A100');
      desk.clock.set(new Date());
      const { _id } = await desk.desk.batch.begin(desk.actor(company.anna), table);
      const works = workModel(desk.connection);
      // As its person was left: told that it goes on by itself, by a desk that is not there any more.
      const left = { state: 'running', which: 'valid', background: true, leaseUntil: new Date(0) } as const;
      await works.updateOne({ _id }, { $set: left });
      const filed = () => count({ poNo: /^T-/ });
      await start();
      await until('some of it is filed', patienceMs, async () => (await filed()) > 0);
      await killed();
      expect(await filed()).toBeLessThan(3 * many);
      expect((await works.findById(_id).lean<Work>())?.filed).toBe(await filed());
      // Nobody hears of the dead desk any more: its claim is over, as it is after a while.
      await works.updateOne({ _id }, { $set: { leaseUntil: new Date(0) } });
      await start();
      const work = await until('the table is filed', patienceMs, async () => {
        const now = await works.findById(_id).lean<Work>();
        return now?.state === 'done' ? now : undefined;
      });
      expect(work).toMatchObject({ filed: 3 * many, done: 3 * many, there: 0, wrong: 0 });
      const all = await orders({ poNo: /^T-/ });
      for (const one of [(o: Order) => o.poNo, (o: Order) => o.number, (o: Order) => o.requestKey])
        expect(new Set(all.map(one)).size).toBe(3 * many);
      expect(all).toHaveLength(3 * many);
      expect(timesOf(all, 'submit')).toEqual([1]);
      const numbers = all.map((o) => Number(o.number?.slice(3))).sort((a, b) => a - b);
      expect(numbers.at(-1)! - numbers[0]! + 1).toBe(3 * many);
      expect(await postedOf({ job: 'batch', 'data.batch': _id })).toMatchObject({ times: [1] });
      expect(await reconcile(desk.connection)).toEqual([]);
    },
    3 * patienceMs,
  );
});
