import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditModel } from '../../src/audit/model.ts';
import { sealedModel } from '../../src/chat/sealed.ts';
import { productModel } from '../../src/products/model.ts';
import type { Product } from '../../src/products/product.ts';
import { purchaseModel } from '../../src/purchases/model.ts';
import { supplierModel } from '../../src/suppliers/model.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { cardOf, formOf, talkAs, textOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
let talk: Record<'anna' | 'otto' | 'fiona' | 'ada', ReturnType<typeof talkAs>>;

beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  const { anna, otto, fiona, ada } = company;
  talk = { anna: talkAs(desk, anna), otto: talkAs(desk, otto), fiona: talkAs(desk, fiona), ada: talkAs(desk, ada) };
  for (const [code, name] of [
    ['BEST', 'Best Metals'],
    ['OFFICE', 'Office Supplies'],
    ['CHAIN', '华东供应链有限公司'],
    ['OTHER', 'Other Ltd'],
  ] as const)
    await desk.desk.suppliers.create(desk.actor(company.otto), {
      code,
      name,
      contacts: [{ name: 'Li' }, { name: 'Wu' }],
    });
}, 60_000);
afterAll(() => desk.close());

const product = async (sku: string) => (await productModel(desk.connection).findOne({ sku }).lean<Product>())!;
const supplier = async (code: string) => (await supplierModel(desk.connection).findOne({ code }).lean())!;

describe('two who work at the same time', () => {
  test('on a supplier both have their way, and of the same field the second is told', async () => {
    const open = async () => formOf(await talk.otto.click(cardOf(await talk.otto.say('/order supplier BEST')), 'Edit'));
    const [one, other] = [await open(), await open()];
    await talk.otto.submit(one, { lead_time_days: '14' });
    await talk.otto.submit(other, { phone: '13800138000' });
    expect(await supplier('BEST')).toMatchObject({
      leadTimeDays: 14,
      contacts: [{ name: 'Li', phone: '13800138000' }, { name: 'Wu' }],
    });
    const [third, fourth] = [await open(), await open()];
    await talk.otto.submit(third, { notes: 'calls on Fridays' });
    const refused = await talk.otto.submit(fourth, { notes: 'calls on Mondays' });
    expect(JSON.stringify(refused)).toContain('Somebody else changed this');
    expect((await supplier('BEST')).notes).toBe('calls on Fridays');
    await talk.otto.submit(await open(), { active: 'no', notes: '' });
    const now = await supplier('BEST');
    expect([now.active, now.notes]).toEqual([false, undefined]);
    await talk.otto.submit(await open(), { active: 'yes' });
  });

  test('on the cost of a product the second is told, and no cost is kept with the form', async () => {
    await desk.desk.products.update(desk.actor(company.ada), 'A100', { cost: 7_171_7100 });
    const open = async () =>
      formOf(await talk.fiona.click(cardOf(await talk.fiona.say('/order product A100')), 'Edit'));
    const [one, other] = [await open(), await open()];
    const kept = JSON.stringify(await sealedModel(desk.connection).find({}).lean());
    expect(kept).toContain('"step":"edit"');
    expect(kept).not.toContain('7171.71');
    await talk.fiona.submit(one, { cost: '80' });
    expect(JSON.stringify(await talk.fiona.submit(other, { cost: '90' }))).toContain('Somebody else changed this');
    expect((await product('A100')).cost).toBe(80_0000);
  });

  test('on a delivery take it in once: the second is told that it came', async () => {
    const input = { supplier: 'BEST', sku: 'B200', quantity: 10_000, expectedOn: '2026-12-20' };
    const bought = await desk.desk.purchases.order(desk.actor(company.otto), input);
    const open = async () =>
      formOf(await talk.otto.click(cardOf(await talk.otto.say('/order supplier BEST')), 'Received'));
    const [one, other] = [await open(), await open()];
    await talk.otto.submit(one, { quantity: '4' });
    expect(JSON.stringify(await talk.otto.submit(other, { quantity: '4' }))).toContain('Somebody changed B200');
    const { received } = (await purchaseModel(desk.connection).findById(bought._id).lean())!;
    expect(received).toMatchObject([{ quantity: 4_000 }]);
  });
});

