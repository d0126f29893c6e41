import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createOutbox } from '../../src/chat/outbox.ts';
import { type NewOutboxRow, type OutboxRow, outboxModel } from '../../src/chat/outbox-row.ts';
import { createPosts, postModel } from '../../src/chat/posts.ts';
import { needlessOf } from '../../src/notices/needless.ts';
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
async function drained(rows: readonly NewOutboxRow[]): Promise<{ sent: string[]; rows: OutboxRow[] }> {
  const sent: string[] = [];
  const outbox = createOutbox({
    connection: desk.connection,
    log: desk.desk.log,
    clock: () => desk.clock(),
    async send({ _id }) {
      sent.push(_id);
    },
    needless: (some) => needlessOf(posts(), some),
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
