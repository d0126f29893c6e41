import type { Button, Card, Field } from '../chat/card.ts';
import { may, redact, sees } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { priceWithCurrency } from '../money.ts';
import { quantityOf, shelfFields } from '../stock/cards/fields.ts';
import { stockButton } from '../stock/cards/overview-card.ts';
import { t } from '../text/index.ts';
import type { Product } from './product.ts';
import { othersWords, type ProductSupply, paidFields, supplyBlocks, supplyButtons } from './supply-card.ts';

/** The part of the price that is not cost, in percent with one digit; undefined where there is no price. */
export const marginText = (price: number, cost: number): string | undefined =>
  price > 0 ? `${(((price - cost) * 100) / price).toFixed(1)} %` : undefined;

const field = (label: string, value: string | undefined): Field[] =>
  value === undefined || value === '' ? [] : [{ label, value }];

/** What else the card of a product needs to know, and what was just done. */
export type ProductContext = { currency: string; supply?: ProductSupply; said?: string };

/**
 * A product as a viewer may see it; price, floor price, cost, margin and what was paid only for those who may read
 * them.
 */
export function productCard(viewer: Viewer, product: Product, { currency, supply, said }: ProductContext): Card {
  const { locale, person } = viewer;
  const stock = stockFields(viewer, product, supply);
  const paid = supply ? paidFields(viewer, supply, currency) : [];
  const fields = [...sellingFields(viewer, product, currency), ...paid, ...stock];
  const mayEdit = may(person, 'product.edit') || may(person, 'product.price');
  const edit = {
    label: t(locale, 'product.edit'),
    intent: { command: 'product', input: { code: product.sku, step: 'edit' } },
  };
  const buttons = [
    stockButton(locale, product),
    ...priceButtons(viewer, product),
    ...supplyButtons(viewer, product, supply),
    ...(mayEdit ? [edit] : []),
  ];
  return {
    title: `${product.sku} · ${product.name}`,
    ...(product.active ? {} : { badge: { label: t(locale, 'product.inactive'), tone: 'warn' as const } }),
    blocks: [
      ...(said ? [{ kind: 'text' as const, text: said, tone: 'good' as const }] : []),
      { kind: 'fields', fields },
      ...(supply ? supplyBlocks(viewer, supply, currency) : []),
      { kind: 'buttons', buttons },
    ],
    summary: t(locale, 'product.summary', { name: product.name, sku: product.sku }),
  };
}

/** Its prices for who reads prices, and setting one for who may. */
function priceButtons({ locale, person }: Viewer, { sku }: Product): Button[] {
  if (sees(person, 'commercial') !== 'full') return [];
  const button = (label: 'price.open' | 'price.new', input: object) => ({
    label: t(locale, label),
    intent: { command: 'price', input: { sku, ...input } },
  });
  return [button('price.open', {}), ...(may(person, 'price.set') ? [button('price.new', { set: true })] : [])];
}

function sellingFields(viewer: Viewer, product: Product, currency: string): Field[] {
  const { locale } = viewer;
  const seen = redact(viewer.person, 'Product', product);
  const price = (value: number | undefined) => (value === undefined ? undefined : priceWithCurrency(value, currency));
  const perUnit =
    seen.price === undefined ? undefined : { price: priceWithCurrency(seen.price, currency), unit: product.unit };
  const margin = seen.price === undefined || seen.cost === undefined ? undefined : marginText(seen.price, seen.cost);
  return [
    ...field(t(locale, 'field.price'), perUnit && t(locale, 'product.per_unit', perUnit)),
    ...field(t(locale, 'field.floor_price'), price(seen.floorPrice)),
    ...field(t(locale, 'field.cost'), price(seen.cost)),
    ...field(t(locale, 'field.reference_price'), price(seen.referencePrice)),
    ...field(t(locale, 'product.margin'), margin),
    ...field(t(locale, 'field.category'), product.category),
    ...field(t(locale, 'field.spec'), product.spec),
  ];
}

/** What there is of it, and how more of it is bought. */
function stockFields({ locale }: Viewer, product: Product, supply?: ProductSupply): Field[] {
  const { moq, leadTimeDays: days, supplier } = product;
  return [
    ...shelfFields(locale, product),
    ...field(t(locale, 'field.moq'), moq === undefined ? undefined : quantityOf(product, moq)),
    ...field(t(locale, 'field.lead_time_days'), days === undefined ? undefined : t(locale, 'customer.days', { days })),
    ...field(t(locale, 'field.supplier'), supply?.supplier?.name ?? supplier),
    ...field(t(locale, 'supplier.others'), supply && othersWords(locale, supply)),
  ];
}
