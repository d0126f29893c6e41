import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import readXlsxFile from 'read-excel-file/node';
import { auditModel } from '../../src/audit/model.ts';
import type { Customer } from '../../src/customers/customer.ts';
import { newId } from '../../src/id.ts';
import { personOf } from '../../src/members/member.ts';
import { toRefund } from '../../src/orders/guards.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { paymentModel } from '../../src/payments/model.ts';
import type { Payment } from '../../src/payments/payment.ts';
import { reconcileMoney } from '../../src/payments/reconcile.ts';
import { riskMarkModel } from '../../src/risks/marks.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { cardOf, formOf, talkAs, textOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
const as = (member: Company['anna']) => talkAs(desk, member);
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
});
afterEach(async () => {
  expect(await reconcileMoney(desk.connection)).toEqual([]);
});
afterAll(async () => desk.close());

const now = async ({ _id }: Order) => (await orderModel(desk.connection).findById(_id).lean<Order>()) as Order;
const paymentsOf = (customer: Customer) =>
  paymentModel(desk.connection).find({ customer: customer._id }).sort({ _id: 1 }).lean<Payment[]>();
const freeOf = async (customer: Customer) => desk.desk.payments.freeIn(customer._id, 'CNY');

async function buyer(credit = 0, name?: string): Promise<Customer> {
  const code = `K${newId().slice(-9).toUpperCase()}`;
  const made = { code, name: name ?? `Buyer ${code}`, contacts: [] };
  const customer = await desk.desk.customers.create(desk.actor(company.anna), made);
  if (credit > 0)
    await desk.desk.payments.recordFor(desk.actor(company.fiona), {
      ...{ customer, amount: credit, over: true, reference: `IN-${code}` },
    });
  return customer;
}

async function delivered(customer: Customer): Promise<Order> {
  const { anna, otto } = company;
  const lines = [{ sku: 'B200', quantity: 10_000 }];
  const { _id } = await desk.desk.drafts.create(desk.actor(anna), { customer: customer._id, lines });
  await desk.desk.move(desk.actor(anna), _id, 'submit');
  await desk.desk.move(desk.actor(otto), _id, 'ship');
  return (await desk.desk.move(desk.actor(anna), _id, 'deliver')).order;
}

/** Ten pieces that were paid, of which two came back: 20.00 is to be refunded. */
async function returned(customer: Customer): Promise<Order> {
  const order = await delivered(customer);
  await desk.desk.payments.record(desk.actor(company.fiona), {
    order,
    amount: 'full',
    reference: `OR-${customer.code}`,
  });
  const parts = [{ index: 0, quantity: 2_000 }];
  const opened = await desk.desk.cases.open(desk.actor(company.anna), order._id, {
    ...{ kind: 'return' as const, parts, text: 'broken' },
  });
  await desk.desk.cases.receive(desk.actor(company.otto), opened.case._id, 'scrap');
  return now(order);
}

