import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import readXlsxFile from 'read-excel-file/node';
import type { Customer } from '../../src/customers/customer.ts';
import { newId } from '../../src/id.ts';
import { type Person, personOf } from '../../src/members/member.ts';
import { owed } from '../../src/orders/guards.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { paymentModel } from '../../src/payments/model.ts';
import type { Payment } from '../../src/payments/payment.ts';
import { reconcileMoney } from '../../src/payments/reconcile.ts';
import { collectedIn } from '../../src/reports/money.ts';
import { riskMarkModel } from '../../src/risks/marks.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, formOf, talkAs, textOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
const as = (member: Company['anna']) => talkAs(desk, member);

beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk, (name) => (name === 'otto' ? { locale: 'zh' } : {}));
});
afterEach(async () => {
  expect(await reconcileMoney(desk.connection)).toEqual([]);
});
afterAll(async () => desk.close());

const read = async (id: string) => (await orderModel(desk.connection).findById(id).lean<Order>()) as Order;
const paymentsOf = (customer: Customer) =>
  paymentModel(desk.connection).find({ customer: customer._id }).sort({ _id: 1 }).lean<Payment[]>();

/** What an answer holds besides a random code, whose digits say nothing. */
const apart = (answer: unknown, code: string) => JSON.stringify(answer).replaceAll(code, '');

/** A customer of Anna's with a code and a name of one word each. */
async function buyer(name?: string) {
  const code = `K${newId().slice(-9).toUpperCase()}`;
  return desk.desk.customers.create(desk.actor(company.anna), { code, name: name ?? `Buyer ${code}`, contacts: [] });
}

async function filed(customer: Customer, pieces: number, more: object = {}): Promise<Order> {
  const { anna } = company;
  const lines = [{ sku: 'B200', quantity: pieces * 1_000 }];
  const draft = await desk.desk.drafts.create(desk.actor(anna), { customer: customer._id, lines, ...more });
  return (await desk.desk.move(desk.actor(anna), draft._id, 'submit')).order;
}

async function delivered(order: Order): Promise<Order> {
  await desk.desk.move(desk.actor(company.otto), order._id, 'ship');
  return (await desk.desk.move(desk.actor(company.anna), order._id, 'deliver')).order;
}

