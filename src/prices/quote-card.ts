import type { Block, Card } from '../chat/card.ts';
import type { CalendarDate } from '../dates.ts';
import { redact } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { decimalText, priceWithCurrency, quantityScale } from '../money.ts';
import { marginText } from '../products/card.ts';
import type { Product } from '../products/product.ts';
import { t } from '../text/index.ts';
import { type PriceContext, priceItem } from './card.ts';
import type { Step } from './quote.ts';
import type { SeenPrice } from './service.ts';
import { sourceWords } from './words.ts';

type Quote = {
  /** Who pays: a customer's name, or a tier in words. */
  who: string;
  steps: readonly Step[];
  /** Prices for the same people that are not valid yet. */
  coming: readonly SeenPrice[];
};

/** Whether a price counts some day that is to come. */
export const isComing = ({ validFrom }: SeenPrice, today: CalendarDate): boolean =>
  validFrom !== undefined && validFrom > today;

/** What somebody pays now for one of a product, and from each quantity on, with where each price comes from. */
export function quoteCard(
  viewer: Viewer,
  product: Product,
  { who, steps, coming }: Quote,
  context: PriceContext,
): Card {
  const { locale } = viewer;
  const { sku, name, unit } = product;
  const { cost } = redact(viewer.person, 'Product', product);
  const first = t(locale, 'price.first');
  const rows = steps.map(({ from, price, source }) => [
    from ? `${decimalText(from, quantityScale)} ${unit}` : first,
    priceWithCurrency(price, context.currency),
    sourceWords(locale, source),
    ...(cost === undefined ? [] : [marginText(price, cost) ?? '']),
  ]);
  const columns = [
    { label: t(locale, 'price.column_from') },
    { label: t(locale, 'label.price'), align: 'right' as const },
    { label: t(locale, 'label.price_source') },
    ...(cost === undefined ? [] : [{ label: t(locale, 'product.margin'), align: 'right' as const }]),
  ];
  const later: Block[] =
    coming.length === 0
      ? []
      : [
          { kind: 'text', text: t(locale, 'price.coming'), style: 'strong' },
          { kind: 'list', items: coming.map((entry) => priceItem(viewer, entry, context)) },
        ];
  const title = t(locale, 'price.pays', { who, sku });
  return {
    title,
    blocks: [
      { kind: 'text', text: name, style: 'quiet' },
      { kind: 'table', columns, rows },
      ...later,
      { kind: 'buttons', buttons: [{ label: t(locale, 'price.open'), intent: { command: 'price', input: { sku } } }] },
    ],
    summary: title,
  };
}