describe('a supplier whose name has a word of a deed in it', () => {
  test.each([
    ['Office Supplies supplies B200 lead 5', 'OFFICE'],
    ['office supplies B200', undefined],
    ['华东供应链有限公司 供应 B200', 'CHAIN'],
    ['华东供应链 供应 B200', 'CHAIN'],
  ])('“%s” names it whole', async (words, code) => {
    await productModel(desk.connection).updateOne(
      { sku: 'B200' },
      { $unset: { supplierId: 1, supplier: 1, suppliers: 1 } },
    );
    await talk.otto.say(`/order supplier ${words}`);
    const { supplierId } = await product('B200');
    expect(supplierId).toBe(code ? (await supplier(code))._id : (await supplier('OFFICE'))._id);
  });

  test('is shown by its name alone', async () => {
    expect(cardOf(await talk.otto.say('/order supplier Office Supplies')).title).toContain('Office Supplies');
    expect(cardOf(await talk.otto.say('/order 供应商 华东供应链')).title).toContain('华东供应链');
  });
});

describe('where a product comes from', () => {
  test('the usual supplier is none of the others, and the lead time is its own', async () => {
    const sku = 'D400';
    await desk.desk.products.create(desk.actor(company.ada), {
      sku,
      name: 'Gear',
      price: 1_0000,
      supplier: 'BEST',
      leadTimeDays: 20,
    });
    await talk.otto.say(`/order supplier OTHER supplies ${sku} lead 6`);
    await desk.desk.products.update(desk.actor(company.otto), sku, { supplier: 'OTHER' });
    const other = await supplier('OTHER');
    const now = await product(sku);
    expect(now).toMatchObject({ supplierId: other._id, leadTimeDays: 6 });
    expect(now.suppliers).toBeUndefined();
    await desk.desk.products.update(desk.actor(company.otto), sku, { supplier: 'BEST' });
    expect((await product(sku)).leadTimeDays).toBeUndefined();
    await desk.desk.products.update(desk.actor(company.otto), sku, { supplier: 'OTHER', leadTimeDays: 9 });
    expect((await product(sku)).leadTimeDays).toBe(9);
    await talk.otto.say(`/order supplier BEST supplies ${sku} lead 3`);
    await talk.otto.say(`/order supplier OTHER no longer supplies ${sku}`);
    const left = await product(sku);
    expect([left.supplierId, left.leadTimeDays]).toEqual([undefined, undefined]);
    await talk.otto.say(`/order supplier BEST supplies ${sku}`);
    const back = await product(sku);
    expect([back.supplierId, back.leadTimeDays, back.suppliers]).toEqual([(await supplier('BEST'))._id, 3, undefined]);
  });

  test('takes three years at most, wherever it is said', async () => {
    const update = desk.desk.products.update(desk.actor(company.otto), 'A100', { leadTimeDays: 1_096 });
    await expect(update).rejects.toMatchObject({ errors: [{ code: 'error.field_range' }] });
    expect(textOf(cardOf(await talk.otto.say('/order supplier BEST supplies A100 lead 9999')))).toMatch(
      /Lead time.* must be between 0 and 1095/,
    );
  });

  test('is not anybody’s to say: the refusal is on the trail of the product', async () => {
    await talk.anna.say('/order supplier BEST supplies A100');
    const { _id: id } = await product('A100');
    expect(await auditModel(desk.connection).exists({ 'subject.id': id, action: 'supplier.supplies' })).not.toBeNull();
    expect(await auditModel(desk.connection).exists({ 'subject.id': 'A100' })).toBeNull();
  });

  test('what was paid is made the cost only by who prices', async () => {
    const input = { supplier: 'BEST', sku: 'A100', quantity: 1_000, expectedOn: '2026-12-20', unitCost: 9_0000 };
    const bought = await desk.desk.purchases.order(desk.actor(company.ada), input);
    await talk.fiona.say('/order supplier BEST');
    const intent = { command: 'supplier', input: { purchase: bought._id, step: 'to_cost' } };
    const button = { label: 'x', intent };
    const card = await desk.desk.sealer.card(
      { title: 'x', blocks: [{ kind: 'buttons', buttons: [button] }], summary: 'x' },
      desk.clock(),
    );
    expect(textOf(cardOf(await talk.otto.click(card, 'x')))).toContain('may not do that');
  });
});