describe('money of a customer', () => {
  test('goes to the oldest due first, and what each order got stands on the card', async () => {
    const customer = await buyer();
    const [young, old] = [await filed(customer, 10), await delivered(await filed(customer, 5))];
    const card = cardOf(await as(company.fiona).say(`/order pay ${customer.code} 80 ref TT-1 on 12/1`));
    expect(textOf(card)).toContain(`CNY 50.00 to ${old.number}`);
    expect(textOf(card)).toContain(`CNY 30.00 to ${young.number}`);
    expect([(await read(old._id)).paid, (await read(young._id)).paid]).toEqual([50_00, 30_00]);
    expect(await read(old._id)).toMatchObject({ settledAt: '2026-12-01', state: 'delivered' });
    expect((await read(young._id)).settledAt).toBeUndefined();
    expect((await read(young._id)).timeline.at(-1)).toMatchObject({ action: 'credit_applied', amount: 30_00 });
    const marks = await riskMarkModel(desk.connection).countDocuments({ kind: 'customer', about: customer._id });
    expect(marks).toBeGreaterThan(0);
    expect(cardOf(await as(company.anna).say(`/order complete ${old.number}`)).badge?.label).toBe('completed');
  });

  test('the same reference again changes nothing, in capitals and without', async () => {
    const customer = await buyer();
    const order = await filed(customer, 10);
    await as(company.fiona).say(`/order pay ${customer.code} 40 ref tt-2`);
    const again = cardOf(await as(company.fiona).say(`/order pay ${customer.code} 40 ref TT-2`));
    expect(textOf(again)).toContain('already');
    expect((await read(order._id)).paid).toBe(40_00);
    const other = await as(company.fiona).say(`/order pay ${customer.code} 41 ref TT-2`);
    expect(JSON.stringify(other)).toContain('recorded with another amount');
  });

  test('more than is owed is asked about; kept, it is credit, and the next order is paid with it', async () => {
    const customer = await buyer();
    const order = await filed(customer, 10);
    const asked = cardOf(await as(company.fiona).say(`/order pay ${order.number} 300 ref TT-3`));
    expect(asked.title).toBe('CNY 200.00 more than is owed');
    expect(await paymentsOf(customer)).toEqual([]);
    const corrected = formOf(await as(company.fiona).click(asked, 'Correct the amount'));
    expect(corrected.fields[0]).toMatchObject({ value: '300.00' });
    await as(company.fiona).click(asked, 'Keep unallocated');
    const twice = cardOf(await as(company.fiona).click(asked, 'Keep unallocated'));
    expect(textOf(twice)).toContain('already');
    expect(await paymentsOf(customer)).toMatchObject([{ amount: 300_00, free: 200_00, order: order._id }]);
    expect((await read(order._id)).paid).toBe(100_00);
    const shown = cardOf(await as(company.anna).say(`/order customer ${customer.code}`));
    expect(textOf(shown)).toContain('"Unallocated money","value":"CNY 200.00"');
    const next = await filed(customer, 15);
    expect(next).toMatchObject({ paid: 150_00, settledAt: '2026-12-02' });
    expect((await paymentsOf(customer))[0]).toMatchObject({
      free: 50_00,
      applied: [{ order: next._id, amount: 150_00 }],
    });
  });

  test('of a question without a reference two clicks are one payment', async () => {
    const customer = await buyer();
    const asked = cardOf(await as(company.fiona).say(`/order pay ${customer.code} 70`));
    expect(textOf(asked)).toContain('owes CNY 0.00');
    const clicks = [
      as(company.fiona).click(asked, 'Keep unallocated'),
      as(company.fiona).click(asked, 'Keep unallocated'),
    ];
    await Promise.all(clicks);
    expect(await paymentsOf(customer)).toMatchObject([{ amount: 70_00, free: 70_00 }]);
  });

  test('a part of a name opens the form with what was typed: a slip settles nothing', async () => {
    const customer = await buyer('Zephyr Trading');
    await filed(customer, 10);
    const form = formOf(await as(company.fiona).say('/order pay Zeph 70 ref TT-4'));
    expect(form.title).toContain(customer.name);
    expect(form.fields.map((f) => ('value' in f ? f.value : undefined))).toEqual(['70.00', '2026-12-02', 'TT-4']);
    expect(await paymentsOf(customer)).toEqual([]);
    cardOf(await as(company.fiona).submit(form, {}));
    expect(await paymentsOf(customer)).toMatchObject([{ amount: 70_00, reference: 'TT-4' }]);
  });

  test('of a cancelled order goes to the next; of one that is drawn up anew waits for it', async () => {
    const customer = await buyer();
    const [first, second] = [await filed(customer, 10), await filed(customer, 10)];
    await desk.desk.payments.record(desk.actor(company.fiona), { order: first, amount: 60_00 });
    await desk.desk.move(desk.actor(company.bob), first._id, 'cancel', { reason: 'called off' });
    expect([(await read(first._id)).paid, (await read(second._id)).paid]).toEqual([0, 60_00]);
    expect((await read(first._id)).timeline.at(-1)).toMatchObject({ action: 'credit_freed', amount: -60_00 });
    await desk.desk.move(desk.actor(company.bob), second._id, 'cancel', { reason: 'called off' });
    expect((await paymentsOf(customer))[0]).toMatchObject({ free: 60_00 });
    await desk.desk.move(desk.actor(company.anna), first._id, 'reopen');
    await filed(customer, 20);
    expect((await paymentsOf(customer))[0]?.free).toBe(60_00);
    const again = await desk.desk.move(desk.actor(company.anna), first._id, 'submit');
    expect(again.order.paid).toBe(60_00);
  });

  test('of an order that gets smaller is free again', async () => {
    const customer = await buyer();
    const order = await filed(customer, 10);
    await desk.desk.payments.record(desk.actor(company.fiona), { order, amount: 'full' });
    const lines = [{ sku: 'B200', quantity: 9_000 }];
    const { order: after } = await desk.desk.move(desk.actor(company.anna), order._id, 'change', { change: { lines } });
    const now = after.change ? (await desk.desk.move(desk.actor(company.bob), order._id, 'approve')).order : after;
    expect([now.total, now.paid, owed(now)]).toEqual([90_00, 90_00, 0]);
    expect((await paymentsOf(customer))[0]).toMatchObject({ free: 10_00 });
  });
});

