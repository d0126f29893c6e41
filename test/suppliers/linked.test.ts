import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { auditModel } from '../../src/audit/model.ts';
import { linkSuppliers } from '../../src/database/migrations/suppliers.ts';
import { runImport } from '../../src/entry/import/run.ts';
import { newId } from '../../src/id.ts';
import { costModel } from '../../src/products/costs.ts';
import { productModel } from '../../src/products/model.ts';
import { riskMarkModel } from '../../src/risks/marks.ts';
import { supplierModel } from '../../src/suppliers/model.ts';
import { codeFromName } from '../../src/suppliers/named.ts';
import { freshDatabase, now, settings } from '../entry/support/database.ts';

let connection: Connection;
beforeAll(async () => {
  connection = await freshDatabase('suppliers_linked');
});
afterAll(() => connection.close());

const load = (text: string, options = {}) =>
  runImport({ connection, settings, now }, 'products', Buffer.from(text), {
    ...{ update: false, openBalance: false, dryRun: false },
    ...options,
  });
const product = async (sku: string) => (await productModel(connection).findOne({ sku }).lean())!;
const names = async () =>
  (await supplierModel(connection).find().sort({ code: 1 }).lean()).map((s) => [s.code, s.name]);

test('a supplier of whom only a name is known has a code without spaces, of at most 40 signs, one for each name', () => {
  expect(codeFromName('Best Metals Ltd')).toBe('BEST-METALS-LTD');
  expect(codeFromName('宁波 五金')).toBe('宁波-五金');
  const [a, b] = ['A', 'B'].map((end) => codeFromName(`A very long name of a supplier in a far country ${end}`));
  expect([[...a!].length, [...b!].length, a === b]).toEqual([40, 40, false]);
});

test('products of a file are linked with the suppliers that they name, who are made once, and keep what they cost', async () => {
  const file = [
    'sku,name,price,cost,reference_price,lead_time_days,supplier',
    'A1,One,10,6,11,14,Best Metals',
    'A2,Two,20,12,,7,best metals',
    'A3,Three,30,,,,BEST-METALS',
    'A4,Four,40,,,,宁波五金',
    'A5,Five,50,,,,',
  ].join('\n');
  const dry = await load(file, { dryRun: true });
  expect([dry.imported, await names()]).toEqual([5, []]);
  expect((await load(file)).imported).toBe(5);
  expect(await names()).toEqual([
    ['BEST-METALS', 'Best Metals'],
    ['宁波五金', '宁波五金'],
  ]);
  const best = await supplierModel(connection).findOne({ code: 'BEST-METALS' }).lean();
  const linked = await Promise.all(['A1', 'A2', 'A3', 'A4', 'A5'].map(product));
  expect(linked.map((p) => p.supplierId === best!._id)).toEqual([true, true, true, false, false]);
  expect(linked.map((p) => p.supplier)).toEqual(['Best Metals', 'best metals', 'BEST-METALS', '宁波五金', undefined]);
  expect(linked[0]).toMatchObject({ cost: 6_0000, referencePrice: 11_0000, leadTimeDays: 14 });
  expect(await auditModel(connection).countDocuments({ action: 'supplier.import' })).toBe(2);
  const costs = await costModel(connection).find({ product: linked[0]!._id }).sort({ field: 1 }).lean();
  expect(costs.map(({ field, from, to }) => [field, from, to])).toEqual([
    ['cost', undefined, 6_0000],
    ['referencePrice', undefined, 11_0000],
  ]);
  const again = await load(file);
  expect([again.imported, again.skipped, await costModel(connection).countDocuments()]).toEqual([0, 5, 3]);

  const marks = await riskMarkModel(connection).countDocuments();
  const changed = await load(
    file.replace('A1,One,10,6', 'A1,One,10,7').replace('A4,Four,40,,,,宁波五金', 'A4,Four,40,,,,Other'),
    {
      update: true,
    },
  );
  expect(changed.updated).toBe(2);
  expect(await costModel(connection).findOne({ product: linked[0]!._id, from: 6_0000 }).lean()).toMatchObject({
    to: 7_0000,
  });
  expect((await product('A4')).supplierId).toBe(
    (await supplierModel(connection).findOne({ code: 'OTHER' }).lean())!._id,
  );
  expect(await riskMarkModel(connection).countDocuments()).toBe(marks + 2);
});

test('products of before, that only name a supplier, are linked by the migration, which may run twice', async () => {
  const old = { name: 'Old', price: 1, unit: 'pcs', onHand: 0, reserved: 0, active: true, search: [] };
  await productModel(connection).insertMany(
    ['Best Metals', 'New Ones', ' new  ones', '   '].map((supplier, i) => ({
      ...old,
      _id: newId(),
      sku: `OLD${i}`,
      supplier,
    })),
  );
  await linkSuppliers(connection, now);
  await linkSuppliers(connection, now);
  const linked = await Promise.all([0, 1, 2, 3].map((i) => product(`OLD${i}`)));
  const ids = linked.map((p) => p.supplierId);
  expect(ids[0]).toBe((await product('A1')).supplierId);
  expect(ids[1]).toBe(ids[2]);
  expect(ids[1]).toBeDefined();
  expect(ids[3]).toBeUndefined();
  expect((await names()).map(([code]) => code)).toEqual(['BEST-METALS', 'NEW-ONES', 'OTHER', '宁波五金']);
});
