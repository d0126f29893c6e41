import type { Field } from '../chat/card.ts';
import type { Credit } from '../customers/credit.ts';
import { type CalendarDate, shortTimeAt } from '../dates.ts';
import { sees } from '../members/ability.ts';
import { openReview } from '../members/kinds.ts';
import type { Viewer } from '../members/viewer.ts';
import { decimalText, moneyText, priceScale, quantityScale } from '../money.ts';
import type { CardContext } from '../orders/cards/order-card.ts';
import { moneyFields, type SeenOrder, securityFields, wordFields } from '../orders/cards/parts.ts';
import { classWords, nameOf, reasonWords, termsWords, whoDid } from '../orders/cards/words.ts';
import { toBase } from '../orders/currency.ts';
import { owed } from '../orders/guards.ts';
import type { Order } from '../orders/order.ts';
import { excessOf } from '../risks/kinds/credit.ts';
import type { Risk } from '../risks/risk.ts';
import { withoutCost } from '../risks/weigh.ts';
import { mayReadRisk, riskWords } from '../risks/words.ts';
import { type Locale, t } from '../text/index.ts';
import { approvalsIn, currentStep } from './review.ts';

/** The orders of the customer that were agreed before this one was decided. */
export type History = {
  /** How many: at most one more than `mostCounted`. */
  count: number;
  last?: CalendarDate;
  /** There are others, which the reader may not see and does not decide about. */
  hidden: boolean;
};

/** Up to how many earlier orders are counted. */
export const mostCounted = 500;