describe('credit of a customer', () => {
  test('goes back, once for each reference, and stands on list, statement and trail', async () => {
    const customer = await buyer(500_00);
    await riskMarkModel(desk.connection).deleteMany({ about: customer._id });
    const card = cardOf(await as(company.fiona).say(`/order pay refund ${customer.code} 200 ref RF-1`));
    expect(card.title).toBe(`${customer.name}: CNY 200.00 paid back`);
    const again = cardOf(await as(company.fiona).say(`/order 收款 退款 ${customer.code} 200 流水 rf-1`));
    expect(textOf(again)).toContain('already');
    const [paid, back] = await paymentsOf(customer);
    expect([paid?.free, paid?.refunded]).toEqual([300_00, 200_00]);
    expect(back).toMatchObject({ amount: -200_00, refunded: -200_00, reference: 'RF-1' });
    expect([await freeOf(customer), (await paymentsOf(customer)).length]).toEqual([300_00, 2]);
    const list = textOf(cardOf(await as(company.fiona).say(`/order pay list ${customer.code}`)));
    expect(list).toMatch(/RF-1.*paid back/s);
    const reader = personOf(company.fiona);
    const { statements } = await desk.desk.payments.statements(reader, customer, { to: '2026-12-02' }, '2026-12-02');
    expect(statements[0]?.events.map((e) => `${e.kind} ${e.amount}`)).toEqual(['payment -50000', 'refund 20000']);
    expect(statements[0]?.closing).toBe(-300_00);
    const trail = await auditModel(desk.connection).find({ 'subject.id': back?._id }).lean();
    expect(trail).toMatchObject([{ action: 'pay_refunded', by: company.fiona._id, after: { amount: -200_00 } }]);
    expect(await riskMarkModel(desk.connection).countDocuments({ about: customer._id })).toBe(1);
  });

  test('goes back no further than it is, and never what pays an order', async () => {
    const customer = await buyer();
    const order = await delivered(customer);
    await desk.desk.payments.record(desk.actor(company.fiona), { order, amount: 150_00, over: true });
    const refused = JSON.stringify(await as(company.fiona).say(`/order pay refund ${customer.code} 50.01`));
    expect(refused).toContain('CNY 50.01 is more than the CNY 50.00 that can go back');
    const both = ['a', 'b'].map((reference) =>
      desk.desk.payments.refundFor(desk.actor(company.fiona), { customer, amount: 50_00, reference }).then(
        () => 'done',
        (error) => error.code,
      ),
    );
    expect((await Promise.all(both)).toSorted()).toEqual(['done', 'error.refund_nothing']);
    expect([(await now(order)).paid, await freeOf(customer)]).toEqual([100_00, 0]);
    const other = JSON.stringify(await as(company.fiona).say(`/order pay refund ${customer.code} 5 USD`));
    expect(other).toContain('nothing to give back');
  });

  test('under the reference of money that came in is refused, and the other way about', async () => {
    const customer = await buyer(500_00);
    const { fiona } = company;
    const differs = { code: 'error.payment_differs' };
    const [reference, amount] = [`IN-${customer.code}`, 500_00];
    await expect(
      desk.desk.payments.refundFor(desk.actor(fiona), { customer, amount, reference }),
    ).rejects.toMatchObject(differs);
    await expect(
      desk.desk.payments.refundFor(desk.actor(fiona), { customer, amount: 'full', reference }),
    ).rejects.toMatchObject(differs);
    expect(await freeOf(customer)).toBe(500_00);
  });

  test('of a name that is not whole is looked at in a form, with what can go back', async () => {
    const customer = await buyer(80_00, 'Wexford Marine');
    const form = formOf(await as(company.fiona).say('/order pay refund Wexf'));
    expect(form.title).toBe('Pay back to Wexford Marine');
    expect(form.fields[0]).toMatchObject({ value: '80.00' });
    expect(form.fields[1]).toMatchObject({ label: 'Paid back on' });
    const card = cardOf(await as(company.fiona).submit(form, { amount: '30', reference: 'RF-2' }));
    expect(card.title).toContain('CNY 30.00 paid back');
    expect(await freeOf(customer)).toBe(50_00);
  });

  test('where there is none to give back is said at once, and no form is opened', async () => {
    const customer = await buyer(0, 'Empty Harbour');
    for (const words of [customer.code, 'Empty Harb', 'Empty Harb 5'])
      expect(textOf(cardOf(await as(company.fiona).say(`/order pay refund ${words}`)))).toContain(
        'There is nothing to give back for Empty Harbour',
      );
  });

  test('that went back is owed by the customer where the payment was none', async () => {
    const customer = await buyer(500_00);
    await desk.desk.payments.refundFor(desk.actor(company.fiona), { customer, amount: 200_00 });
    const [paid, back] = await paymentsOf(customer);
    await desk.desk.payments.reverse(desk.actor(company.fiona), paid!._id);
    expect(await paymentModel(desk.connection).findById(back?._id).lean()).toMatchObject({ free: -200_00 });
    await expect(desk.desk.payments.reverse(desk.actor(company.fiona), back!._id)).rejects.toMatchObject({
      code: 'error.payment_is_reversal',
    });
  });

  test('that is owed is one term with one sign on answer, card, list, aging and statement', async () => {
    const customer = await buyer(500_00);
    const fiona = as(company.fiona);
    const say = async (text: string) => textOf(cardOf(await fiona.say(text)));
    await say(`/order pay refund ${customer.code} 200`);
    const answer = await say(`/order pay reverse IN-${customer.code} bounced`);
    expect(answer).toContain(`${customer.name} now owes CNY 200.00 of what was paid back to them`);
    expect(answer).toContain('unallocated money is CNY -200.00');
    const card = await say(`/order customer ${customer.code}`);
    expect(card).toContain('"label":"Unallocated money","value":"CNY -200.00"');
    expect(card.match(/"label":"Credit"/g)).toHaveLength(1);
    expect(await say(`/order pay list ${customer.code}`)).toContain('unallocated money CNY -200.00');
    const aging = cardOf(await fiona.say('/order pay aging')).blocks.find((b) => b.kind === 'table');
    expect(aging?.kind === 'table' && aging.columns.at(-1)?.label).toBe('Unallocated money');
    const row = aging?.kind === 'table' ? aging.rows.find(([name]) => name?.includes(customer.code)) : undefined;
    expect(row?.at(-1)).toBe('-200.00');
    const { bytes } = await desk.desk.payments.statementFile(
      personOf(company.fiona),
      customer,
      { to: '2026-12-02' },
      { locale: 'zh', today: '2026-12-02' },
    );
    const [sheet] = (await readXlsxFile(Buffer.from(bytes))) as unknown as { data: unknown[][] }[];
    const cell = (label: string) => sheet?.data.find((r) => r[0] === label)?.[1];
    expect([cell('未分配款项'), cell('未结合计（已减未分配款项）')]).toEqual([-200, 200]);
  });

  test('is given back by those who take money, and by nobody else', async () => {
    const customer = await buyer(70_00);
    for (const who of [company.anna, company.otto]) {
      const answer = JSON.stringify(await as(who).say(`/order pay refund ${customer.code} 70`));
      expect(answer).not.toContain('paid back');
    }
    expect(await freeOf(customer)).toBe(70_00);
  });
});

