import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { auditModel } from '../../src/audit/model.ts';
import { addDays } from '../../src/dates.ts';
import { newId } from '../../src/id.ts';
import type { Actor } from '../../src/members/actor.ts';
import { productModel } from '../../src/products/model.ts';
import { purchaseModel } from '../../src/purchases/model.ts';
import { onOrderOf, type Purchase } from '../../src/purchases/purchase.ts';
import { riskMarkModel } from '../../src/risks/marks.ts';
import { stockMoveModel } from '../../src/stock/ledger.ts';
import { supplierModel } from '../../src/suppliers/model.ts';
import { readSupplyFacts } from '../../src/suppliers/supply-facts.ts';
import { piece, warehouse } from '../stock/support/goods.ts';
import { type Company, foundCompany, type Name } from '../support/company.ts';
import { noon, openTestDesk, type TestDesk } from '../support/desk.ts';

const today = '2026-12-02';
let desk: TestDesk;
let company: Company;
let store: ReturnType<typeof warehouse>;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  store = warehouse(desk, company);
});
afterAll(() => desk.close());

const by = (name: Name, key?: string): Actor => desk.actor(company[name], key);
const maker = () => desk.desk.suppliers.create(by('otto'), { code: `S${newId().slice(-8)}`, name: 'Best Metals' });
const productNow = async (id: string) => (await productModel(desk.connection).findById(id).lean())!;
const purchasesOf = (product: string) => purchaseModel(desk.connection).find({ product }).lean<Purchase[]>();
const marksAbout = (about: string) => riskMarkModel(desk.connection).countDocuments({ about });
const order = (supplier: string, sku: string, pieces: number, more = {}, key?: string) =>
  desk.desk.purchases.order(by('otto', key), {
    ...{ supplier, sku, quantity: pieces * piece, expectedOn: '2026-12-20' },
    ...more,
  });

