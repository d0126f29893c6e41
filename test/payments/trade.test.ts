import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { creditOf } from '../../src/customers/credit.ts';
import type { Customer } from '../../src/customers/customer.ts';
import { DeskError, FieldErrors } from '../../src/errors.ts';
import { newId } from '../../src/id.ts';
import { personOf } from '../../src/members/member.ts';
import { owed, toRefund } from '../../src/orders/guards.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { agreedStates, countedStates } from '../../src/orders/stages.ts';
import { sumOf } from '../../src/payments/buckets.ts';
import { takesMoney } from '../../src/payments/due.ts';
import { paymentModel } from '../../src/payments/model.ts';
import type { Payment } from '../../src/payments/payment.ts';
import { reconcileMoney } from '../../src/payments/reconcile.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';

let desk: TestDesk;
let company: Company;

beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
});
afterAll(async () => desk.close());

const ordersOf = (customer: string) => orderModel(desk.connection).find({ customer }).sort({ _id: 1 }).lean<Order[]>();
const paymentsOf = (customer: string) =>
  paymentModel(desk.connection).find({ customer }).sort({ _id: 1 }).lean<Payment[]>();

const kinds = [
  'file',
  'ship',
  'part',
  'deliver',
  'complete',
  'pay',
  'over',
  'customer',
  'credit',
  'reverse',
  'change',
  'cancel',
  'reopen',
  'submit',
  'return',
  'refund',
  'back',
] as const;
type Step = { kind: (typeof kinds)[number]; which: number; n: number };
const step = fc.record({ kind: fc.constantFrom(...kinds), which: fc.nat(9), n: fc.integer({ min: 1, max: 40 }) });

/** States of the orders that a step is mostly about; of others the desk refuses it. */
const fits: Partial<Record<Step['kind'], readonly string[]>> = {
  ship: ['approved', 'part_shipped'],
  part: ['approved', 'part_shipped'],
  deliver: ['shipped', 'part_shipped'],
  complete: ['delivered'],
  return: ['delivered', 'completed'],
  back: ['delivered', 'completed'],
  cancel: ['approved'],
  reopen: ['cancelled'],
  submit: ['draft'],
  change: ['approved', 'part_shipped'],
};

/** A step with money that names no order. */
async function doCustomer(customer: Customer, { kind, n }: Pick<Step, 'kind' | 'n'>): Promise<void> {
  const money = desk.desk.payments;
  const { fiona } = company;
  if (kind === 'customer') await money.recordFor(desk.actor(fiona), { customer, amount: n * 37_01 });
  if (kind === 'credit') await money.recordFor(desk.actor(fiona), { customer, amount: n * 37_01, over: true });
  if (kind === 'refund') await money.refundFor(desk.actor(fiona), { customer, amount: n * 17_01 });
}

/** Files an order of so many pieces. */
async function file(customer: Customer, n: number): Promise<void> {
  const anna = desk.actor(company.anna);
  const lines = [{ sku: 'A100', quantity: n * 1_000 }];
  const draft = await desk.desk.drafts.create(anna, { customer: customer._id, lines, paymentDays: n % 3 ? 30 : 0 });
  await desk.desk.move(desk.actor(company.anna), draft._id, 'submit');
}

/** Does a step as the person whose work it is; what the desk refuses is no matter. */
async function doStep(customer: Customer, { kind, which, n }: Step): Promise<void> {
  const { anna, bob, otto, fiona } = company;
  const orders = await ordersOf(customer._id);
  const right = orders.filter((o) => fits[kind]?.includes(o.state));
  const some = right.length > 0 ? right : orders;
  const order = some[which % Math.max(1, some.length)];
  const payments = await paymentsOf(customer._id);
  const payment = payments[which % Math.max(1, payments.length)];
  const { move, payments: money } = desk.desk;
  if (kind === 'file') await file(customer, n);
  await doCustomer(customer, { kind, n });
  if (kind === 'reverse' && payment) await money.reverse(desk.actor(fiona), payment._id);
  if (!order) return;
  if (kind === 'back') await money.refund(desk.actor(fiona), { order, amount: n % 2 ? 'full' : n * 1_01 });
  const act = (by: typeof anna, action: Parameters<typeof move>[2], input = {}) =>
    move(desk.actor(by), order._id, action, { reason: 'so', ...input });
  if (kind === 'ship') await act(otto, 'ship');
  if (kind === 'part') await act(otto, 'ship', { lines: [{ index: 0, quantity: 1_000 }] });
  if (kind === 'deliver') await act(anna, 'deliver');
  if (kind === 'complete') await move(desk.actor(anna), order._id, 'complete');
  if (kind === 'cancel') await act(bob, 'cancel');
  if (kind === 'reopen') await act(bob, 'reopen');
  if (kind === 'submit') await act(anna, 'submit');
  if (kind === 'pay') await money.record(desk.actor(fiona), { order, amount: n * 29_99 });
  if (kind === 'over') await money.record(desk.actor(fiona), { order, amount: n * 61_03, over: true });
  if (kind === 'change') await act(anna, 'change', { change: { lines: [{ sku: 'A100', quantity: n * 1_000 }] } });
  if (kind === 'return') await takeBack(order);
}

