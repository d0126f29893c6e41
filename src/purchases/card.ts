import type { Block, Button } from '../chat/card.ts';
import { type CalendarDate, daysBetween } from '../dates.ts';
import { may } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { decimalText, priceWithCurrency } from '../money.ts';
import { quantityOf } from '../stock/cards/fields.ts';
import { t } from '../text/index.ts';
import type { Paid } from './paid.ts';
import { receivedOf } from './purchase.ts';
import type { SeenPurchase } from './read.ts';

/** What the words of purchases are made with. `units` are those of products, by product id. */
export type PurchaseContext = { currency: string; today: CalendarDate; units: ReadonlyMap<string, string> };

type Item = Extract<Block, { kind: 'list' }>['items'][number];

/** What can be done with an open purchase, and its unit cost, by whoever may. */
function buttonsOf({ locale, person }: Viewer, { _id, sku, state }: SeenPurchase): Button[] {
  const button = (label: string, step: string, more: Partial<Button> = {}): Button => ({
    label,
    intent: { command: 'supplier', input: { purchase: _id, step } },
    ...more,
  });
  const confirm = t(locale, 'purchase.cancel_confirm', { sku });
  return [
    ...(state === 'open' && may(person, 'purchase.edit')
      ? [
          button(t(locale, 'purchase.receive'), 'receive'),
          button(t(locale, 'purchase.move'), 'move'),
          button(t(locale, 'purchase.cancel'), 'cancel', { style: 'danger', confirm }),
        ]
      : []),
    ...(state !== 'cancelled' && may(person, 'purchase.cost') ? [button(t(locale, 'purchase.cost'), 'cost')] : []),
  ];
}

/** How a purchase stands: when it is expected, or came, against the first promise. */
function dates({ locale }: Viewer, purchase: SeenPurchase, { today }: PurchaseContext): (string | undefined)[] {
  const { state, promisedOn, expectedOn, endedOn } = purchase;
  const end = state === 'open' ? today : (endedOn ?? today);
  const late = daysBetween(promisedOn, end);
  const lateWords = late > 0 ? t(locale, 'purchase.late', { n: late }) : undefined;
  if (state === 'open')
    return [
      t(locale, 'purchase.expected', { date: expectedOn }),
      expectedOn === promisedOn ? undefined : t(locale, 'purchase.promised', { date: promisedOn }),
      lateWords,
    ];
  if (state === 'cancelled') return [t(locale, 'purchase.state.cancelled'), endedOn];
  return [t(locale, 'purchase.ended', { date: endedOn ?? '' }), lateWords ?? t(locale, 'purchase.on_time')];
}

/** One purchase: what, from whom, when; what a unit costs for who reads costs; its buttons. */
export function purchaseItem(
  viewer: Viewer,
  purchase: SeenPurchase,
  context: PurchaseContext & { names?: 'supplier' | 'product' },
): Item {
  const { locale } = viewer;
  const { sku, supplierName, quantity, received, unitCost, orderedOn, state, expectedOn, note } = purchase;
  const unit = context.units.get(purchase.product) ?? '';
  const came = receivedOf({ received });
  const words = t(locale, 'purchase.line', { sku, quantity: quantityOf({ unit }, quantity).trim() });
  const isLate = state === 'open' && expectedOn < context.today;
  const buttons = buttonsOf(viewer, purchase);
  return {
    text: context.names === 'product' ? words : `${words} · ${supplierName}`,
    detail: [
      ...dates(viewer, purchase, context),
      came > 0 && came < quantity
        ? t(locale, 'purchase.received', { quantity: quantityOf({ unit }, came).trim() })
        : undefined,
      t(locale, 'purchase.ordered', { date: orderedOn }),
      unitCost === undefined
        ? undefined
        : t(locale, 'purchase.unit_cost', { price: priceWithCurrency(unitCost, context.currency) }),
      note,
    ]
      .filter(Boolean)
      .join(' · '),
    ...(isLate && { tone: 'warn' as const }),
    ...(buttons.length > 0 && { buttons }),
  };
}

/** What was paid for a product: the last time, on average, and by how much that moved. */
export function paidWords(
  { locale }: Pick<Viewer, 'locale'>,
  { last, average, change }: Paid,
  currency: string,
): string {
  const signed = change === undefined ? '' : `${change > 0 ? '+' : ''}${decimalText(change, 100)}`;
  return [
    t(locale, 'purchase.paid_last', { price: priceWithCurrency(last.unitCost, currency), date: last.on }),
    average === undefined
      ? undefined
      : t(locale, 'purchase.paid_average', { price: priceWithCurrency(average, currency) }),
    change === undefined ? undefined : t(locale, 'purchase.paid_change', { change: signed }),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Purchases under a heading; nothing where there are none. */
export function purchaseBlocks(
  viewer: Viewer,
  title: 'purchase.open' | 'purchase.last' | 'supplier.late',
  purchases: readonly SeenPurchase[],
  context: PurchaseContext & { names?: 'supplier' | 'product'; all?: number },
): Block[] {
  if (purchases.length === 0) return [];
  const { locale } = viewer;
  const more = (context.all ?? 0) - purchases.length;
  return [
    { kind: 'text', text: t(locale, title), style: 'strong' },
    { kind: 'list', items: purchases.map((purchase) => purchaseItem(viewer, purchase, context)) },
    ...(more > 0
      ? [{ kind: 'text' as const, text: t(locale, 'purchase.more', { n: more }), style: 'quiet' as const }]
      : []),
  ];
}