describe('a purchase', () => {
  test('is on order until it comes, in parts, each booked into stock once with the purchase as its reason', async () => {
    const { code, _id: supplier } = await maker();
    const { sku, id } = await store.goods(10);
    const bought = await order(code, sku, 200);
    expect((await productNow(id)).onOrder).toBe(200_000);
    expect(await marksAbout(id)).toBeGreaterThan(0);
    const key = newId();
    const part = { quantity: 50_000, on: '2026-12-01' };
    await expect(desk.desk.purchases.receive(by('otto'), bought._id, part)).rejects.toMatchObject({
      code: 'error.purchase_past',
    });
    for (const _ of [1, 2, 3]) await desk.desk.purchases.receive(by('otto', key), bought._id, { quantity: 50_000 });
    expect(await productNow(id)).toMatchObject({ onOrder: 150_000, onHand: 60_000, counted: true });
    const rows = await stockMoveModel(desk.connection).find({ product: id, kind: 'receive' }).lean();
    expect(rows.map((r) => [r.quantity, r.reason])).toEqual([[50_000, 'Best Metals · 2026-12-02']]);
    await expect(desk.desk.purchases.receive(by('otto'), bought._id, { quantity: 151_000 })).rejects.toMatchObject({
      code: 'error.purchase_over',
    });
    const done = await desk.desk.purchases.receive(by('otto'), bought._id, { quantity: 150_000 });
    expect(done).toMatchObject({ state: 'received', endedOn: today });
    expect(await productNow(id)).toMatchObject({ onOrder: 0, onHand: 210_000 });
    await expect(desk.desk.purchases.receive(by('otto'), bought._id, { quantity: 1000 })).rejects.toMatchObject({
      code: 'error.purchase_closed',
    });
    const trail = await auditModel(desk.connection).find({ 'subject.id': bought._id }).sort({ _id: 1 }).lean();
    expect(trail.map((line) => line.action)).toEqual(['purchase.order', 'purchase.receive', 'purchase.receive']);
    expect((await supplierModel(desk.connection).findById(supplier).lean())?.onTime).toMatchObject({
      counted: 1,
      onTime: 1,
      leadDays: 0,
    });
  });

  test('that is ordered twice with the same key is there once', async () => {
    const { code } = await maker();
    const { sku, id } = await store.goods(0);
    const key = newId();
    await Promise.all([order(code, sku, 7, {}, key), order(code, sku, 7, {}, key)]);
    await order(code, sku, 7, {}, key);
    expect(await purchasesOf(id)).toHaveLength(1);
    expect((await productNow(id)).onOrder).toBe(7_000);
  });

  test('serves an order that waits when it comes', async () => {
    const { code } = await maker();
    const { sku } = await store.goods(0);
    const waiting = await store.submitted([sku, 5]);
    const bought = await order(code, sku, 5);
    await desk.desk.purchases.receive(by('otto'), bought._id, { quantity: 5_000 });
    expect(await store.heldNow(waiting)).toEqual([5]);
  });

  test('that is moved keeps its first promise, against which it is late', async () => {
    const { code, _id: supplier } = await maker();
    const { sku } = await store.goods(0);
    const past = { orderedOn: '2026-10-01', expectedOn: '2026-11-01' };
    const late = await order(code, sku, 5, past);
    expect(await desk.desk.purchases.move(by('otto'), late._id, '2026-12-10')).toMatchObject({
      promisedOn: '2026-11-01',
      expectedOn: '2026-12-10',
    });
    expect((await supplierModel(desk.connection).findById(supplier).lean())?.onTime).toMatchObject({
      counted: 1,
      onTime: 0,
    });
    await expect(desk.desk.purchases.move(by('otto'), late._id, '2026-09-30')).rejects.toMatchObject({
      code: 'error.purchase_expected',
    });
    await desk.desk.purchases.cancel(by('otto'), late._id);
    await expect(desk.desk.purchases.move(by('otto'), late._id, '2026-12-11')).rejects.toMatchObject({
      code: 'error.purchase_closed',
    });
  });

  test.each([
    ['half a piece', { quantity: 500 }, 'error.quantity_whole'],
    ['nothing', { quantity: 0 }, 'error.purchase_quantity'],
    ['for a day before it was ordered', { expectedOn: '2026-12-01' }, 'error.purchase_expected'],
    ['in the future', { orderedOn: '2026-12-03' }, 'error.purchase_past'],
    ['at less than nothing', { unitCost: -1 }, 'error.purchase_cost'],
    ['of nobody', { supplier: 'NOBODY' }, 'error.supplier_not_found'],
    ['of what is not sold', { sku: 'NOTHING' }, 'error.product_not_found'],
  ])('of %s is refused', async (_, more, code) => {
    const { code: supplier } = await maker();
    const { sku } = await store.goods(0);
    const actor = by('unitCost' in more ? 'ada' : 'otto');
    const input = { supplier, sku, quantity: 1000, expectedOn: '2026-12-20', ...more };
    await expect(desk.desk.purchases.order(actor, input)).rejects.toMatchObject({ code });
  });

  test('is made by operations and admins only; its unit cost is said by those who read costs', async () => {
    const { code } = await maker();
    const { sku } = await store.goods(0);
    const input = { supplier: code, sku, quantity: 1000, expectedOn: '2026-12-20' };
    for (const name of ['anna', 'bob', 'fiona'] as const)
      await expect(desk.desk.purchases.order(by(name), input)).rejects.toMatchObject({ code: 'error.not_allowed' });
    await expect(desk.desk.purchases.order(by('otto'), { ...input, unitCost: 6_4000 })).rejects.toMatchObject({
      code: 'error.field_not_yours',
    });
    const bought = await desk.desk.purchases.order(by('otto'), input);
    await expect(desk.desk.purchases.setCost(by('otto'), bought._id, 6_4000)).rejects.toMatchObject({
      code: 'error.not_allowed',
    });
    expect(await desk.desk.purchases.setCost(by('fiona'), bought._id, 6_4000)).toMatchObject({ unitCost: 6_4000 });
    const seen = await desk.desk.purchases.get({ id: 'o', roles: ['operations'], teams: [] }, bought._id);
    expect(seen.unitCost).toBeUndefined();
  });
});

