import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { FormField, LineValue } from '../../src/chat/form.ts';
import { customerModel } from '../../src/customers/model.ts';
import { contentHash } from '../../src/orders/content.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Line, Order } from '../../src/orders/order.ts';
import { productModel } from '../../src/products/model.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { cardOf, formOf, talkAs, textOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
const a100 = async () => (await productModel(desk.connection).findOne({ sku: 'A100' }).lean())!._id;

beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  const { ada, acme } = company;
  await desk.desk.customers.update(desk.actor(ada), 'ACME', { tier: 'A' });
  await desk.desk.settings.change(desk.actor(ada), { rates: { USD: 8_000_000 } });
  const product = await a100();
  await desk.desk.prices.set(desk.actor(ada), { product, customer: acme._id, from: 0, price: 110_0000 });
  await desk.desk.prices.set(desk.actor(ada), {
    product,
    customer: acme._id,
    from: 100_000,
    price: 100_0000,
    validTo: '2026-12-31',
  });
  const b200 = (await productModel(desk.connection).findOne({ sku: 'B200' }).lean())!._id;
  await desk.desk.prices.set(desk.actor(ada), { product: b200, tier: 'A', from: 0, price: 9_0000 });
});
afterAll(() => desk.close());

const draft = (lines: { sku: string; quantity: number; unitPrice?: number }[], more: object = {}): Promise<Order> =>
  desk.desk.drafts.create(desk.actor(company.anna), { customer: company.acme._id, lines, ...more });
const told = ({ unitPrice, priceSource }: Line) => [unitPrice, priceSource];
const linesIn = (fields: readonly FormField[]): LineValue[] =>
  fields.flatMap((f) => (f.kind === 'lines' ? f.value : []));
const last = async () => (await orderModel(desk.connection).find({}).sort({ _id: -1 }).limit(1).lean<Order[]>())[0]!;

describe('a line without a typed price', () => {
  test('has the customer’s price, each line by its own quantity, and keeps where it came from', async () => {
    const order = await draft([
      { sku: 'A100', quantity: 60_000 },
      { sku: 'A100', quantity: 100_000 },
      { sku: 'B200', quantity: 1_000 },
      { sku: 'A100', quantity: 1_000, unitPrice: 111_0000 },
      { sku: 'A100', quantity: 1_000, unitPrice: 110_0000 },
    ]);
    expect(order.lines.map(told)).toEqual([
      [110_0000, { from: 'customer' }],
      [100_0000, { from: 'customer', quantity: 100_000, until: '2026-12-31' }],
      [9_0000, { from: 'tier', tier: 'A' }],
      [111_0000, { from: 'typed' }],
      [110_0000, { from: 'customer' }],
    ]);
    const card = textOf(cardOf(await talkAs(desk, company.anna).say(`/order show ${order.draftNo}`)));
    expect(card).toContain('customer price, from 100, until 2026-12-31');
    expect(card).toContain('tier A price');
    const trail = textOf(cardOf(await talkAs(desk, company.anna).say(`/order audit ${order.draftNo}`)));
    expect(trail).toContain('100 pcs × 100.00 (customer price, from 100, until 2026-12-31)'.replace(' pcs', ''));
  });

  test('is priced in the currency of its order', async () => {
    const order = await draft([{ sku: 'A100', quantity: 1_000 }], { currency: 'USD' });
    expect(told(order.lines[0]!)).toEqual([13_7500, { from: 'customer' }]);
  });

  test('has the list price for another customer, and no column says so where all have', async () => {
    const beta = await desk.desk.customers.create(desk.actor(company.anna), { code: 'BETA', name: 'Beta Ltd' });
    const order = await draft([{ sku: 'A100', quantity: 100_000 }], { customer: beta._id });
    expect(told(order.lines[0]!)).toEqual([120_0000, { from: 'list' }]);
    expect(textOf(cardOf(await talkAs(desk, company.anna).say(`/order show ${order.draftNo}`)))).not.toContain(
      'Price from',
    );
  });

  test('does not make the content another one', async () => {
    const order = await draft([{ sku: 'A100', quantity: 1_000 }]);
    const before = { ...order, lines: order.lines.map(({ priceSource: _, ...line }) => line) };
    expect(contentHash(before)).toBe(contentHash(order));
  });

  test('is not shown with its price or source to operations', async () => {
    const order = await draft([{ sku: 'A100', quantity: 100_000 }]);
    const { number } = (await desk.desk.move(desk.actor(company.anna), order._id, 'submit')).order;
    const seen = JSON.stringify(await talkAs(desk, company.otto).say(`/order show ${number}`));
    expect(seen).toContain('A100');
    expect(seen).not.toMatch(/customer price|100\.00|Price from|until 2026-12-31/);
    const decision = textOf(cardOf(await talkAs(desk, company.bob).say(`/order decide ${number}`)));
    expect(decision).toContain('customer price, from 100, until 2026-12-31');
  });
});