describe('a reversal', () => {
  test('makes what was paid owed again, and takes back that the order was completed', async () => {
    const customer = await buyer();
    const order = await delivered(await filed(customer, 10));
    await as(company.fiona).say(`/order pay ${order.number} full ref RV-1`);
    await as(company.anna).say(`/order complete ${order.number}`);
    expect(await read(order._id)).toMatchObject({ state: 'completed', settledAt: '2026-12-02' });
    const card = cardOf(await as(company.fiona).say('/order pay reverse rv-1 wrong account'));
    expect(card.title).toContain('payment RV-1 reversed');
    const after = await read(order._id);
    expect(after).toMatchObject({ state: 'delivered', paid: 0 });
    expect([after.settledAt, after.completedAt]).toEqual([undefined, undefined]);
    expect(after.timeline.at(-1)).toMatchObject({
      ...{ action: 'pay_reversed', amount: -100_00, from: 'completed', to: 'delivered', note: 'RV-1 · wrong account' },
    });
    const [paid, back] = await paymentsOf(customer);
    expect(back).toMatchObject({ amount: -100_00, reverses: paid?._id, reason: 'wrong account' });
    expect(JSON.stringify(await as(company.fiona).say('/order pay reverse RV-1'))).toContain('reversed already');
    expect(JSON.stringify(await as(company.fiona).say(`/order pay ${order.number} full ref RV-1`))).toContain(
      'was reversed',
    );
    await as(company.fiona).say(`/order pay ${order.number} full ref RV-1B`);
    expect((await read(order._id)).paid).toBe(100_00);
    const period = { kind: 'month' as const, from: '2026-12-01', to: '2026-12-31' };
    const request = { period, filters: { customer: [customer.code] } } as never;
    const query = {
      connection: desk.connection,
      person: personOf(company.fiona),
      request,
      settings: { currency: 'CNY', rates: {} },
    };
    expect(await collectedIn(query, period)).toMatchObject({ amount: 100_00, count: 3 });
  });

  test('more than an order needs goes to the others, and the answer says where', async () => {
    const customer = await buyer();
    const [first, second] = [await filed(customer, 10), await filed(customer, 10)];
    const asked = cardOf(await as(company.fiona).say(`/order pay ${first.number} 230 ref EL-1`));
    const kept = textOf(cardOf(await as(company.fiona).click(asked, 'Keep unallocated')));
    expect(kept).toContain(`CNY 100.00 to ${second.number} · CNY 30.00 is kept`);
  });

  test('by the button on the list asks why; other credit of the customer takes its place', async () => {
    const customer = await buyer();
    const order = await filed(customer, 10);
    await as(company.fiona).say(`/order pay ${order.number} full ref RV-2`);
    const asked = cardOf(await as(company.fiona).say(`/order pay ${customer.code} 30 ref RV-3`));
    await as(company.fiona).click(asked, 'Keep unallocated');
    const list = cardOf(await as(company.fiona).say(`/order pay list ${customer.code}`));
    expect(buttonsOf(list).filter((b) => b.label === 'Reverse')).toHaveLength(2);
    const [first] = await paymentsOf(customer);
    const form = formOf(await as(company.fiona).press(buttonsOf(list).filter((b) => b.label === 'Reverse')[1]!.id));
    expect(form.title).toBe('Reverse RV-2');
    cardOf(await as(company.fiona).submit(form, { reason: 'bounced' }));
    expect(await paymentModel(desk.connection).findById(first?._id).lean()).toHaveProperty('reversedBy');
    expect((await read(order._id)).paid).toBe(30_00);
    const shown = textOf(cardOf(await as(company.fiona).say(`/order 收款 明细 ${customer.code}`)));
    expect(shown).toContain('reversal · bounced');
    expect(shown).toContain(`${order.number} CNY 30.00`);
  });

  test('twice at the same time is one', async () => {
    const customer = await buyer();
    const order = await filed(customer, 10);
    const { payment } = await desk.desk.payments.record(desk.actor(company.fiona), { order, amount: 'full' });
    const both = [company.fiona, company.ada].map((m) =>
      desk.desk.payments.reverse(desk.actor(m), payment._id).then(
        () => 'done',
        (error) => error.code,
      ),
    );
    expect((await Promise.all(both)).toSorted()).toEqual(['done', 'error.payment_reversed']);
    expect((await read(order._id)).paid).toBe(0);
    const retry = desk.actor(company.fiona, 'retry-1');
    const { payment: second } = await desk.desk.payments.record(desk.actor(company.fiona), { order, amount: 'full' });
    await desk.desk.payments.reverse(retry, second._id);
    expect((await desk.desk.payments.reverse(retry, second._id)).repeated).toBe(true);
  });
});

