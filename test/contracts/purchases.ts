import { expect } from '@jest/globals';
import { productModel } from '../../src/products/model.ts';
import { purchaseModel } from '../../src/purchases/model.ts';
import { type Locale, t } from '../../src/text/index.ts';
import type { ChatHouse } from './chat.ts';

const words = {
  en: { order: '/order supplier WHEELS order W600x200 expected 2026-12-20', product: '/order product W600' },
  zh: { order: '/order 供应商 WHEELS 采购 W600x200 预计 2026-12-20', product: '/order 产品 W600' },
} as const;

/**
 * Operations order goods from a supplier by a form that is filled from the words, take a part of them in by another one, and
 * read in the card of the product what is still on order; no unit cost is asked of them or shown to them.
 */
export async function playPurchase({ desk, company, people }: ChatHouse, locale: Locale): Promise<void> {
  const { otto } = people;
  const say = (key: Parameters<typeof t>[1], values = {}) => t(locale, key, values);
  const cause = () => desk.actor(company.ada);
  await desk.desk.suppliers.create(cause(), { code: 'WHEELS', name: 'Wheel Works', leadTimeDays: 12 });
  const goods = { sku: 'W600', name: 'Rim', price: 3_0000, onHand: 0, supplier: 'WHEELS' };
  const { _id: product } = await desk.desk.products.create(cause(), goods);
  const form = await otto.say(words[locale].order);
  expect(form).toMatchObject({ kind: 'form', words: expect.stringContaining(say('field.expected_on')) });
  expect(form.words).not.toContain(say('field.unit_cost'));
  const ordered = await otto.fill();
  expect(ordered.words).toContain(say('purchase.done_order', { sku: 'W600', quantity: '200', date: '2026-12-20' }));
  expect(await otto.press(say('purchase.receive'))).toMatchObject({ kind: 'form' });
  const came = await otto.fill({ quantity: '50' });
  expect(came.words).toContain(say('purchase.done_receive', { sku: 'W600', quantity: '50' }));
  expect(await productModel(desk.connection).findById(product).lean()).toMatchObject({
    onHand: 50_000,
    onOrder: 150_000,
  });
  expect(await purchaseModel(desk.connection).findOne({ product }).lean()).toMatchObject({
    state: 'open',
    received: [{ quantity: 50_000 }],
  });
  const card = await otto.say(words[locale].product);
  for (const said of [say('product.on_order'), '150 pcs', 'Wheel Works', '2026-12-20'])
    expect(card.words).toContain(said);
}