describe('a form', () => {
  test('shows what the customer pays for that much, and files it', async () => {
    const anna = talkAs(desk, company.anna);
    const form = formOf(await anna.say('/order new Acme A100x100 B200x5@8'));
    expect(linesIn(form.fields)).toMatchObject([
      { sku: 'A100', listPrice: '100', listSource: 'customer price, from 100, until 2026-12-31', price: undefined },
      { sku: 'B200', listPrice: '9', listSource: 'tier A price', price: '8' },
    ]);
    await anna.submit(form, { next: 'draft' });
    expect((await last()).lines.map(told)).toEqual([
      [100_0000, { from: 'customer', quantity: 100_000, until: '2026-12-31' }],
      [8_0000, { from: 'typed' }],
    ]);
  });

  test('shows the list price while no customer is known', async () => {
    const form = formOf(await talkAs(desk, company.anna).say('/order new A100x100'));
    expect(linesIn(form.fields)[0]).toMatchObject({ listPrice: '120' });
    expect(linesIn(form.fields)[0]).not.toHaveProperty('listSource');
  });

  test('that edits a draft keeps typed prices, and lets the others follow their quantity', async () => {
    const order = await draft([
      { sku: 'A100', quantity: 60_000 },
      { sku: 'B200', quantity: 5_000, unitPrice: 8_0000 },
    ]);
    const anna = talkAs(desk, company.anna);
    const form = formOf(await anna.say(`/order edit ${order.draftNo}`));
    const [first, second] = linesIn(form.fields);
    expect([first?.price, first?.listPrice, second?.price]).toEqual([undefined, '110', '8']);
    await anna.submit(form, {
      lines: [
        { ...first!, quantity: '100' },
        { ...second!, quantity: '7' },
      ],
    });
    expect((await orderModel(desk.connection).findById(order._id).lean<Order>())!.lines.map(told)).toEqual([
      [100_0000, { from: 'customer', quantity: 100_000, until: '2026-12-31' }],
      [8_0000, { from: 'typed' }],
    ]);
  });

  test('that edits a draft says which prices are others since', async () => {
    const order = await draft([{ sku: 'A100', quantity: 1_000 }]);
    const entry = {
      product: await a100(),
      customer: company.acme._id,
      from: 1_000,
      price: 109_0000,
      validTo: '2026-12-03',
    };
    const { entry: made } = await desk.desk.prices.set(desk.actor(company.ada), entry);
    expect((await orderModel(desk.connection).findById(order._id).lean<Order>())!.lines[0]!.unitPrice).toBe(110_0000);
    const form = formOf(await talkAs(desk, company.anna).say(`/order edit ${order.draftNo}`));
    expect(form.note).toContain('A100 110 → 109');
    await desk.desk.prices.end(desk.actor(company.ada), made._id);
  });

  test('that is sent once more without the typed price brings the draft to the customer’s', async () => {
    const actor = desk.actor(company.anna);
    const typed = { customer: company.acme._id, lines: [{ sku: 'A100', quantity: 1_000, unitPrice: 90_0000 }] };
    await desk.desk.drafts.file(actor, typed);
    const again = await desk.desk.drafts.file(actor, { ...typed, lines: [{ sku: 'A100', quantity: 1_000 }] });
    expect(told(again.lines[0]!)).toEqual([110_0000, { from: 'customer' }]);
  });
});

test('a table of orders totals and files what each customer pays', async () => {
  const anna = talkAs(desk, company.anna);
  const table = 'customer\tsku\tquantity\tpo_no\nACME\tA100\t10\tTP-1\nBETA\tA100\t10\tTP-2';
  const plan = cardOf(await anna.say(`/order import\n${table}`));
  expect(textOf(plan)).toMatch(/1,100\.00[\s\S]*1,200\.00/);
  await anna.click(plan, 'File all 2 orders');
  const filed = await orderModel(desk.connection).find({ poNo: /^TP-/ }).sort({ poNo: 1 }).lean<Order[]>();
  expect(filed.map((o) => told(o.lines[0]!))).toEqual([
    [110_0000, { from: 'customer' }],
    [120_0000, { from: 'list' }],
  ]);
});