describe('in the thread of an order', () => {
  const inThread = (order: Order, text: string) => {
    const from = `console:${company.fiona._id}` as const;
    const at = { from, conversation: `console:@${company.fiona._id}` as const, key: newId() };
    return desk.bot({ ...at, kind: 'command', text, order: order._id });
  };

  test('a number alone is an amount of that order, and never another order', async () => {
    const order = await filed(await buyer(), 10);
    await inThread(order, '/order pay 40');
    await inThread(order, '/order pay 12.50 ref TH-1');
    expect((await read(order._id)).paid).toBe(52_50);
    const other = await filed(await buyer(), 10);
    await inThread(order, `/order pay ${other.number} 7`);
    expect((await read(other._id)).paid).toBe(7_00);
    await inThread(order, '/order pay full');
    expect(owed(await read(order._id))).toBe(0);
  });

  test('the whole name of a customer means that customer', async () => {
    const order = await filed(await buyer(), 10);
    const customer = await buyer();
    const own = await filed(customer, 10);
    await inThread(order, `/order pay ${customer.name} 30 ref TH-2`);
    expect([(await read(order._id)).paid, (await read(own._id)).paid]).toEqual([0, 30_00]);
    expect(formOf(await inThread(order, `/order pay ${customer.code}`)).title).toContain(customer.name);
    const year = await buyer(`2024 Holdings ${newId()}`);
    const theirs = await filed(year, 10);
    await inThread(order, `/order pay ${year.name} 20 on 12/1`);
    expect([(await read(order._id)).paid, (await read(theirs._id)).paid]).toEqual([0, 20_00]);
  });
});

describe('rights', () => {
  test('sales see their customers’ payments and take none; operations see nothing', async () => {
    const customer = await buyer();
    const order = await filed(customer, 10);
    await as(company.fiona).say(`/order pay ${order.number} 77 ref RI-1`);
    expect(textOf(cardOf(await as(company.anna).say(`/order pay list ${customer.code}`)))).toContain('CNY 77.00');
    for (const text of [`${customer.code} 5`, 'reverse RI-1', `${order.number} 5`]) {
      const answer = await as(company.anna).say(`/order pay ${text}`);
      expect(JSON.stringify(answer)).toMatch(/not yours|Ask|may/i);
    }
    expect(await paymentsOf(customer)).toHaveLength(1);
    for (const text of [
      `list ${customer.code}`,
      'aging',
      `statement ${customer.code}`,
      'reverse RI-1',
      `${customer.code} 5`,
    ])
      expect(apart(await as(company.otto).say(`/order pay ${text}`), customer.code)).not.toMatch(/77|23\.00/);
    await as(company.fiona).say(`/order pay ${customer.code} 11 ref RI-2`);
    await as(company.fiona).say('/order pay reverse RI-1 SECRETWHY');
    expect(textOf(cardOf(await as(company.fiona).say(`/order show ${order.number}`)))).toMatch(/SECRETWHY.*RI-2/s);
    expect(textOf(cardOf(await as(company.otto).say(`/order show ${order.number}`)))).not.toMatch(/RI-\d|SECRETWHY/);
    const card = cardOf(await as(company.otto).say(`/order customer ${customer.code}`));
    expect(buttonsOf(card).map((b) => b.label)).not.toContain('收款明细');
    const other = await desk.member(`Sven${newId().slice(-4)}`, ['sales']);
    expect(apart(await as(other).say(`/order pay list ${customer.code}`), customer.code)).not.toContain('77');
    expect(textOf(cardOf(await as(other).say('/order pay aging')))).not.toContain(customer.code);
  });
});

