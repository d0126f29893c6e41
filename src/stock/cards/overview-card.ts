import type { Button, Card } from '../../chat/card.ts';
import type { Viewer } from '../../members/viewer.ts';
import type { Product } from '../../products/product.ts';
import { type Locale, t } from '../../text/index.ts';
import { availableOf, isLow } from '../shelf.ts';
import { quantityOf } from './fields.ts';

/** The button that opens a product's stock. */
export const stockButton = (locale: Locale, { sku }: Pick<Product, 'sku'>): Button => ({
  label: t(locale, 'stock.open'),
  intent: { command: 'stock', input: { sku } },
});

function itemOf(locale: Locale, product: Product) {
  const { sku, name, waiting = 0 } = product;
  const details = [
    t(locale, 'stock.line.available', { n: quantityOf(product, availableOf(product)) }),
    ...(isLow(product) ? [t(locale, 'product.low')] : []),
    ...(waiting > 0 ? [t(locale, 'stock.line.waiting', { n: quantityOf(product, waiting) })] : []),
  ];
  return {
    text: `${sku} · ${name}`,
    detail: details.join(' · '),
    tone: availableOf(product) < 0 ? ('bad' as const) : ('warn' as const),
    buttons: [stockButton(locale, product)],
  };
}

/** The products that need somebody: low, or waited for. */
export function stockOverview({ locale }: Viewer, products: readonly Product[]): Card {
  const title = t(locale, 'stock.title');
  return {
    title,
    blocks: [
      { kind: 'list', items: products.map((p) => itemOf(locale, p)), empty: t(locale, 'stock.all_well') },
      { kind: 'text', text: t(locale, 'stock.hint'), style: 'quiet' },
    ],
    summary: title,
  };
}
