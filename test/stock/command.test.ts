import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditModel } from '../../src/audit/model.ts';
import { readStock } from '../../src/commands/parts/stock-words.ts';
import { newId } from '../../src/id.ts';
import { type Member, type Person, personOf } from '../../src/members/member.ts';
import { productModel } from '../../src/products/model.ts';
import { stockMoveModel } from '../../src/stock/ledger.ts';
import { reconcile } from '../../src/stock/reconcile.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, formOf, talkAs, textOf, valuesOf } from '../support/talk.ts';
import { piece, warehouse } from './support/goods.ts';

let desk: TestDesk;
let company: Company;
let store: ReturnType<typeof warehouse>;
/** Somebody else in sales, of another team, with a customer and an order. */
let zoe: Member;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  store = warehouse(desk, company);
  zoe = await desk.member('Zoe', ['sales']);
});
afterAll(() => desk.close());

const as = (who: Member) => talkAs(desk, who);
const labels = (card: ReturnType<typeof cardOf>) => buttonsOf(card).map((b) => b.label);

async function orderOfZoe(sku: string, pieces: number): Promise<void> {
  const actor = desk.actor(zoe);
  const secret = await desk.desk.customers.create(actor, { code: `Z${newId().slice(-6)}`, name: 'Secret Ltd' });
  const lines = [{ sku, quantity: pieces * piece }];
  const draft = await desk.desk.drafts.create(desk.actor(zoe), { customer: secret._id, lines });
  await desk.desk.move(desk.actor(zoe), draft._id, 'submit');
}

test.each([
  ['A100', { product: 'A100' }],
  ['', { product: '' }],
  ['A100 count 120 recounted shelf 4', ['A100', 'count', 120_000, 'recounted shelf 4']],
  ['A100 盘点 120 复盘4号架', ['A100', 'count', 120_000, '复盘4号架']],
  ['blue widget count 0 gone', ['blue widget', 'count', 0, 'gone']],
  ['A100 +20 delivery from Best', ['A100', 'receive', 20_000, 'delivery from Best']],
  ['A100 ＋２０', ['A100', 'receive', 20_000, undefined]],
  ['A100 入库 20.5 到货', ['A100', 'receive', 20_500, '到货']],
  ['A100 -3 broken', ['A100', 'scrap', 3_000, 'broken']],
  ['A100 报损 3 破损', ['A100', 'scrap', 3_000, '破损']],
])('“stock %s” is read', (words, expected) => {
  const { product, booking } = readStock(words);
  if (Array.isArray(expected)) expect([product, booking?.kind, booking?.quantity, booking?.reason]).toEqual(expected);
  else expect({ product, ...(booking && { booking }) }).toEqual(expected);
});