describe('a quantity that is changed in the form', () => {
  test('has the price of the quantity that is filed, as long as no price is typed; an edited draft, too', async () => {
    const anna = talkAs(desk, company.anna);
    const form = formOf(await anna.say('/order new Acme A100x20'));
    expect(linesIn(form.fields)).toMatchObject([{ quantity: '20', listPrice: '110' }]);
    // As a chat sends it back: what was only shown is not sent, or counts nothing.
    await anna.submit(form, { lines: [{ sku: 'A100', quantity: '100', listPrice: '110' }], next: 'draft' });
    const filed = await last();
    expect(filed.lines.map(told)).toEqual([[100_0000, { from: 'customer', quantity: 100_000, until: '2026-12-31' }]]);
    const edit = formOf(await anna.say(`/order edit ${filed.draftNo}`));
    await anna.submit(edit, { lines: linesIn(edit.fields).map((line) => ({ ...line, quantity: '99' })) });
    expect((await last()).lines.map(told)).toEqual([[110_0000, { from: 'customer' }]]);
  });
});

describe('a draft whose customer was handed on', () => {
  test('is edited at the prices of that customer, as it is saved', async () => {
    const order = await draft([{ sku: 'A100', quantity: 60_000 }]);
    const theirs = customerModel(desk.connection);
    const { owner, team } = (await theirs.findById(company.acme._id).lean())!;
    await theirs.updateOne({ _id: company.acme._id }, { owner: company.ada._id, team: 'west' });
    const anna = talkAs(desk, company.anna);
    expect(textOf(cardOf(await anna.say('/order customer ACME')))).not.toContain('Acme Ltd');
    const form = formOf(await anna.say(`/order edit ${order.draftNo}`));
    expect(form.note).toBeUndefined();
    expect(linesIn(form.fields)).toMatchObject([{ listPrice: '110', listSource: 'customer price' }]);
    await anna.submit(form, {});
    expect((await orderModel(desk.connection).findById(order._id).lean<Order>())?.lines.map(told)).toEqual([
      [110_0000, { from: 'customer' }],
    ]);
    await theirs.updateOne({ _id: company.acme._id }, { owner, team });
  });
});

describe('a change order', () => {
  test('keeps agreed prices with where they came from, and prices what is new by the lists of its day', async () => {
    const made = await draft([
      { sku: 'A100', quantity: 10_000 },
      { sku: 'A100', quantity: 1_000, unitPrice: 111_0000 },
    ]);
    let { order } = await desk.desk.move(desk.actor(company.anna), made._id, 'submit');
    expect(order.state).toBe('approved');
    const form = formOf(await talkAs(desk, company.anna).say(`/order change ${order.number} A100x120 B200x5`));
    expect(linesIn(form.fields)[0]).toMatchObject({ sku: 'A100', quantity: '120', price: '110' });
    const lines = [
      { sku: 'A100', quantity: 120_000, unitPrice: 110_0000 },
      { sku: 'A100', quantity: 1_000, unitPrice: 111_0000 },
      { sku: 'B200', quantity: 5_000 },
    ];
    ({ order } = await desk.desk.move(desk.actor(company.anna), order._id, 'change', { change: { lines } }));
    expect(order.change?.content.lines.map(told)).toEqual([
      [110_0000, { from: 'customer' }],
      [111_0000, { from: 'typed' }],
      [9_0000, { from: 'tier', tier: 'A' }],
    ]);
    ({ order } = await desk.desk.move(desk.actor(company.bob), order._id, 'approve'));
    expect(order.lines.map((l) => l.priceSource?.from)).toEqual(['customer', 'typed', 'tier']);
  });

  test('takes the price of the lists where the agreed one is taken away', async () => {
    const made = await draft([{ sku: 'A100', quantity: 10_000 }]);
    let { order } = await desk.desk.move(desk.actor(company.anna), made._id, 'submit');
    const change = { lines: [{ sku: 'A100', quantity: 120_000 }] };
    ({ order } = await desk.desk.move(desk.actor(company.anna), order._id, 'change', { change }));
    expect(told(order.change!.content.lines[0]!)).toEqual([
      100_0000,
      { from: 'customer', quantity: 100_000, until: '2026-12-31' },
    ]);
  });
});
