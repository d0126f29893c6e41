import { decimalText, quantityScale } from '../money.ts';
import type { Product } from '../products/product.ts';
import { holds, type Stocked } from './held.ts';
import { missing } from './queue.ts';

/** Of which products stock is kept. */
export function keptIn(products: Iterable<Pick<Product, '_id' | 'counted'>>): (product: string) => boolean {
  const kept = new Set([...products].filter((p) => p.counted).map((p) => p._id));
  return (product) => kept.has(product);
}

/** What an order misses of a product that stock is kept of; `short` in thousandths. */
export type Shortage = { product: string; sku: string; short: number };

/** What is missing of each product, the first line first; `isKept` tells of which products stock is kept. */
export function shortagesOf(order: Stocked, isKept: (product: string) => boolean): Shortage[] {
  if (!holds(order)) return [];
  const found = new Map<string, Shortage>();
  for (const line of order.lines) {
    const { product, sku } = line;
    const short = missing(line) + (found.get(product)?.short ?? 0);
    if (short > 0 && isKept(product)) found.set(product, { product, sku, short });
  }
  return [...found.values()];
}

/** Goods as they are written everywhere: `A100x20 B200x0.5`. */
export const goodsText = (goods: readonly { sku: string; quantity: number }[]): string =>
  goods.map(({ sku, quantity }) => `${sku}x${decimalText(quantity, quantityScale)}`).join(' ');

/** What is missing, as goods are written. */
export const shortText = (shortages: readonly Shortage[]): string =>
  goodsText(shortages.map(({ sku, short }) => ({ sku, quantity: short })));
