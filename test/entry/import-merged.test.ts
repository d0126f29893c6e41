import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { createAudit } from '../../src/audit/service.ts';
import { createMerge } from '../../src/customers/merge.ts';
import { customerModel } from '../../src/customers/model.ts';
import { exportTable } from '../../src/entry/export.ts';
import { orderModel } from '../../src/orders/model.ts';
import { paymentModel } from '../../src/payments/model.ts';
import { priceModel } from '../../src/prices/model.ts';
import { ada, by, freshDatabase, settings } from './support/database.ts';
import { clear, codes, counts, loader, sentences } from './support/load.ts';

let connection: Connection;
let desk: ReturnType<typeof loader>;

beforeAll(async () => {
  connection = await freshDatabase('import_merged');
  desk = loader(connection);
});
beforeEach(async () => {
  await clear(connection);
  await priceModel(connection).deleteMany({});
  await desk.load('customers', customers);
  await desk.load('products', 'sku,name,price\nA100,Widget,10\n');
});
afterAll(async () => connection.close());

const customers = 'code,name,region\nKEEP,Kepler,North\nGONE,Kepler Works,South\n';
const orders = 'order_no,customer,ordered_at,sku,quantity,status\nE1,GONE,2026-01-05,A100,20,delivered\n';
const payments = [
  'customer,order_no,amount,paid_at,reference',
  'GONE,E1,5,2026-02-01,R1',
  'KEEP,,7,2026-02-02,r2',
  'GONE,,9,2026-02-03,R2',
  'GONE,,3,2026-02-04,',
].join('\n');
const idOf = async (code: string) => (await customerModel(connection).findOne({ code }).lean().orFail())._id;

async function merged(): Promise<string> {
  const log = { error: () => undefined };
  const { merge } = createMerge({
    connection,
    audit: createAudit({ connection }),
    log,
    settings: { get: async () => settings },
  });
  const { into } = await merge(by(ada), { from: await idOf('GONE'), into: await idOf('KEEP') }, []);
  return into._id;
}

describe('files of a customer that was merged into another one', () => {
  test('their payments are imported once, also under the same reference of both', async () => {
    await desk.load('orders', orders, { openBalance: true });
    expect(counts(await desk.load('payments', payments, { openBalance: true }))).toEqual([4, 0, 0, 0]);
    const id = await merged();
    const again = await desk.load('payments', payments, { openBalance: true });
    expect([sentences(again), counts(again)]).toEqual([[], [0, 0, 4, 0]]);
    expect(await paymentModel(connection).countDocuments({ customer: id })).toBe(4);
  });

  test('a payment that comes later goes to the one that stays, and two of one reference are told', async () => {
    const id = await merged();
    const file = 'customer,amount,paid_at,reference\nGONE,5,2026-02-01,R7\nKEEP,6,2026-02-01,R7\n';
    expect(codes(await desk.load('payments', file))).toEqual(['error.import_twice']);
    expect(await paymentModel(connection).find({}).lean()).toMatchObject([{ customer: id, amount: 500 }]);
  });

  test('their orders and prices are those of the one that stays', async () => {
    const id = await merged();
    await desk.load('orders', orders);
    expect(await orderModel(connection).findOne({ externalNo: 'E1' }).lean()).toMatchObject({ customer: id });
    await desk.load('prices', 'sku,customer,price\nA100,GONE,8\n');
    expect(await priceModel(connection).find({}).lean()).toMatchObject([{ customer: id, price: 8_0000 }]);
  });

  test('the same files again change nothing, and what was exported comes back as the same', async () => {
    const prices = 'sku,customer,price\nA100,GONE,8\nA100,KEEP,9\n';
    await desk.load('orders', orders);
    await desk.load('prices', prices);
    await merged();
    expect(counts(await desk.load('orders', orders))).toEqual([0, 0, 1, 0]);
    expect(counts(await desk.load('prices', prices))).toEqual([0, 0, 2, 0]);
    expect(counts(await desk.load('prices', prices, { update: true }))).toEqual([0, 0, 2, 0]);
    for (const table of ['customers', 'prices', 'orders'] as const) {
      const { text } = await exportTable({ connection, currency: 'CNY', timezone: 'Asia/Shanghai' }, table);
      const { rejections } = await desk.load(table, text);
      expect([table, rejections]).toEqual([table, []]);
      expect(text).not.toContain('GONE');
    }
  });

  test('its own row is refused with where it went, also with --update', async () => {
    await merged();
    const result = await desk.load('customers', customers.replace('South', 'West'), { update: true });
    expect(counts(result)).toEqual([0, 0, 1, 1]);
    expect(sentences(result)[0]).toContain('GONE was merged into Kepler (KEEP)');
    expect(await customerModel(connection).findOne({ code: 'GONE' }).lean()).toMatchObject({ region: 'South' });
  });
});
