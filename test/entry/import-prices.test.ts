import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { auditModel } from '../../src/audit/model.ts';
import { createAudit } from '../../src/audit/service.ts';
import { customerModel } from '../../src/customers/model.ts';
import { exportTable } from '../../src/entry/export.ts';
import { rejectedCsv } from '../../src/entry/import/rejected.ts';
import { type ImportResult, runImport } from '../../src/entry/import/run.ts';
import type { ImportOptions } from '../../src/entry/import/types.ts';
import { createGuard } from '../../src/members/guard.ts';
import { priceModel } from '../../src/prices/model.ts';
import { createPrices } from '../../src/prices/service.ts';
import { productModel } from '../../src/products/model.ts';
import { ada, by, freshDatabase, now, settings } from './support/database.ts';

let connection: Connection;
const none: ImportOptions = { update: false, openBalance: false, dryRun: false };
const load = (
  text: string,
  options: Partial<ImportOptions> = {},
  table: 'prices' | 'products' | 'customers' = 'prices',
) => runImport({ connection, settings, now }, table, Buffer.from(text), { ...none, ...options });
const counts = ({ imported, updated, skipped, rejected }: ImportResult) => [imported, updated, skipped, rejected];
const codes = (result: ImportResult) =>
  result.rejections.flatMap((r) => r.reasons.map((e) => `${r.row.row} ${e.code}`));
const live = async () =>
  (
    await priceModel(connection)
      .find({ endedAt: { $exists: false } })
      .sort({ from: 1, price: 1 })
      .lean()
  ).map((e) => [e.whom.split(':')[0], e.from, e.price]);

beforeAll(async () => {
  connection = await freshDatabase('import_prices');
  await load('sku,name,price\nA100,Widget,120\nB200,Gadget,10', {}, 'products');
  await load('code,name,tier\nACME,Acme,A\nHX,华信,B', {}, 'customers');
});
afterAll(() => connection.close());
beforeEach(async () => {
  await priceModel(connection).deleteMany({});
  await productModel(connection).updateOne({ sku: 'A100' }, { $set: { price: 120_0000 } });
});

const file = `sku,price,customer,tier,from_quantity,valid_from,valid_to
A100,110,ACME,,,,
A100,100,ACME,,100,2026-12-01,2027-01-31
A100,112,,A,50,,
B200,9.5,,,500,,
`;
const prices = () => {
  const audit = createAudit({ connection });
  const guard = createGuard({ audit, admins: async () => 'Ada' });
  return createPrices({ connection, settings: { get: async () => settings }, audit, guard });
};

describe('a price list', () => {
  test('is loaded once, with Chinese headers as well, and is written as it was', async () => {
    expect(counts(await load(file))).toEqual([4, 0, 0, 0]);
    expect(counts(await load(file))).toEqual([0, 0, 4, 0]);
    const chinese = file
      .replace(/^.*\n/, '产品编码,价格,客户,等级,起订数量,生效日期,失效日期\n')
      .replace('A100,110,ACME', 'a100,110.00,acme');
    expect(counts(await load(chinese))).toEqual([0, 0, 4, 0]);
    const short = file.replace(/^.*\n/, 'sku,price,customer,tier,from quantity,from,to\n');
    expect(counts(await load(short))).toEqual([0, 0, 4, 0]);
    const { text, records } = await exportTable({ connection, currency: 'CNY', timezone: 'Asia/Shanghai' }, 'prices');
    expect(records).toBe(4);
    expect(text).toContain('A100,100,ACME,,100,2026-12-01,2027-01-31');
    expect(counts(await load(text))).toEqual([0, 0, 4, 0]);
  });

  test('with another price differs; with --update it takes its place, and the earlier one stays readable', async () => {
    await load(file);
    const other = file.replace('110', '109');
    const rejected = await load(other);
    expect([counts(rejected), codes(rejected)]).toEqual([[0, 0, 3, 1], ['2 error.import_differs']]);
    expect(rejectedCsv(rejected.file, rejected.rejections, 'en')).toContain(
      'A100 ACME is there with other content (Price)',
    );
    expect(counts(await load(other, { update: true }))).toEqual([0, 1, 3, 0]);
    expect(counts(await load(file, { update: true }))).toEqual([0, 1, 3, 0]);
    expect(await live()).toEqual([
      ['customer', 0, 110_0000],
      ['tier', 50_000, 112_0000],
      ['customer', 100_000, 100_0000],
      ['all', 500_000, 9_5000],
    ]);
    const ended = await priceModel(connection)
      .find({ endedAt: { $exists: true } })
      .sort({ price: 1 })
      .lean();
    expect(ended.map((e) => e.price)).toEqual([109_0000, 110_0000]);
    expect(await auditModel(connection).countDocuments({ action: 'price.import', 'after.price': 109_0000 })).toBe(1);
  });

  test('does not bring back what was ended or set otherwise in the desk since', async () => {
    await load(file);
    const acme = (await customerModel(connection).findOne({ code: 'ACME' }).lean())!._id;
    const product = (await productModel(connection).findOne({ sku: 'A100' }).lean())!._id;
    const entry = (await priceModel(connection).findOne({ tier: 'A' }).lean())!;
    await prices().end(by(ada), entry._id);
    await prices().set(by(ada), { product, customer: acme, from: 0, price: 105_0000 });
    expect(counts(await load(file))).toEqual([0, 0, 4, 0]);
    expect(await live()).toContainEqual(['customer', 0, 105_0000]);
  });

  test('row without customer, tier, quantity and dates is the list price', async () => {
    expect(counts(await load('sku,price\nA100,120\nB200,10'))).toEqual([0, 0, 2, 0]);
    const other = await load('sku,price\nA100,125');
    expect([counts(other), codes(other)]).toEqual([[0, 0, 0, 1], ['2 error.import_price_list']]);
    expect(counts(await load('sku,price\nA100,125', { update: true }))).toEqual([0, 1, 0, 0]);
    expect(await productModel(connection).findOne({ sku: 'A100' }).lean()).toMatchObject({ price: 125_0000 });
    expect(await priceModel(connection).countDocuments({})).toBe(0);
  });

  test('says what is wrong with each row, and takes the others', async () => {
    const wrong = await load(`sku,price,customer,tier,from_quantity,valid_from,valid_to
A100,110,NOBODY,,,,
NOPE,110,,A,,,
A100,-1,ACME,,,,
A100,110,ACME,A,,,
A100,110,ACME,,,2026-12-10,2026-12-01
A100,,ACME,,,,
A100,110,HX,,x,,
A100,110,HX,,,,
A100,111,HX,,,,
`);
    expect(counts(wrong)).toEqual([1, 0, 0, 8]);
    expect(codes(wrong)).toEqual([
      '2 error.import_customer',
      '3 error.import_product',
      '4 error.field_number',
      '5 error.price_whom',
      '6 error.price_dates',
      '7 error.required',
      '8 error.field_number',
      '10 error.import_twice',
    ]);
  });

  test('is only looked at in a dry run', async () => {
    expect(counts(await load(file, { dryRun: true }))).toEqual([4, 0, 0, 0]);
    expect(await priceModel(connection).countDocuments({})).toBe(0);
  });
});
