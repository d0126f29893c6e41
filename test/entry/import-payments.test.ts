import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { exportTable } from '../../src/entry/export.ts';
import { orderModel } from '../../src/orders/model.ts';
import { paymentModel } from '../../src/payments/model.ts';
import { freshDatabase } from './support/database.ts';
import { clear, codes, counts, fixture, loader, sentences } from './support/load.ts';

let connection: Connection;
let desk: ReturnType<typeof loader>;
const head = 'customer,order_no,amount,paid_at,reference\n';
const orders = 'order_no,customer,ordered_at,sku,quantity\n';
const paid = async (where: object) => (await orderModel(connection).findOne(where).lean().orFail()).paid;

beforeAll(async () => {
  connection = await freshDatabase('import_payments');
  desk = loader(connection);
});
beforeEach(async () => {
  await clear(connection);
  await desk.load('customers', fixture('customers'));
  await desk.load('products', fixture('products'));
});
afterAll(async () => connection.close());

/** Gives an order a number, of another system or ours. */
const renamed = (externalNo: string, fields: object, unset: object = {}) =>
  orderModel(connection).updateOne({ externalNo }, { $set: fields, $unset: unset });

describe('the order that a payment names', () => {
  beforeEach(async () => {
    await desk.load('orders', `${orders}E1,ACME,2026-01-05,A100,20\nE2,ACME,2026-01-06,A100,20\n`);
    await renamed('E1', { number: 'SO-000042' }, { externalNo: 1 });
  });

  test('may be one of ours, written in full', async () => {
    expect(counts(await desk.load('payments', `${head}ACME,SO-000042,5,2026-02-01,R1\n`))).toEqual([1, 0, 0, 0]);
    expect(await paid({ number: 'SO-000042' })).toBe(500);
  });

  test.each(['42', 'so-000042', 'SO42', 'SO-42', '000042', 'D-0001'])(
    '%s is no number in full, and never taken for ours',
    async (name) => {
      await orderModel(connection).updateOne({ number: 'SO-000042' }, { $set: { draftNo: 'D-0001' } });
      expect(codes(await desk.load('payments', `${head}ACME,${name},5,2026-02-01,R1\n`))).toEqual([
        'error.import_order',
      ]);
      expect(await paid({ number: 'SO-000042' })).toBe(0);
    },
  );

  test('is the one with that number in the other system, also when it looks like one of ours', async () => {
    await renamed('E2', { externalNo: 'SO-000042' });
    await desk.load('payments', `${head}ACME,SO-000042,5,2026-02-01,R1\n`);
    expect([await paid({ number: 'SO-000042' }), await paid({ externalNo: 'SO-000042' })]).toEqual([0, 500]);
  });

  test('is not looked for among ours where it is another customer’s there', async () => {
    await desk.load('orders', `${orders}SO-7,HX,2026-01-07,A100,20\n`);
    await renamed('SO-7', { externalNo: 'SO-000042' });
    const result = await desk.load('payments', `${head}ACME,SO-000042,5,2026-02-01,R1\n`);
    expect(codes(result)).toEqual(['error.import_order']);
    expect(await paid({ number: 'SO-000042' })).toBe(0);
  });

  test('an empty cell and NULL name none', async () => {
    expect(
      counts(await desk.load('payments', `${head}ACME,NULL,5,2026-02-01,NULL\nACME,null,5,2026-02-01,NULL\n`)),
    ).toEqual([2, 0, 0, 0]);
    expect(await paymentModel(connection).countDocuments({ order: { $exists: false } })).toBe(2);
  });
});

describe('a payment of an order in another currency', () => {
  beforeEach(async () => {
    await desk.load('orders', `${orders}E1,ACME,2026-01-05,A100,20\n`);
    await renamed('E1', { currency: 'JPY', rate: 48_000, total: 19_000 });
  });

  test('is rejected with what to do: amounts of a file are in the base currency', async () => {
    const result = await desk.load('payments', `${head}ACME,E1,5,2026-02-01,R1\nACME,,7,2026-02-01,R2\n`);
    expect(counts(result)).toEqual([1, 0, 0, 1]);
    expect(sentences(result)).toEqual([
      'The order E1 is in JPY, and amounts of a file are in CNY. Leave this row out, and record the payment in chat: /order pay E1.',
    ]);
    expect(result.rejections[0]!.reasons[0]!.sentence('zh')).toContain('/order 收款 E1');
    expect(await paid({ externalNo: 'E1' })).toBe(0);
  });

  test('that was recorded in chat is skipped when its export comes back', async () => {
    const order = await desk.order('E1');
    const fields = { customer: order.customer, order: order._id, amount: 1_500, currency: 'JPY', paidAt: '2026-02-01' };
    await paymentModel(connection).create({
      _id: 'p1',
      ...fields,
      reference: 'TT-9',
      key: `ref:${order.customer}:tt-9`,
    });
    const { text } = await exportTable({ connection, currency: 'CNY', timezone: 'Asia/Shanghai' }, 'payments');
    expect(text).toContain('ACME,E1,1500,2026-02-01,TT-9');
    expect(counts(await desk.load('payments', text))).toEqual([0, 0, 1, 0]);
    expect(codes(await desk.load('payments', text.replace('1500', '1600')))).toEqual(['error.import_payment_currency']);
  });
});

describe('a payment that is there', () => {
  test('is skipped when its order was cancelled since', async () => {
    await desk.load('orders', `${orders}E1,ACME,2026-01-05,A100,20\n`);
    const text = `${head}ACME,E1,5,2026-02-01,R1\n`;
    await desk.load('payments', text);
    await renamed('E1', { state: 'cancelled' });
    expect(counts(await desk.load('payments', text))).toEqual([0, 0, 1, 0]);
  });

  test('is the same with its reference in capitals and without', async () => {
    const result = await desk.load('payments', `${head}ACME,,5,2026-02-01,tt-1\nacme,,6,2026-02-01,TT-1\n`);
    expect(counts(result)).toEqual([1, 0, 0, 1]);
    expect(sentences(result)).toEqual(['ACME:tt-1 is in the file twice. Keep one of the rows.']);
    expect(counts(await desk.load('payments', `${head}ACME,,5,2026-02-01,TT-1\n`)).slice(0, 2)).toEqual([0, 0]);
  });
});
