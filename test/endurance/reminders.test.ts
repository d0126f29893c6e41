import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Post } from '../../src/chat/adapter.ts';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import { transact } from '../../src/database/transact.ts';
import { countChange } from '../../src/database/versions.ts';
import { addDays } from '../../src/dates.ts';
import { newId } from '../../src/id.ts';
import type { Member } from '../../src/members/member.ts';
import { memberModel } from '../../src/members/model.ts';
import { orderModel } from '../../src/orders/model.ts';
import { markModel } from '../../src/reminders/marks.ts';
import type { Occurrence } from '../../src/reminders/occurrences.ts';
import type { Company } from '../support/company.ts';
import { noon, type TestDesk } from '../support/desk.ts';
import { openThreeDesks } from './support/three-desks.ts';

/** Wednesday. */
const today = '2026-12-02';
const posts: Post[] = [];
let desks: TestDesk[];
let company: Company;
let first: TestDesk;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ desks, first, company, close } = await openThreeDesks('reminders', posts));
});
afterAll(() => close());

/** An approved order of somebody with a promised date, as the database holds it. */
async function promised(owner: Member, promisedDate: string): Promise<string> {
  const lines = [{ sku: 'A100', quantity: 1000, discount: 0 }];
  const order = await first.desk.drafts.create(first.actor(company.anna), { customer: company.acme._id, lines });
  await first.desk.move(first.actor(company.anna), order._id, 'submit');
  await orderModel(first.connection).updateOne({ _id: order._id }, { $set: { owner: owner._id, promisedDate } });
  return order._id;
}

/** The hour strikes on all three desks at once. */
async function tick(now: Date): Promise<void> {
  for (const desk of desks) desk.clock.set(now);
  await Promise.all(desks.map((desk) => desk.reminders.tick(now)));
  await Promise.all(desks.map((desk) => desk.desk.outbox.drain()));
}

const digests = () => posts.filter((p) => p.key.startsWith('digest:'));
const keysOf = (member: Member) =>
  digests()
    .filter((p) => p.key.includes(member._id))
    .map((p) => p.key);

describe('three desks share one database', () => {
  test('each member gets the digest once, with all that is due, and no desk reports trouble', async () => {
    const sellers = await Promise.all(
      ['Zoe', 'Yan', 'Xia', 'Wei', 'Vic', 'Uma'].map((name) => first.member(name, ['sales'])),
    );
    for (const seller of sellers) for (const day of [0, 1, 3]) await promised(seller, addDays(today, day));
    await promised(company.anna, addDays(today, 10));
    await tick(noon);
    for (const seller of sellers)
      expect(keysOf(seller)).toEqual([`digest:${seller._id}:${today}:console:@${seller._id}`]);
    expect(digests().map((p) => p.card.title)).toEqual(sellers.map(() => digests()[0]!.card.title));
    expect(keysOf(company.anna)).toEqual([]);
    expect(desks.flatMap((d) => d.logged.filter((line) => /"level":(40|50)/.test(line)))).toEqual([]);
  });

  test('the same hour again, and again after a restart, tells nothing twice', async () => {
    const before = digests().length;
    await tick(noon);
    await tick(new Date(noon.getTime() + 3_600_000));
    expect(digests().length).toBe(before);
  });

  test('two addresses of one person get one digest each', async () => {
    const both = await first.member('Two Chats', ['sales'], { identities: ['console:two', 'console:deux'] });
    await promised(both, today);
    await tick(noon);
    expect(keysOf(both).toSorted()).toEqual(
      ['deux', 'two'].map((name) => `digest:${both._id}:${today}:console:@${name}`),
    );
  });

  test('nobody is told before the own hour, in the own time zone', async () => {
    const early = await first.member('Early', ['sales'], { timezone: 'Europe/London', digestHour: 9 });
    await promised(early, today);
    await tick(new Date('2026-12-02T08:59:00Z'));
    expect(keysOf(early)).toEqual([]);
    await tick(new Date('2026-12-02T09:00:00Z'));
    expect(keysOf(early)).toHaveLength(1);
  });

  test('what cannot be written for one member is written for the others, and stays due', async () => {
    const [bad, good] = [await first.member('Bad', ['sales']), await first.member('Good', ['sales'])];
    await promised(bad, today);
    await promised(good, today);
    await first.connection
      .collection('members')
      .updateOne({ _id: bad._id as never }, { $set: { timezone: 'Nowhere/At All' } });
    await memberModel(first.connection).updateOne({ _id: bad._id }, { $set: { timezone: 'Nowhere/At_All' } });
    await transact(first.connection, (session) => countChange(first.connection, 'rights', session));
    await tick(noon);
    expect(keysOf(good)).toHaveLength(1);
    expect(await markModel(first.connection).findById(bad._id)).toBeNull();
  });

  test('a clock that jumps a day ahead or back, again and again, loses no reminder and tells none twice', async () => {
    const jumpy = await first.member('Jumpy', ['sales'], { workDays: [1, 2, 3, 4, 5, 6, 7] });
    const dates = Array.from({ length: 5 }, (_, i) => addDays(today, 4 + 2 * i));
    const ids = [];
    for (const date of dates) ids.push(await promised(jumpy, date));
    // Day by day, and now and then a day ahead or back in between; the same in every run.
    const jumps = [[0], [24, 0], [0, -24], [0], [24], [-24, 0]];
    for (let day = 0; day <= 16; day += 1)
      for (const jump of jumps[day % jumps.length]!)
        await tick(new Date(noon.getTime() + (24 * day + jump) * 3_600_000));
    const rows = await outboxModel(first.connection).find({ job: 'digest', 'viewer.member': jumpy._id }).lean();
    const all = rows.flatMap(({ data }) => (data?.occurrences ?? []) as Occurrence[]);
    expect(new Set(all.map((o) => o.key)).size).toBe(all.length);
    const told = all.filter((o) => o.kind === 'delivery' && !o.repeat);
    const wanted = ids.flatMap((id, i) =>
      [-3, -1, 0, 1].map((offset) => `reminder:${id}:delivery:${dates[i]}:${offset}`),
    );
    expect(told.map((o) => o.key).toSorted()).toEqual(wanted.toSorted());
    const posted = posts.filter((p) => p.key.startsWith(`digest:${jumpy._id}`)).map((p) => p.key);
    expect(posted.toSorted()).toEqual(rows.map((row) => row._id).toSorted());
  }, 120_000);

  test('of very many reminders of one person none is left out', async () => {
    const busy = await first.member('Busy', ['sales']);
    const one = await orderModel(first.connection)
      .findById(await promised(busy, addDays(today, 1)))
      .lean();
    const { _id, number, draftNo, requestKey, ...rest } = one!;
    const copies = Array.from({ length: 249 }, (_, i) => ({ ...rest, _id: newId(), draftNo: `C-${i}` }));
    await orderModel(first.connection).collection.insertMany(copies as never[]);
    await tick(noon);
    const row = await outboxModel(first.connection)
      .findOne({ job: 'digest', _id: new RegExp(busy._id) })
      .lean();
    expect(row?.data?.occurrences).toHaveLength(250);
  });
});