describe('/order stock', () => {
  test('counts, takes in and writes off by a form that is filled from the words, once, with a reason, on the trail', async () => {
    const { sku, id } = await store.goods(10);
    const otto = as(company.otto);
    const form = formOf(await otto.say(`/order stock ${sku} count 12 recounted shelf 4`));
    expect(valuesOf(form)).toEqual({ quantity: '12', reason: 'recounted shelf 4' });
    const card = cardOf(await otto.submit(form, {}));
    expect(textOf(card)).toContain('12 pcs on hand now');
    expect(textOf(card)).toContain('recounted shelf 4');
    expect(await store.shelf(id)).toEqual([12, 0, 0]);
    expect(textOf(cardOf(await otto.submit(formOf(await otto.click(card, 'Receive')), { quantity: '3' })))).toContain(
      '15 pcs',
    );
    const noReason = formOf(await otto.say(`/order 库存 ${sku} -4`));
    expect(await otto.submit(noReason, {})).toMatchObject({ kind: 'errors', errors: { reason: expect.any(String) } });
    await otto.submit(noReason, { reason: 'broken' });
    expect(await store.shelf(id)).toEqual([11, 0, 0]);
    const rows = await stockMoveModel(desk.connection).find({ product: id }).sort({ _id: 1 }).lean();
    expect(rows.map((r) => [r.kind, r.quantity / piece, r.reason])).toEqual([
      ['count', 10, undefined],
      ['count', 2, 'recounted shelf 4'],
      ['receive', 3, undefined],
      ['scrap', 4, 'broken'],
    ]);
    const trail = await auditModel(desk.connection)
      .find({ 'subject.id': id, action: /^stock/ })
      .lean();
    expect(trail.map((e) => [e.action, e.before?.onHand, e.after?.onHand, e.after?.reason])).toEqual([
      ['stock.count', 10_000, 12_000, 'recounted shelf 4'],
      ['stock.receive', 12_000, 15_000, undefined],
      ['stock.scrap', 15_000, 11_000, 'broken'],
    ]);
    expect(await reconcile(desk.connection)).toEqual([]);
  });

  test('a count of a shelf that moved meanwhile is asked for again, and no more is written off than there is', async () => {
    const { sku, id } = await store.goods(10);
    const otto = as(company.otto);
    const form = formOf(await otto.say(`/order stock ${sku} count 9 monthly`));
    await store.moved('otto', await store.submitted([sku, 4]), 'ship');
    expect(JSON.stringify(await otto.submit(form, {}))).toContain('from 10 to 6 on hand');
    const much = formOf(await otto.say(`/order stock ${sku} -7 wet`));
    expect(JSON.stringify(await otto.submit(much, {}))).toContain('Only 6 of');
    expect(await store.shelf(id)).toEqual([6, 0, 0]);
  });

  test('serves those who wait at once, and says so', async () => {
    const { sku, id } = await store.goods(1);
    await store.submitted([sku, 5]);
    const otto = as(company.otto);
    const card = cardOf(await otto.submit(formOf(await otto.say(`/order stock ${sku} +10 from Best`)), {}));
    expect(textOf(card)).toContain('Orders that waited got goods: 1');
    expect(await store.shelf(id)).toEqual([11, 5, 0]);
  });

  test('sales and finance read it and book nothing', async () => {
    const { sku, id } = await store.goods(10);
    for (const who of [company.anna, company.fiona]) {
      expect(labels(cardOf(await as(who).say(`/order stock ${sku}`)))).toEqual(['Product']);
      expect(JSON.stringify(await as(who).say(`/order stock ${sku} count 1 mine`))).toContain('You may not do that');
      const booking = { kind: 'receive' as const, quantity: piece };
      await expect(desk.desk.stock.book(desk.actor(who), sku, booking)).rejects.toThrow();
    }
    expect(await store.shelf(id)).toEqual([10, 0, 0]);
  });

  test('shows whose orders hold it and wait for it: of others’ only the sum, and nobody behind it', async () => {
    const { sku } = await store.goods(10);
    const own = await store.submitted([sku, 4]);
    await orderOfZoe(sku, 9);
    const anna = textOf(cardOf(await as(company.anna).say(`/order stock ${sku}`)));
    expect(anna).toContain(String(own.number));
    expect(anna).toContain('other orders: 6 pcs');
    expect(anna).toContain('other orders: 3 pcs');
    expect(anna).toContain('another order');
    expect(anna).not.toMatch(/Secret|Zoe/);
    const otto = textOf(cardOf(await as(company.otto).say(`/order stock ${sku}`)));
    expect(otto).toContain('Secret Ltd');
    // No amount on it, for nobody.
    for (const words of [anna, otto]) expect(words).not.toMatch(/CNY|¥/);
  });

  test('names the order of somebody else to who stands in for its approver, on every part of it', async () => {
    const { sku, id } = await store.goods(1, 1000_0000);
    const order = await store.submitted([sku, 20]);
    expect(order.state).toBe('pending');
    const standIn: Person = { id: zoe._id, roles: ['sales'], teams: [], standsInFor: [personOf(company.bob)] };
    const product = (await productModel(desk.connection).findById(id).lean())!;
    const { holding, history } = await desk.desk.stock.sheet(standIn, product);
    expect(holding.map((one) => one.order.number)).toEqual([order.number]);
    expect(history.filter((m) => m.kind === 'reserve').map((m) => m.order?.name)).toEqual([order.number]);
  });

  test('lists what is waited for, however much is waited for of which no stock is kept', async () => {
    const many = Array.from({ length: 70 }, (_, n) => ({ _id: `s${n}`, sku: `SERVICE-${n}`, name: 's', price: 1 }));
    await productModel(desk.connection).insertMany(many.map((one) => ({ ...one, waiting: piece })));
    const { sku } = await store.goods(0);
    await store.submitted([sku, 2]);
    const listed = (await desk.desk.stock.overview()).map((p) => p.sku);
    expect(listed).toContain(sku);
    expect(listed.filter((one) => one.startsWith('SERVICE'))).toEqual([]);
    await productModel(desk.connection).deleteMany({ _id: { $in: many.map((one) => one._id) } });
  });

  test('lists what is low or waited for, pages the history, and is reached from the product', async () => {
    const { sku } = await store.goods(1, 1_0000, { reorderPoint: 5 * piece });
    const bob = as(company.bob);
    expect(textOf(cardOf(await bob.say('/order stock')))).toContain(sku);
    const otto = as(company.otto);
    for (let n = 0; n < 12; n += 1)
      await desk.desk.stock.book(store.by('otto'), sku, { kind: 'receive', quantity: piece, reason: `lorry ${n}` });
    const first = cardOf(await otto.say(`/order stock ${sku}`));
    expect(textOf(first)).toContain('lorry 11');
    const older = cardOf(await otto.click(first, 'More'));
    expect(textOf(older)).toContain('lorry 0');
    expect(textOf(older)).not.toContain('lorry 11');
    expect(textOf(cardOf(await bob.say('/order stock')))).not.toContain(sku);
    const product = cardOf(await otto.say(`/order product ${sku}`));
    expect(textOf(cardOf(await otto.click(product, 'Stock')))).toContain('13 pcs');
    expect(JSON.stringify(await otto.say('/order stock A100 + many'))).toContain('did not understand');
  });
});

test('what is counted is counted, taken in, written off and shipped whole; what is measured has parts', async () => {
  const { sku } = await store.goods(10);
  const cable = await store.goods(10, 1_0000, { unit: 'm' });
  const otto = as(company.otto);
  for (const words of ['count 9.5 shelf', '+0.5', '-0.25 wet']) {
    const answer = await otto.submit(formOf(await otto.say(`/order stock ${sku} ${words}`)), {});
    expect(answer).toMatchObject({ kind: 'errors', errors: { quantity: expect.stringContaining('in whole pcs') } });
    expect(cardOf(await otto.submit(formOf(await otto.say(`/order stock ${cable.sku} ${words}`)), {}))).toBeDefined();
  }
  const order = await store.submitted([sku, 4], [cable.sku, 4]);
  expect(textOf(cardOf(await otto.say(`/order ship ${order.number} SF 1 ${sku}x0.5`)))).toContain('in whole pcs');
  const sent = await otto.say(`/order ship ${order.number} SF 1 ${sku}x1 ${cable.sku}x0.5`);
  expect(textOf(cardOf(sent))).toContain('part shipped');
});
