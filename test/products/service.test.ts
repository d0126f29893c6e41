import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { auditModel } from '../../src/audit/model.ts';
import { createAudit } from '../../src/audit/service.ts';
import { createProductFinder } from '../../src/entry/find/finder.ts';
import { personOf } from '../../src/members/member.ts';
import { viewerOf } from '../../src/members/viewer.ts';
import { priceWithCurrency as priceText } from '../../src/money.ts';
import { marginText, productCard } from '../../src/products/card.ts';
import { productModel } from '../../src/products/model.ts';
import { createProducts, type Products } from '../../src/products/service.ts';
import { ada, anna, by, finn, freshDatabase, mia, otto } from '../entry/support/database.ts';

let connection: Connection;
let products: Products;

beforeAll(async () => {
  connection = await freshDatabase('products');
  products = createProducts({ connection, audit: createAudit({ connection }), giveWay: async () => false });
});
beforeEach(async () => {
  await productModel(connection).deleteMany({});
});
afterAll(async () => connection.close());

const bolt = {
  sku: 'm8-20',
  name: '螺栓 Bolt',
  price: 375,
  cost: 200,
  floorPrice: 300,
  onHand: 1_500_000,
  reorderPoint: 2_000_000,
};

describe('products', () => {
  test('are made by who may price them, with the usual unit and nothing reserved', async () => {
    const made = await products.create(by(mia), bolt);
    expect(made).toMatchObject({ sku: 'M8-20', unit: 'pcs', reserved: 0, active: true, price: 375 });
    expect(await auditModel(connection).countDocuments({ action: 'product.create', 'subject.id': made._id })).toBe(1);
    await expect(products.create(by(anna), bolt)).rejects.toMatchObject({ code: 'error.not_allowed' });
    await expect(products.create(by(otto), bolt)).rejects.toMatchObject({ code: 'error.not_allowed' });
  });

  test('the same form twice is one product; the same SKU again is refused', async () => {
    const actor = by(ada, 'form-9');
    const [a, b] = await Promise.all([products.create(actor, bolt), products.create(actor, bolt)]);
    expect(a._id).toBe(b._id);
    await expect(products.create(by(ada), bolt)).rejects.toMatchObject({ code: 'error.product_exists' });
  });

  test.each([
    [{ ...bolt, sku: '' }, 'sku'],
    [{ ...bolt, price: -1 }, 'price'],
    [{ ...bolt, price: 0.5 }, 'price'],
    [{ ...bolt, name: '' }, 'name'],
    [{ ...bolt, onHand: -5 }, 'on_hand'],
  ])('%j is refused at the field', async (input, field) => {
    const error = await products.create(by(ada), input).catch((e) => e);
    expect(error.errors.map((e: { field: string }) => e.field)).toEqual([field]);
  });

  test('prices are changed by finance, stock by operations, and not the other way round', async () => {
    await products.create(by(ada), bolt);
    expect((await products.update(by(finn), 'M8-20', { price: 400, cost: null })).price).toBe(400);
    expect((await products.get(personOf(ada), 'm8-20')).cost).toBeUndefined();
    expect((await products.update(by(otto), 'M8-20', { onHand: 5000 })).onHand).toBe(5000);
    await expect(products.update(by(otto), 'M8-20', { price: 1 })).rejects.toMatchObject({ code: 'error.not_allowed' });
    await expect(products.update(by(finn), 'M8-20', { onHand: 1 })).rejects.toMatchObject({
      code: 'error.not_allowed',
    });
    await expect(products.update(by(anna), 'M8-20', { name: 'x' })).rejects.toMatchObject({
      code: 'error.not_allowed',
    });
  });

  test('are found by SKU without its dash, by pinyin, and not when they are no longer sold', async () => {
    await products.create(by(ada), bolt);
    const finder = createProductFinder({ connection });
    for (const text of ['m820', 'M8-20', 'bolt', 'luoshuan', 'ls', '螺'])
      expect((await finder.find(personOf(anna), text)).exact?.sku).toBe('M8-20');
    await products.update(by(ada), 'M8-20', { active: false });
    expect((await finder.find(personOf(anna), 'bolt')).several).toEqual([]);
    expect((await products.get(personOf(anna), 'M8-20')).active).toBe(false);
  });
});

describe('a product’s card', () => {
  const cardFor = async (member: typeof anna) =>
    JSON.stringify(productCard(viewerOf(member), await products.get(personOf(ada), 'M8-20'), { currency: 'CNY' }));
  beforeEach(async () => {
    await products.create(by(ada), bolt);
  });

  test('shows sales the price and the stock, but neither cost nor margin nor floor', async () => {
    const card = await cardFor(anna);
    expect(card).toContain('CNY 0.0375 / pcs');
    expect(card).toContain('1500 pcs (below the reorder point)');
    expect(card).not.toMatch(/0\.02|0\.03[^7]|46\.7|Cost|Floor|Margin/);
  });

  test('says what is waited for, and never that goods are low which nobody counted', async () => {
    await productModel(connection).updateOne({ sku: 'M8-20' }, { waiting: 20_000, moq: 5_000, supplier: 'Bolt & Co' });
    const card = await cardFor(anna);
    for (const words of ['Waited for', '20 pcs', '5 pcs', 'Bolt & Co']) expect(card).toContain(words);
    await productModel(connection).updateOne({ sku: 'M8-20' }, { $unset: { counted: 1 } });
    expect(await cardFor(anna)).not.toContain('below the reorder point');
  });

  test('shows the manager cost, floor price and margin', async () => {
    const card = await cardFor(mia);
    expect(card).toContain('CNY 0.02');
    expect(card).toContain('CNY 0.03');
    expect(card).toContain('46.7 %');
  });

  test('shows operations no price', async () => {
    expect(await cardFor(otto)).not.toContain('CNY');
  });

  test.each([
    [95_000, 'CNY', 'CNY 9.50'],
    [375, 'CNY', 'CNY 0.0375'],
    [12_345_678_000, 'CNY', 'CNY 1,234,567.80'],
    [10_000, 'JPY', 'JPY 1'],
  ])('%i of %s is %s', (price, currency, text) => {
    expect(priceText(price, currency)).toBe(text);
  });

  test('a product that is given away has no margin', () => {
    expect(marginText(0, 100)).toBeUndefined();
  });
});
