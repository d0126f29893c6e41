import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { Customer } from '../../src/customers/customer.ts';
import { newId } from '../../src/id.ts';
import { type Member, personOf } from '../../src/members/member.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { sumOf } from '../../src/payments/buckets.ts';
import { reconcileMoney } from '../../src/payments/reconcile.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { cardOf, talkAs, textOf } from '../support/talk.ts';

/** Orders of a customer that another team owns: who may take the customer's money need not read them. */
let desk: TestDesk;
let company: Company;
let west: Member;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  const cause = { from: 'cli:test' as const, key: 'team-west', now: desk.clock() };
  const team = await desk.desk.members.createTeam(cause, { name: 'West' });
  west = await desk.member('Wei', ['sales'], { teams: [team._id] });
});
afterEach(async () => {
  expect(await reconcileMoney(desk.connection)).toEqual([]);
});
afterAll(async () => desk.close());

const today = '2026-12-02';
const as = (member: Member) => talkAs(desk, member);
const now = async ({ _id }: Order) => (await orderModel(desk.connection).findById(_id).lean<Order>()) as Order;

async function buyer(): Promise<Customer> {
  const code = `K${newId().slice(-9).toUpperCase()}`;
  return desk.desk.customers.create(desk.actor(company.anna), { code, name: `Buyer ${code}`, contacts: [] });
}

async function filed(customer: Customer, pieces: number): Promise<Order> {
  const lines = [{ sku: 'B200', quantity: pieces * 1_000 }];
  const draft = await desk.desk.drafts.create(desk.actor(company.anna), { customer: customer._id, lines });
  return (await desk.desk.move(desk.actor(company.anna), draft._id, 'submit')).order;
}

/** Another team's order of the customer, of which all is due already. */
async function others(customer: Customer, pieces: number): Promise<Order> {
  const order = await filed(customer, pieces);
  await desk.desk.move(desk.actor(company.otto), order._id, 'ship');
  await desk.desk.move(desk.actor(company.anna), order._id, 'deliver');
  const set = { owner: west._id, team: west.teams[0], dueDate: '2026-11-20' };
  await orderModel(desk.connection).updateOne({ _id: order._id }, { $set: set });
  return now(order);
}

const statementOf = async (reader: Member, customer: Customer) => {
  const { statements, hidden } = await desk.desk.payments.statements(personOf(reader), customer, { to: today }, today);
  const { closing, aged, free } = statements[0]!;
  return { closing, open: sumOf(aged), free, hidden };
};

test('a payment that went to them, too, shows what went to one’s own and how many others there are', async () => {
  const customer = await buyer();
  const [hidden, own] = [await others(customer, 5), await filed(customer, 10)];
  const card = cardOf(await as(company.bob).say(`/order pay ${customer.code} 120 ref OT-1`));
  expect([(await now(hidden)).paid, (await now(own)).paid]).toEqual([50_00, 70_00]);
  expect(textOf(card)).toContain(`CNY 70.00 to ${own.number}`);
  expect(textOf(card)).toContain('and 1 orders of others');
  expect(textOf(card)).not.toContain(hidden.number);
  const back = cardOf(await as(company.bob).say('/order pay reverse OT-1'));
  expect(textOf(back)).toContain(`${own.number}: CNY 100.00 is owed again`);
  expect(textOf(back)).toContain('and 1 orders of others');
  expect(textOf(back)).not.toContain(hidden.number);
  const whole = textOf(cardOf(await as(company.fiona).say(`/order pay ${customer.code} 120 ref OT-2`)));
  expect(whole).toContain(hidden.number);
  expect(whole).not.toContain('orders of others');
});

test('a statement without them leaves out what was paid of them, so that it closes with what is open', async () => {
  const customer = await buyer();
  const [hidden, own] = [await others(customer, 5), await filed(customer, 10)];
  await desk.desk.payments.recordFor(desk.actor(company.fiona), { customer, amount: 120_00 });
  expect(await statementOf(company.fiona, customer)).toEqual({ closing: 30_00, open: 30_00, free: 0, hidden: 0 });
  expect(await statementOf(company.bob, customer)).toEqual({ closing: 30_00, open: 30_00, free: 0, hidden: 1 });
  // Money that names another team's order, of which the rest went to one's own and to the credit.
  const third = await others(customer, 20);
  await desk.desk.payments.record(desk.actor(company.fiona), {
    ...{ order: third, amount: 240_00, over: true, reference: 'OT-3' },
  });
  expect([(await now(hidden)).paid, (await now(own)).paid, (await now(third)).paid]).toEqual([50_00, 100_00, 200_00]);
  expect(await statementOf(company.fiona, customer)).toEqual({ closing: -10_00, open: 0, free: 10_00, hidden: 0 });
  expect(await statementOf(company.bob, customer)).toEqual({ closing: -10_00, open: 0, free: 10_00, hidden: 2 });
  const file = await desk.desk.payments.statements(personOf(company.bob), customer, { to: today }, today);
  expect(JSON.stringify(file)).not.toContain('OT-3');
});

test('a statement leaves out money that waits on an order of theirs that is not agreed to', async () => {
  const customer = await buyer();
  const own = await filed(customer, 10);
  const hidden = await filed(customer, 5);
  await desk.desk.payments.record(desk.actor(company.fiona), { order: hidden, amount: 20_00 });
  const set = { owner: west._id, team: west.teams[0], state: 'pending' };
  await orderModel(desk.connection).updateOne({ _id: hidden._id }, { $set: set });
  expect(await statementOf(company.fiona, customer)).toMatchObject({ closing: 80_00, open: 100_00, hidden: 0 });
  expect(await statementOf(company.bob, customer)).toMatchObject({ closing: 100_00, open: 100_00, hidden: 1 });
  expect((await now(own)).paid).toBe(0);
});
