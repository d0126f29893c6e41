import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import { productModel } from '../../src/products/model.ts';
import { openQueue } from '../../src/stock/opening.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { settle } from '../support/settle.ts';
import { piece, warehouse } from './support/goods.ts';

let desk: TestDesk;
let company: Company;
let store: ReturnType<typeof warehouse>;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  store = warehouse(desk, company);
});
afterAll(() => desk.close());

/** Whom the desk told of low stock so far, and how often; each is sent before it is counted. */
async function told(id: string): Promise<string[]> {
  await settle(desk);
  const rows = await outboxModel(desk.connection)
    .find({ job: 'low', 'data.product': id, conversation: { $exists: true } })
    .lean();
  expect(rows.every((r) => r.state === 'sent')).toBe(true);
  return rows.map((r) => String(r.conversation));
}
const lowSince = async (id: string) => (await productModel(desk.connection).findById(id).lean())?.lowSince;

test('operations hear once of each fall below the reorder point, whatever makes it fall', async () => {
  const otto = `console:@${company.otto._id}`;
  const { sku, id } = await store.goods(20, 1_0000, { reorderPoint: 10 * piece });
  const first = await store.submitted([sku, 10]);
  expect([await told(id), await lowSince(id)]).toEqual([[], undefined]);
  store.later(1);
  await store.submitted([sku, 1]);
  await store.submitted([sku, 2]);
  expect(await told(id)).toEqual([otto]);
  // Goods that leave were reserved before: nothing falls.
  await store.moved('otto', first, 'ship');
  expect(await told(id)).toEqual([otto]);
  store.later(1);
  await desk.desk.stock.book(store.by('otto'), sku, { kind: 'receive', quantity: 9 * piece });
  expect(await lowSince(id)).toBeUndefined();
  await desk.desk.stock.book(store.by('otto'), sku, { kind: 'scrap', quantity: 9 * piece, reason: 'wet' });
  expect(await told(id)).toEqual([otto, otto]);
  await desk.desk.products.update(store.by('ada'), sku, { reorderPoint: 5 * piece });
  expect(await lowSince(id)).toBeUndefined();
  store.later(1);
  await desk.desk.products.update(store.by('ada'), sku, { onHand: 4 * piece });
  expect(await told(id)).toEqual([otto, otto, otto]);
});

test('where operations have a channel, it is told there; a product that nobody counted is never low', async () => {
  const address = `console:#warehouse` as const;
  await desk.desk.settings.connect(store.by('ada'), { address, purpose: 'orders', role: 'operations' });
  const { sku, id } = await store.goods(5, 1_0000, { reorderPoint: 5 * piece });
  await store.submitted([sku, 1]);
  expect(await told(id)).toEqual([address]);
  await desk.desk.settings.disconnect(store.by('ada'), address, 'orders');
  const unknown = await store.goods(undefined, 1_0000, { reorderPoint: 5 * piece });
  await store.submitted([unknown.sku, 1]);
  expect([await told(unknown.id), await lowSince(unknown.id)]).toEqual([[], undefined]);
});

test('what is low when it is first counted is shown as low, but did not fall', async () => {
  const { sku, id } = await store.goods(undefined, 1_0000, { reorderPoint: 5 * piece });
  await desk.desk.stock.book(store.by('otto'), sku, { kind: 'count', quantity: 2 * piece, reason: 'first count' });
  expect([await told(id), await lowSince(id)]).toEqual([[], desk.clock()]);
  const before = await store.goods(3, 1_0000, { reorderPoint: 5 * piece });
  // As it was kept before the schema knew what was counted.
  await productModel(desk.connection).updateOne({ _id: before.id }, { $unset: { counted: 1, lowSince: 1 } });
  await openQueue(desk.connection, desk.clock());
  expect([await told(before.id), await lowSince(before.id)]).toEqual([[], desk.clock()]);
});
