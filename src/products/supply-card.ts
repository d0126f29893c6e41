import type { Block, Button, Field } from '../chat/card.ts';
import { type CalendarDate, dateAt } from '../dates.ts';
import { may } from '../members/ability.ts';
import type { Member } from '../members/member.ts';
import type { Viewer } from '../members/viewer.ts';
import { priceWithCurrency } from '../money.ts';
import { nameOf } from '../orders/cards/words.ts';
import { paidWords, purchaseBlocks } from '../purchases/card.ts';
import type { Paid } from '../purchases/paid.ts';
import type { SeenPurchase } from '../purchases/read.ts';
import { supplierButton } from '../suppliers/card.ts';
import type { SeenSupplier } from '../suppliers/service.ts';
import { type Locale, listed, type TextKey, t } from '../text/index.ts';
import type { CostChange, CostField } from './costs.ts';
import type { Product } from './product.ts';

/** Whom a product is bought from, what is on its way, and for who reads costs what was paid and what it cost. */
export type ProductSupply = {
  supplier?: SeenSupplier;
  others: readonly { supplier: SeenSupplier; leadTimeDays?: number }[];
  open: { shown: readonly SeenPurchase[]; all: number };
  last: readonly SeenPurchase[];
  paid?: Paid;
  costs: readonly CostChange[];
  members: readonly Member[];
  today: CalendarDate;
  zone: string;
  units: ReadonlyMap<string, string>;
};

const labels: Record<CostField, TextKey> = {
  cost: 'field.cost',
  floorPrice: 'field.floor_price',
  referencePrice: 'field.reference_price',
};

/** Whom else it could be bought from, and how long that takes. */
export const othersWords = (locale: Locale, { others }: Pick<ProductSupply, 'others'>): string =>
  listed(
    locale,
    others.map(({ supplier, leadTimeDays: days }) =>
      days === undefined ? supplier.name : `${supplier.name} (${t(locale, 'supplier.lead', { days })})`,
    ),
  );

/** What was paid for it; nothing for who reads no costs. */
export const paidFields = (viewer: Viewer, { paid }: ProductSupply, currency: string): Field[] =>
  paid ? [{ label: t(viewer.locale, 'purchase.paid'), value: paidWords(viewer, paid, currency) }] : [];

/** Its supplier, and ordering from it. */
export function supplyButtons({ locale, person }: Viewer, { sku }: Product, supply?: ProductSupply): Button[] {
  const supplier = supply?.supplier;
  if (!supplier) return [];
  const input = { code: supplier.code, step: 'order', sku };
  const order = { label: t(locale, 'supplier.order'), intent: { command: 'supplier', input } };
  return [supplierButton(locale, supplier), ...(supplier.active && may(person, 'purchase.edit') ? [order] : [])];
}

/** One change of a cost: when, what, by whom. */
function costItem(
  { locale }: Viewer,
  { field, from, to, on, by }: CostChange,
  supply: ProductSupply,
  currency: string,
) {
  const price = (value: number | undefined) => (value === undefined ? '—' : priceWithCurrency(value, currency));
  const words = { field: t(locale, labels[field]), from: price(from), to: price(to) };
  const who = by ? nameOf(supply.members, by, locale) : undefined;
  return {
    text: t(locale, 'product.cost_change', words),
    detail: [dateAt(on, supply.zone), who].filter(Boolean).join(' · '),
  };
}

/** What is on its way, what was bought last, and for who reads costs what it cost. */
export function supplyBlocks(viewer: Viewer, supply: ProductSupply, currency: string): Block[] {
  const { open, last, costs, today, units } = supply;
  const context = { currency, today, units, names: 'supplier' as const };
  const history: Block[] =
    costs.length === 0
      ? []
      : [
          { kind: 'text', text: t(viewer.locale, 'product.costs'), style: 'strong' },
          { kind: 'list', items: costs.map((change) => costItem(viewer, change, supply, currency)) },
        ];
  return [
    ...purchaseBlocks(viewer, 'purchase.open', open.shown, { ...context, all: open.all }),
    ...purchaseBlocks(viewer, 'purchase.last', last, context),
    ...history,
  ];
}
