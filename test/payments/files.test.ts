import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { creditOf } from '../../src/customers/credit.ts';
import { customerModel } from '../../src/customers/model.ts';
import { freeMoney } from '../../src/database/migrations/free-money.ts';
import { exportTable } from '../../src/entry/export.ts';
import { orderModel } from '../../src/orders/model.ts';
import { paymentModel } from '../../src/payments/model.ts';
import { reversalKey } from '../../src/payments/payment.ts';
import { reconcileMoney } from '../../src/payments/reconcile.ts';
import { freshDatabase, now } from '../entry/support/database.ts';
import { clear, counts, fixture, loader } from '../entry/support/load.ts';

let connection: Connection;
let desk: ReturnType<typeof loader>;
const head = 'customer,order_no,amount,paid_at,reference\n';
const orders = 'order_no,customer,ordered_at,sku,quantity,shipped_at,status\n';
const rows = 'E1,ACME,2026-01-05,A100,20,2026-01-06,shipped\nE2,ACME,2026-02-05,A100,20,2026-02-06,shipped\n';
const open = { openBalance: true };

beforeAll(async () => {
  connection = await freshDatabase('payment_files');
  desk = loader(connection);
});
beforeEach(async () => {
  await clear(connection);
  await desk.load('customers', fixture('customers'));
  await desk.load('products', fixture('products'));
});
afterAll(async () => connection.close());

const payments = () => paymentModel(connection).find().sort({ paidAt: 1, _id: 1 }).lean();
const acme = async () => (await customerModel(connection).findOne({ code: 'ACME' }).lean().orFail())._id;
const credit = async () => creditOf(connection, await acme(), { base: 'CNY', today: '2026-03-01' });

describe('payments of a file', () => {
  test('that name only the customer go to the oldest due, and the same file again changes nothing', async () => {
    await desk.load('orders', orders + rows, open);
    const [first, second] = [await desk.order('E1'), await desk.order('E2')];
    const amount = (first.total + 5_00) / 100;
    const text = `${head}ACME,,${amount},2026-03-01,R1\n`;
    expect(counts(await desk.load('payments', text, open))).toEqual([1, 0, 0, 0]);
    expect(await desk.order('E1')).toMatchObject({ paid: first.total, settledAt: '2026-03-01' });
    expect((await desk.order('E2')).paid).toBe(5_00);
    const before = [await desk.order('E1'), await desk.order('E2'), await payments()];
    expect(counts(await desk.load('payments', text, open))).toEqual([0, 0, 1, 0]);
    expect([await desk.order('E1'), await desk.order('E2'), await payments()]).toEqual(before);
    const changed = text.replace(String(amount), '7');
    expect(counts(await desk.load('payments', changed, { ...open, update: true }))).toEqual([0, 1, 0, 0]);
    expect([(await desk.order('E1')).paid, (await desk.order('E2')).paid]).toEqual([7_00, 0]);
    expect((await desk.order('E1')).settledAt).toBeUndefined();
    expect((await credit()).exposure).toBe(first.total + second.total - 7_00);
    expect(await reconcileMoney(connection)).toEqual([]);
  });

  test('stay out without an open balance: history neither owes nor pays', async () => {
    await desk.load('orders', orders + rows);
    await desk.load('payments', `${head}ACME,,70,2026-03-01,R1\nACME,E1,9,2026-03-01,R2\n`);
    expect([(await desk.order('E1')).paid, (await desk.order('E2')).paid]).toEqual([9_00, 0]);
    expect(await credit()).toMatchObject({ exposure: 0, overdue: 0, free: 0 });
    expect((await payments()).map((p) => [p.history, p.free])).toEqual([
      [true, undefined],
      [undefined, undefined],
    ]);
    expect(await reconcileMoney(connection)).toEqual([]);
  });

  test('over an order’s total are credit, which orders that are loaded later are paid with', async () => {
    await desk.load('orders', orders + rows.split('\n')[0], open);
    const { total } = await desk.order('E1');
    await desk.load('payments', `${head}ACME,E1,${total / 100 + 30},2026-03-01,R1\n`, open);
    expect(await desk.order('E1')).toMatchObject({ paid: total, settledAt: '2026-03-01' });
    expect(await credit()).toMatchObject({ exposure: 0, free: 30_00 });
    await desk.load('orders', orders + rows.split('\n')[1], open);
    expect((await desk.order('E2')).paid).toBe(30_00);
    expect(await reconcileMoney(connection)).toEqual([]);
  });

  test('come back from an export as they are, with what was reversed', async () => {
    await desk.load('orders', orders + rows, open);
    const order = await desk.order('E1');
    const base = { customer: order.customer, order: order._id, currency: 'CNY', paidAt: '2026-02-01', reference: 'X1' };
    const key = `ref:${order.customer}:x1`;
    await paymentModel(connection).create([
      { ...base, _id: 'p1', amount: 5_00, key, reversedBy: 'p2' },
      { ...base, _id: 'p2', amount: -5_00, key: reversalKey('p1'), reverses: 'p1' },
    ]);
    const { text } = await exportTable({ connection, currency: 'CNY', timezone: 'Asia/Shanghai' }, 'payments');
    expect(counts(await desk.load('payments', text, open))).toEqual([0, 0, 2, 0]);
  });
});

test('money of before the schema’s version 5 finds its place, also where the step runs twice', async () => {
  await desk.load('orders', orders + rows, open);
  const [first, second] = [await desk.order('E1'), await desk.order('E2')];
  const { customer } = first;
  const base = { customer, currency: 'CNY', paidAt: '2026-02-01' };
  await paymentModel(connection).create([
    { ...base, _id: 'p1', amount: 40_00, key: 'k1' },
    { ...base, _id: 'p2', amount: 70_00, key: 'k2', imported: true },
    { ...base, _id: 'p3', amount: 10_00, key: 'k3', order: second._id },
    { ...base, _id: 'p4', amount: first.total, key: 'k4', order: first._id },
  ]);
  await orderModel(connection).updateOne({ _id: second._id }, { $set: { state: 'cancelled', paid: 10_00 } });
  await orderModel(connection).updateOne({ _id: first._id }, { $set: { paid: first.total } });
  for (const _ of [1, 2]) await freeMoney(connection, now);
  expect(await credit()).toMatchObject({ exposure: 0, free: 50_00 });
  expect((await desk.order('E2')).paid).toBe(0);
  expect((await desk.order('E1')).settledAt).toBe('2026-02-01');
  expect((await paymentModel(connection).findById('p2').lean())?.history).toBe(true);
  expect(await reconcileMoney(connection)).toEqual([]);
});