test('what is on order of a product is what its purchases say, after whatever was done, by several people at once', async () => {
  const { code } = await maker();
  const { sku, id } = await store.goods(0);
  const deed = fc.record({
    kind: fc.constantFrom('order', 'receive', 'receive', 'move', 'cancel', 'again'),
    n: fc.integer({ min: 1, max: 9 }),
    which: fc.nat(20),
  });
  const ids: string[] = [];
  const keys: string[] = [];
  const play = async ({ kind, n, which }: { kind: string; n: number; which: number }) => {
    const one = ids[which % Math.max(1, ids.length)];
    if (kind === 'order' || !one) return ids.push((await order(code, sku, n))._id);
    if (kind === 'move') return desk.desk.purchases.move(by('otto'), one, addDays(today, n));
    if (kind === 'cancel' && which % 3 === 0) return desk.desk.purchases.cancel(by('ada'), one);
    const key = kind === 'again' && keys.length > 0 ? keys[which % keys.length]! : newId();
    keys.push(key);
    return desk.desk.purchases.receive(by('otto', key), one, { quantity: n * piece });
  };
  for (const deeds of fc.sample(fc.array(deed, { minLength: 4, maxLength: 4 }), { numRuns: 12, seed: 7 })) {
    await Promise.all(deeds.map((d) => play(d).catch((error) => expect(error.code).toMatch(/^error\.purchase_/))));
    const all = await purchasesOf(id);
    const product = await productNow(id);
    expect(product.onOrder).toBe(onOrderOf(all));
    const came = all.flatMap((p) => p.received).reduce((sum, { quantity }) => sum + quantity, 0);
    expect(product.onHand).toBe(came);
  }
});

describe('facts for supply risks', () => {
  test('say what comes when, how long goods need, whom they come from and whom else', async () => {
    const main = await maker();
    const other = await desk.desk.suppliers.create(by('ada'), {
      ...{ code: `O${newId().slice(-8)}`, name: 'Other Ltd', leadTimeDays: 4, agreedRate: 95_00 },
    });
    const { sku, id } = await store.goods(0);
    await desk.desk.suppliers.supplies(by('otto'), { supplier: main.code, sku });
    await desk.desk.suppliers.supplies(by('otto'), { supplier: other.code, sku, leadTimeDays: 6 });
    const first = await order(main.code, sku, 9, { orderedOn: '2026-11-01', expectedOn: '2026-11-30' });
    await order(main.code, sku, 3, { expectedOn: '2026-12-09' });
    await order(other.code, sku, 2, { expectedOn: '2026-12-05' });
    await desk.desk.purchases.receive(by('otto'), first._id, { quantity: 4_000 });
    const facts = await readSupplyFacts(desk.connection, [sku, id, 'NOTHING'], today);
    expect([...facts.keys()]).toEqual([id]);
    expect(facts.get(id)).toEqual({
      arriving: [
        { on: '2026-12-02', quantity: 5_000 },
        { on: '2026-12-05', quantity: 2_000 },
        { on: '2026-12-09', quantity: 3_000 },
      ],
      supplier: { id: main._id, name: 'Best Metals', counted: 1 },
      others: [{ id: other._id, name: 'Other Ltd', leadTimeDays: 6 }],
    });
    for (const n of [1, 2])
      await order(main.code, sku, n, { orderedOn: '2026-11-01', expectedOn: '2026-11-20' }).then(({ _id }) =>
        desk.desk.purchases.receive(by('otto'), _id, { quantity: n * piece, on: '2026-11-18' }),
      );
    const later = (await readSupplyFacts(desk.connection, [id], today)).get(id)!;
    expect(later.supplier).toEqual({ id: main._id, name: 'Best Metals', counted: 3, onTimeRate: 2 / 3 });
    expect(later.leadTimeDays).toBe(17);
    await desk.desk.suppliers.update(by('otto'), main.code, { leadTimeDays: 21 });
    expect((await readSupplyFacts(desk.connection, [id], today)).get(id)?.leadTimeDays).toBe(21);
    await desk.desk.products.update(by('ada'), sku, { leadTimeDays: 14 });
    expect((await readSupplyFacts(desk.connection, [id], today)).get(id)?.leadTimeDays).toBe(14);
  });

  test('a rate is worked out anew when a day passes, and the supplier is marked when it is another one', async () => {
    const { code, _id } = await maker();
    const { sku } = await store.goods(0);
    await order(code, sku, 1, { expectedOn: '2026-12-02' });
    const marks = await marksAbout(_id);
    const rateNow = async () => (await supplierModel(desk.connection).findById(_id).lean())?.onTime;
    expect(await rateNow()).toMatchObject({ counted: 0 });
    const next = new Date(noon.getTime() + 24 * 3_600_000);
    expect(await desk.desk.suppliers.renewRates(next)).toBeGreaterThan(0);
    expect(await rateNow()).toMatchObject({ counted: 1, onTime: 0, asOf: '2026-12-03' });
    expect(await marksAbout(_id)).toBe(marks + 1);
    expect(await desk.desk.suppliers.renewRates(next)).toBe(0);
    expect(await marksAbout(_id)).toBe(marks + 1);
  });
});