describe('what an order is to give back', () => {
  test('is booked whole, and then nothing is to be refunded', async () => {
    const order = await returned(await buyer());
    expect(toRefund(order)).toBe(20_00);
    const card = cardOf(await as(company.fiona).say(`/order pay refund ${order.number}`));
    expect(textOf(card)).toContain('paid money back');
    expect(textOf(card)).not.toContain('To refund');
    const after = await now(order);
    expect([after.paid, toRefund(after), after.settledAt]).toEqual([80_00, 0, '2026-12-02']);
    expect(after.timeline.at(-1)).toMatchObject({ action: 'pay_refunded', amount: -20_00 });
    const more = JSON.stringify(await as(company.fiona).say(`/order pay refund ${order.number} 1 ref RF-9`));
    expect(more).toContain('nothing to give back');
  });

  test('is booked in parts, once for each reference, and no further', async () => {
    const order = await returned(await buyer());
    await as(company.fiona).say(`/order pay refund ${order.number} 15 ref RP-1`);
    cardOf(await as(company.fiona).say(`/order pay refund ${order.number} 15 ref RP-1`));
    const over = JSON.stringify(await as(company.fiona).say(`/order pay refund ${order.number} 5.01 ref RP-2`));
    expect(over).toContain('more than the CNY 5.00');
    expect((await now(order)).paid).toBe(85_00);
    // The same reference as a payment in is another thing.
    const mixed = JSON.stringify(await as(company.fiona).say(`/order pay ${order.number} full ref RP-1`));
    expect(mixed).toMatch(/another amount|Nothing is owed/);
  });

  test('that went back is owed by the customer where the payment was none', async () => {
    const customer = await buyer();
    const order = await returned(customer);
    await as(company.fiona).say(`/order pay refund ${order.number}`);
    const [paid] = await paymentsOf(customer);
    await desk.desk.payments.reverse(desk.actor(company.fiona), paid!._id);
    expect((await now(order)).paid).toBe(0);
    expect((await paymentsOf(customer)).map((p) => p.free)).toEqual([undefined, -20_00, undefined]);
  });
});