describe('what is owed', () => {
  test('by age, with sums that are those of the open orders', async () => {
    const customer = await buyer();
    const [late, open] = [await delivered(await filed(customer, 10)), await filed(customer, 7)];
    await orderModel(desk.connection).updateOne({ _id: late._id }, { $set: { dueDate: '2026-10-01' } });
    await desk.desk.payments.record(desk.actor(company.fiona), { order: late, amount: 20_00 });
    const person: Person = personOf(company.fiona);
    const { rows } = await desk.desk.payments.aging(person, { base: 'CNY', today: '2026-12-02' });
    const row = rows.find((r) => r.customer._id === customer._id);
    expect(row?.aged).toEqual({ not_due: owed(open), d30: 0, d60: 0, d90: 80_00, older: 0 });
    const card = textOf(cardOf(await as(company.anna).say('/order pay aging')));
    expect(card).toContain(customer.code);
    expect(card).toContain('"80.00"');
  });

  test('as a statement with typed cells, in the reader’s language, where no text is a formula', async () => {
    const customer = await buyer();
    const order = await delivered(await filed(customer, 10, { poNo: '=1+1' }));
    await as(company.fiona).say(`/order pay ${order.number} 60 ref ST-1`);
    await as(company.fiona).say('/order pay reverse ST-1 no');
    await as(company.fiona).say(`/order pay ${customer.code} 25 ref ST-2`);
    const { case: it } = await desk.desk.cases.open(desk.actor(company.anna), order._id, {
      ...{ kind: 'return' as const, parts: [{ index: 0, quantity: 1_000 }], text: 'broken' },
    });
    await desk.desk.cases.receive(desk.actor(company.otto), it._id, 'scrap');
    const card = cardOf(await as(company.fiona).say(`/order pay statement ${customer.code} 2026-01-01..2026-12-31`));
    const block = card.blocks.find((b) => b.kind === 'file');
    if (block?.kind !== 'file') throw new Error('no file');
    expect(block.file.name).toBe(`statement-${customer.code}-2026-01-01_2026-12-31.xlsx`);
    const { bytes } = await desk.desk.files.read(block.file.id, personOf(company.fiona));
    const [sheet] = (await readXlsxFile(Buffer.from(bytes))) as unknown as { sheet: string; data: unknown[][] }[];
    const rows = sheet?.data ?? [];
    const flat = JSON.stringify(rows);
    expect(flat).toContain('=1+1');
    const line = (what: string) => rows.find((r) => r[1] === what);
    expect(line('Order')?.slice(5)).toEqual([100, null, 100]);
    expect(line('Order')?.[0]).toBeInstanceOf(Date);
    expect(line('Payment')?.[6]).toBe(60);
    expect(line('Reversal')?.[5]).toBe(60);
    expect(line('Credit for returns')?.[6]).toBe(10);
    expect(line('Closing balance')?.[7]).toBe(65);
    expect(rows.find((r) => r[0] === 'Not due')?.[1]).toBe(65);
    await expect(desk.desk.files.read(block.file.id, personOf(company.bob))).rejects.toMatchObject({
      code: 'error.file_not_found',
    });
    const zh = await desk.desk.payments.statementFile(
      personOf(company.ada),
      customer,
      { to: '2026-12-02' },
      { locale: 'zh', today: '2026-12-02' },
    );
    expect(zh.name).toBe(`对账单-${customer.code}-2026-12-02.xlsx`);
  });
});

test('how a customer pays follows from settled orders, and is unknown before there are three', async () => {
  const customer = await buyer();
  const habit = async () => (await desk.desk.profiles.of(personOf(company.ada), customer, 'CNY', '2026-12-02')).payment;
  for (const [n, late] of [0, 0, 20].entries()) {
    const order = await delivered(await filed(customer, 10));
    await desk.desk.payments.record(desk.actor(company.fiona), { order, amount: 'full' });
    if (n < 2) expect((await habit()).rating).toBeUndefined();
    const dueDate = late ? '2026-11-12' : '2026-12-30';
    await orderModel(desk.connection).updateOne({ _id: order._id }, { $set: { dueDate } });
  }
  expect(await habit()).toEqual({ rating: 'B', daysLate: 7, onTime: 67, settled: 3 });
});