/** A piece of an order comes back broken. */
async function takeBack(order: Order): Promise<void> {
  const { anna, otto } = company;
  const { cases } = desk.desk;
  const parts = [{ index: 0, quantity: 1_000 }];
  const { case: it } = await cases.open(desk.actor(anna), order._id, { kind: 'return', parts, text: 'broken' });
  await cases.receive(desk.actor(otto), it._id, 'scrap');
}

const tried = (customer: Customer, one: Step): Promise<void> =>
  doStep(customer, one).catch((error) => {
    if (!(error instanceof DeskError || error instanceof FieldErrors)) throw error;
  });

const newCustomer = () => {
  const code = `C${newId().slice(-10).toUpperCase()}`;
  return desk.desk.customers.create(desk.actor(company.anna), { code, name: `Buyer ${code}`, contacts: [] });
};

const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);

/** What is true after whatever happened. */
async function checkMoney(customer: Customer): Promise<void> {
  expect(await reconcileMoney(desk.connection)).toEqual([]);
  const [orders, payments] = [await ordersOf(customer._id), await paymentsOf(customer._id)];
  const counted = orders.filter((o) => (countedStates as readonly string[]).includes(o.state));
  for (const order of orders) expect(order.paid).toBeGreaterThanOrEqual(0);
  for (const order of counted.filter((o) => !o.credited)) expect(order.paid).toBeLessThanOrEqual(order.total);
  for (const order of orders) expect(order.settledAt !== undefined).toBe(isSettled(order));
  // All that was ordered, less what came back, less all money that came in: no matter where it went.
  const asked = sum(counted.map((o) => o.total - (o.credited ?? 0)));
  const exposure = Math.max(0, asked + sum(counted.map(toRefund)) - sum(payments.map((p) => p.amount)));
  const credit = await creditOf(desk.connection, customer._id, { base: 'CNY', today: '2026-12-02' });
  expect(credit.exposure).toBe(exposure);
  const free = sum(payments.map((p) => p.free ?? 0));
  expect(credit.free).toBe(free);
  const aging = await desk.desk.payments.aging(
    { id: 'f', roles: ['finance'], teams: [] },
    { base: 'CNY', today: '2026-12-02' },
  );
  const row = aging.rows.find((r) => r.customer._id === customer._id);
  const open = counted.filter(takesMoney).map(owed);
  expect(row ? sumOf(row.aged) : 0).toBe(sum(open));
}

/** A statement closes with what is open less what waits, also where every second order is another team's. */
async function checkStatements(customer: Customer): Promise<void> {
  const [orders, payments] = [await ordersOf(customer._id), await paymentsOf(customer._id)];
  const others = orders.filter((_, i) => i % 2 === 1).map((o) => o._id);
  await orderModel(desk.connection).updateMany({ _id: { $in: others } }, { $set: { owner: 'nobody', team: 'west' } });
  const free = sum(payments.map((p) => p.free ?? 0));
  for (const [reader, seen] of [
    [company.fiona, orders],
    [company.bob, orders.filter((o) => !others.includes(o._id))],
  ] as const) {
    const period = [{ to: '2026-12-31' }, '2026-12-02'] as const;
    const { statements } = await desk.desk.payments.statements(personOf(reader), customer, ...period);
    const early = sum(seen.filter((o) => o.state === 'pending').map((o) => o.paid));
    const back = sum(seen.filter((o) => agreedStates.includes(o.state)).map(toRefund));
    expect(statements[0]?.closing).toBe(sum(seen.filter(takesMoney).map(owed)) - back - free - early);
  }
}

const isSettled = (o: Order): boolean =>
  (countedStates as readonly string[]).includes(o.state) && o.paid > 0 && owed(o) === 0;

describe('money always reconciles', () => {
  test('whatever happens, one after the other; and nothing is owed while money waits', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 22 }), async (steps) => {
        const customer = await newCustomer();
        for (const kind of ['file', 'ship', 'deliver', 'file'] as const)
          await tried(customer, { kind, which: 0, n: 5 });
        for (const one of steps) await tried(customer, one);
        await checkMoney(customer);
        await checkStatements(customer);
        const orders = await ordersOf(customer._id);
        const payments = await paymentsOf(customer._id);
        const drafts = new Set(orders.filter((o) => o.state === 'draft').map((o) => o._id));
        const free = payments.filter((p) => p.free && !(p.order && drafts.has(p.order)));
        if (sum(free.map((p) => p.free ?? 0)) > 0) expect(sum(orders.filter(takesMoney).map(owed))).toBe(0);
      }),
      { numRuns: 15 },
    );
  }, 240_000);

  test('also where two things happen at the same time', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(step, step), { minLength: 2, maxLength: 8 }), async (pairs) => {
        const customer = await newCustomer();
        for (const kind of ['file', 'ship', 'deliver', 'file'] as const)
          await tried(customer, { kind, which: 0, n: 5 });
        await tried(customer, { kind: 'credit', which: 0, n: 30 });
        for (const pair of pairs) await Promise.all(pair.map((one) => tried(customer, one)));
        await checkMoney(customer);
      }),
      { numRuns: 8 },
    );
  }, 240_000);
});
