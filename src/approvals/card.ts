import type { Card, Field } from '../chat/card.ts';
import type { CalendarDate } from '../dates.ts';
import { movesFor, redact } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { decimalText, priceScale, priceText, quantityScale } from '../money.ts';
import { openButton } from '../orders/cards/open-button.ts';
import type { CardContext } from '../orders/cards/order-card.ts';
import { type LineColumn, linesTable, moneyFields, moveButton, type SeenOrder } from '../orders/cards/parts.ts';
import { classWords, nameOf, toneOf } from '../orders/cards/words.ts';
import { currentStep } from '../orders/deeds/decide.ts';
import { type Order, orderName } from '../orders/order.ts';
import { type TextKey, t } from '../text/index.ts';
import { fallbackOf } from './eligible.ts';

/** What a decision needs to know besides the order, read before the card is drawn. */
export type DecisionFacts = {
  earlierOrders: number;
  lastOrderDate?: CalendarDate;
  /** Unit price that this customer paid last, by SKU, 1/10,000. Commercial class. */
  lastPrices: ReadonlyMap<string, number>;
  /** On hand minus reserved by SKU, thousandths. */
  available: ReadonlyMap<string, number>;
  /** Basis points that the owner may give. */
  discountAuthority: number;
};

function marginOf(order: SeenOrder): number | undefined {
  if (order.total === undefined || order.total === 0) return undefined;
  if (order.lines.some((l) => l.cost === undefined || l.unitPrice === undefined)) return undefined;
  const cost = order.lines.reduce((sum, l) => sum + ((l.cost ?? 0) * l.quantity) / (priceScale * quantityScale), 0);
  const revenue = order.lines.reduce(
    (sum, l) =>
      sum + ((l.unitPrice ?? 0) * l.quantity * (10_000 - (l.discount ?? 0))) / (priceScale * quantityScale * 10_000),
    0,
  );
  return revenue > 0 ? Math.round(((revenue - cost) / revenue) * 1000) / 10 : undefined;
}

/** What an approver compares the lines with: the last price that this customer paid, and stock where it is short. */
function comparisons({ locale }: Viewer, seen: SeenOrder, facts: DecisionFacts): LineColumn[] {
  const stock = (sku: string) => facts.available.get(sku) ?? 0;
  const isShort = seen.state === 'pending' && seen.lines.some((l) => stock(l.sku) < l.quantity);
  const hasLast = seen.lines.some((l) => l.unitPrice !== undefined && facts.lastPrices.has(l.sku));
  const last = (sku: string) => {
    const price = facts.lastPrices.get(sku);
    return price === undefined ? '' : priceText(price, seen.currency);
  };
  return [
    ...(isShort
      ? [
          {
            label: t(locale, 'label.short'),
            value: (l: SeenOrder['lines'][number]) => shortText(l.quantity, stock(l.sku)),
          },
        ]
      : []),
    ...(hasLast
      ? [{ label: t(locale, 'label.last_price'), value: (l: SeenOrder['lines'][number]) => last(l.sku) }]
      : []),
  ];
}

/** How much of a line is not in stock; nothing when all of it is. */
const shortText = (wanted: number, available: number): string =>
  available < wanted ? `−${decimalText(wanted - Math.max(0, available), quantityScale)}` : '';

function factFields(
  viewer: Viewer,
  order: Order,
  seen: SeenOrder,
  facts: DecisionFacts,
  context: CardContext,
): Field[] {
  const { locale } = viewer;
  const most = Math.max(0, ...seen.lines.map((l) => l.discount ?? 0));
  const margin = marginOf(seen);
  const step = currentStep(order.approval);
  const history = facts.lastOrderDate
    ? t(locale, 'card.decision.history', { count: facts.earlierOrders, date: facts.lastOrderDate })
    : t(locale, 'card.decision.first');
  const discount = {
    label: t(locale, 'label.discount'),
    value: `${decimalText(most, 100)} % / ${t(locale, 'label.authority')} ${decimalText(facts.discountAuthority, 100)} %`,
  };
  return [
    { label: t(locale, 'label.owner'), value: nameOf(context.members, order.owner, locale) },
    ...moneyFields(viewer, seen),
    ...(order.classes ? [{ label: t(locale, 'label.classes'), value: classWords(locale, order.classes) }] : []),
    ...(step && seen.total !== undefined
      ? [{ label: t(locale, 'label.why_asked'), value: t(locale, `reason.${step.reason}` as TextKey) }]
      : []),
    ...(most > 0 ? [{ ...discount, tone: most > facts.discountAuthority ? ('warn' as const) : undefined }] : []),
    ...(margin !== undefined ? [{ label: t(locale, 'label.margin'), value: `${margin} %` }] : []),
    ...(order.promisedDate ? [{ label: t(locale, 'label.promised'), value: order.promisedDate }] : []),
    { label: t(locale, 'label.history'), value: history },
  ];
}

const decisions = ['approve', 'reject', 'return'];

/** What happened to an order that needs no decision any more. */
function outcome(viewer: Viewer, order: Order, context: CardContext): string | undefined {
  if (order.state === 'pending') return undefined;
  const last = order.timeline.findLast((e) => decisions.includes(e.action) || e.action === 'withdraw');
  if (!last) return undefined;
  const what = `${t(viewer.locale, `did.${last.action}`)}${last.note ? ` · ${last.note}` : ''}`;
  const who = nameOf(context.members, last.by, viewer.locale);
  return t(viewer.locale, 'card.decision.by', { who, what });
}

/** The one card that shows all that is needed to decide, and after the decision what was decided. */
export function decisionCard(viewer: Viewer, order: Order, facts: DecisionFacts, context: CardContext): Card {
  const seen = redact(viewer.person, 'Order', order);
  const { locale } = viewer;
  const values = { order: orderName(order), customer: order.customerSnapshot.name };
  const decided = outcome(viewer, order, context);
  const moves = movesFor(viewer.person, order, fallbackOf(order)).filter((a) => decisions.includes(a));
  return {
    subject: { kind: 'order', id: order._id, view: 'decision', revision: order.revision },
    title: t(locale, order.state === 'pending' ? 'card.decision.title' : 'card.order.title', values),
    badge: { label: t(locale, `state.${order.state}`), tone: toneOf[order.state] },
    tone: toneOf[order.state],
    blocks: [
      ...(decided
        ? [{ kind: 'text' as const, text: decided, style: 'strong' as const, tone: toneOf[order.state] }]
        : []),
      { kind: 'fields', fields: factFields(viewer, order, seen, facts, context) },
      ...linesTable(viewer, seen, comparisons(viewer, seen, facts)),
      { kind: 'buttons', buttons: [...moves.map((a) => moveButton(viewer, order, a)), openButton(locale, order)] },
    ],
    summary: decided
      ? `${orderName(order)} · ${decided}`
      : t(locale, 'card.decision.summary', { ...values, owner: nameOf(context.members, order.owner, locale) }),
  };
}