/** What a decision needs to know besides the order, read before the card is drawn. */
export type DecisionFacts = {
  history: History;
  /** When the present step is to be decided, where its clock runs. */
  due?: Date;
  /** Unit price that this customer paid last, by SKU, 1/10,000. Commercial class. */
  lastPrices: ReadonlyMap<string, number>;
  /** On hand minus reserved by SKU, thousandths. */
  available: ReadonlyMap<string, number>;
  /** Basis points that the owner may give. */
  discountAuthority: number;
  /** What the customer owes, without this order while it is to be decided, and the limit; base currency, minor units. Credit class. */
  credit: Credit & { limit?: number; currency: string };
  /** The customer's usual terms, days; those of the order are named beside them where they differ. */
  usualDays?: number;
  risks: readonly Risk[];
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

/** Used, limit and overdue for those who may read figures; salespeople read within or over. */
function creditFields({ locale, person }: Viewer, order: Order, { credit }: DecisionFacts): Field[] {
  const sight = sees(person, 'credit', order);
  const { balance, overdue, limit, currency } = credit;
  if (sight === 'none') return [];
  if (limit === undefined && overdue === 0) return [];
  // What was decided is among what the customer owes, or is none.
  const own = openReview(order) ? toBase(owed(order), order.currency, order.rate, currency) : 0;
  const used = Math.max(0, balance + own);
  const isOver = own > 0 ? excessOf(order, credit, currency) > 0 : limit !== undefined && used > limit;
  const tone = isOver || overdue > 0 ? ('bad' as const) : undefined;
  const verdict = t(locale, isOver ? 'card.decision.over_limit' : 'card.decision.within_limit');
  if (sight !== 'full') return [{ label: t(locale, 'label.credit'), value: verdict, tone }];
  const figures = [
    limit === undefined ? moneyText(used, currency) : `${moneyText(used, currency)} / ${moneyText(limit, currency)}`,
    ...(overdue > 0 ? [t(locale, 'card.decision.overdue', { amount: moneyText(overdue, currency) })] : []),
  ];
  return [{ label: t(locale, 'label.credit'), value: figures.join(' · '), tone }];
}

const riskTones = { low: undefined, medium: 'warn', high: 'bad' } as const;

/** What may go wrong with it. */
const riskFields = (viewer: Viewer, order: Order, { risks }: DecisionFacts, today: CalendarDate): Field[] =>
  risks
    .filter((risk) => mayReadRisk(viewer, risk, order))
    .map((risk) => ({
      label: t(viewer.locale, `risk.${risk.kind}`),
      value: riskWords(viewer, risk, order, today),
      // How grave a risk of the market is says which way a cost went.
      tone: riskTones[(sees(viewer.person, 'cost', order) === 'full' ? risk : withoutCost(risk)).level],
    }));

/** How often the customer has ordered, and when last: it is never called the first order unless it is. */
function historyText(locale: Locale, { count, last, hidden }: History): string {
  if (count === 0 || !last) return t(locale, hidden ? 'card.decision.history_unseen' : 'card.decision.first');
  const values = { count: count > mostCounted ? `${mostCounted}+` : count, date: last };
  return t(locale, hidden ? 'card.decision.history_seen' : 'card.decision.history', values);
}

/** Who approved before in this review and when, and by when the present step is to be decided, in the reader's zone. */
function stepFields(viewer: Viewer, order: Order, { due }: DecisionFacts, { members, zone }: CardContext): Field[] {
  const { locale, member } = viewer;
  const timeOf = (instant: Date) => shortTimeAt(instant, member?.timezone ?? zone);
  const said = approvalsIn(openReview(order)).map((seat) =>
    t(locale, 'card.decision.approved', { who: whoDid(members, seat, locale), time: timeOf(seat.at) }),
  );
  return [
    ...(said.length > 0 ? [{ label: t(locale, 'label.approved_by'), value: said.join('\n') }] : []),
    ...(due ? [{ label: t(locale, 'label.decide_by'), value: timeOf(due) }] : []),
  ];
}

/** How it is to be paid, and how the customer usually pays where that is otherwise. */
function termsField({ locale }: Viewer, { paymentDays }: Order, { usualDays = paymentDays }: DecisionFacts): Field {
  const label = t(locale, 'label.terms');
  const terms = termsWords(locale, paymentDays);
  if (usualDays === paymentDays) return { label, value: terms };
  const value = t(locale, 'card.decision.unusual', { terms, usual: termsWords(locale, usualDays) });
  return { label, value, ...(paymentDays > usualDays && { tone: 'warn' as const }) };
}

/** What else a decision binds: when the goods are wished for and promised. */
const dateFields = ({ locale }: Viewer, { requestedDate, promisedDate }: Order): Field[] => [
  ...(requestedDate ? [{ label: t(locale, 'label.requested'), value: requestedDate }] : []),
  ...(promisedDate ? [{ label: t(locale, 'label.promised'), value: promisedDate }] : []),
];

/** What a decision rests on and binds: what matters first comes first. */
export function factFields(
  viewer: Viewer,
  order: Order,
  seen: SeenOrder,
  facts: DecisionFacts,
  context: CardContext,
): Field[] {
  const { locale } = viewer;
  const most = Math.max(0, ...seen.lines.map((l) => l.discount ?? 0));
  const margin = marginOf(seen);
  const review = openReview(order);
  const step = currentStep(review);
  const discount = {
    label: t(locale, 'label.discount'),
    value: `${decimalText(most, 100)} % / ${t(locale, 'label.authority')} ${decimalText(facts.discountAuthority, 100)} %`,
  };
  return [
    { label: t(locale, 'label.owner'), value: nameOf(context.members, order.owner, locale) },
    ...moneyFields(viewer, seen),
    ...(order.classes ? [{ label: t(locale, 'label.classes'), value: classWords(locale, order.classes) }] : []),
    ...(step && seen.total !== undefined
      ? [{ label: t(locale, 'label.why_asked'), value: reasonWords(locale, step.reasons) }]
      : []),
    ...stepFields(viewer, order, facts, context),
    ...(most > 0 ? [{ ...discount, tone: most > facts.discountAuthority ? ('warn' as const) : undefined }] : []),
    ...(margin !== undefined ? [{ label: t(locale, 'label.margin'), value: `${margin} %` }] : []),
    ...creditFields(viewer, order, facts),
    ...securityFields(viewer, seen),
    termsField(viewer, order, facts),
    ...dateFields(viewer, order),
    ...(order.state === 'pending' && order.lapsedAt
      ? [{ label: t(locale, 'label.reservation'), value: t(locale, 'card.order.expired'), tone: 'warn' as const }]
      : []),
    ...riskFields(viewer, order, facts, context.today),
    { label: t(locale, 'label.history'), value: historyText(locale, facts.history) },
    ...wordFields(viewer, seen),
  ];
}
