import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createOutbox } from '../../src/chat/outbox.ts';
import { type NewOutboxRow, type OutboxRow, outboxModel } from '../../src/chat/outbox-row.ts';
import { createPosts, postModel } from '../../src/chat/posts.ts';
import type { Swept } from '../../src/chat/sweep.ts';
import { needlessOf } from '../../src/notices/needless.ts';
import { foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';

let desk: TestDesk;
beforeAll(async () => {
  desk = await openTestDesk({ adapters: [] });
});
beforeEach(async () => {
  await outboxModel(desk.connection).deleteMany({});
  await postModel(desk.connection).deleteMany({});
});
afterAll(() => desk.close());

const posts = () => createPosts(desk.connection);
const refresh = (order: string): NewOutboxRow => ({ _id: `refresh:${order}:1`, job: 'refresh', order });

/** Rows as they are after all was sent that is due, and what was sent one by one. */
async function drained(
  rows: readonly NewOutboxRow[],
  needless: (some: readonly Swept[]) => Promise<string[]> = (some) => needlessOf(posts(), some),
): Promise<{ sent: string[]; rows: OutboxRow[] }> {
  const sent: string[] = [];
  const outbox = createOutbox({
    connection: desk.connection,
    log: desk.desk.log,
    clock: () => desk.clock(),
    async send({ _id }) {
      sent.push(_id);
    },
    needless,
  });
  await outbox.add(rows, desk.clock());
  await outbox.drain();
  return { sent: sent.toSorted(), rows: await outboxModel(desk.connection).find().lean<OutboxRow[]>() };
}

test('orders of which no card is shown are not looked at one by one', async () => {
  const { sent, rows } = await drained(Array.from({ length: 250 }, (_, n) => refresh(`o${n}`)));
  expect(sent).toEqual([]);
  expect(new Set(rows.map(({ state, attempts }) => `${state} ${attempts}`))).toEqual(new Set(['sent 0']));
});

test('cards that are shown, notices and tables in work are sent as ever', async () => {
  const ref = { conversation: 'console:anna' as const, message: 'm1' };
  await posts().track(ref, { kind: 'order', id: 'shown', view: 'order' }, { member: 'anna' }, desk.clock());
  const table = { _id: 'refresh:batch', job: 'refresh' as const, order: 'table', data: { batch: 'b1' } };
  const notice = { _id: 'notice:1', job: 'notice' as const, order: 'o1' };
  const { sent, rows } = await drained([refresh('hidden'), refresh('shown'), table, notice]);
  expect(sent).toEqual(['notice:1', 'refresh:batch', 'refresh:shown:1']);
  expect(rows.every(({ state }) => state === 'sent')).toBe(true);
});

test('where it cannot be told what has nothing to send, all is sent one by one', async () => {
  const { sent } = await drained([refresh('o1'), refresh('o2')], () => Promise.reject(new Error('no posts')));
  expect(sent).toEqual(['refresh:o1:1', 'refresh:o2:1']);
});

test('a card that was on its way while its order moved on is brought up to date', async () => {
  const company = await foundCompany(desk);
  const actor = desk.actor(company.anna);
  await desk.desk.products.create(desk.actor(company.ada), { sku: 'ONTHEWAY', name: 'Way', price: 1_0000 });
  const lines = [{ sku: 'ONTHEWAY', quantity: 1000 }];
  const { _id, revision } = await desk.desk.drafts.create(actor, { customer: company.acme._id, lines });
  await outboxModel(desk.connection).deleteMany({});
  const ref = { conversation: 'console:anna' as const, message: 'm2' };
  const subject = { kind: 'order', id: _id, view: 'order' } as const;
  await desk.desk.answers.track(ref, { ...subject, revision }, { member: 'anna' });
  expect(await outboxModel(desk.connection).find().lean()).toEqual([]);
  await desk.desk.answers.track(ref, { ...subject, revision: revision - 1 }, { member: 'anna' });
  expect(await outboxModel(desk.connection).find().lean()).toMatchObject([{ job: 'refresh', order: _id }]);
});
