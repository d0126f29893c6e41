import type { Block, Card, Field } from '../chat/card.ts';
import type { Credit } from '../customers/credit.ts';
import type { CalendarDate } from '../dates.ts';
import { movesFor, redact, sees } from '../members/ability.ts';
import { openReview } from '../members/kinds.ts';
import type { Viewer } from '../members/viewer.ts';
import { decimalText, moneyText, priceScale, priceText, quantityScale } from '../money.ts';
import { differenceBlocks } from '../orders/cards/difference-blocks.ts';
import { openButton } from '../orders/cards/open-button.ts';
import { type CardContext, proposal } from '../orders/cards/order-card.ts';
import { type LineColumn, linesTable, moneyFields, moveButton, type SeenOrder } from '../orders/cards/parts.ts';
import { classWords, nameOf, noteWords, reasonWords, toneOf, whoDid } from '../orders/cards/words.ts';
import { changeContentOf, underReview } from '../orders/content.ts';
import { isApprovers } from '../orders/moves.ts';
import { type Order, orderName } from '../orders/order.ts';
import { type Risk, riskWords } from '../risks/risk.ts';
import { t } from '../text/index.ts';
import { standsFor } from './eligible.ts';
import { currentStep } from './review.ts';

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
  /** What the customer owes without this order, and the limit; base currency, minor units. Credit class. */
  credit: Credit & { limit?: number; currency: string };
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

/** What an approver compares the lines with: the last price that this customer paid, and stock where it is short. */
function comparisons({ locale }: Viewer, seen: SeenOrder, facts: DecisionFacts, isOpen: boolean): LineColumn[] {
  const stock = (sku: string) => facts.available.get(sku) ?? 0;
  const isShort = isOpen && seen.lines.some((l) => stock(l.sku) < l.quantity - l.shipped);
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
            value: (l: SeenOrder['lines'][number]) => shortText(l.quantity - l.shipped, stock(l.sku)),
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

/** Used, limit and overdue for those who may read figures; salespeople read within or over. */
function creditFields({ locale, person }: Viewer, order: Order, { credit }: DecisionFacts): Field[] {
  const sight = sees(person, 'credit', order);
  const { exposure, overdue, limit, currency } = credit;
  if (sight === 'none' || (limit === undefined && overdue === 0)) return [];
  const used = exposure + (order.state === 'pending' || order.change ? order.baseTotal : 0);
  const isOver = limit !== undefined && order.paymentDays > 0 && used > limit;
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

/** What may go wrong with the delivery. */
const riskFields = ({ locale }: Viewer, { risks }: DecisionFacts): Field[] =>
  risks.map((risk) => ({
    label: t(locale, `risk.${risk.kind}`),
    value: riskWords(locale, risk),
    tone: riskTones[risk.level],
  }));

/** The question that waits for the owner, or the last answer. */
function questionBlocks({ locale }: Viewer, order: Order, { members }: CardContext): Block[] {
  const review = openReview(order);
  const question = review?.question;
  if (question) {
    const who = nameOf(members, question.by, locale);
    return [{ kind: 'text', text: t(locale, 'card.decision.asked', { who, text: question.text }), tone: 'warn' }];
  }
  const answer = review && order.timeline.findLast((e) => e.action === 'answer' && e.at >= review.submittedAt);
  if (!answer?.note) return [];
  const who = whoDid(members, answer, locale);
  return [{ kind: 'text', text: t(locale, 'card.decision.answered', { who, text: answer.note }), tone: 'info' }];
}

/** A stand-in reads for whom the decision is. */
function standInBlocks({ locale, person }: Viewer, order: Order, { members }: CardContext): Block[] {
  const other = standsFor(order, person);
  const member = members.find((m) => m._id === other?.id);
  if (!member?.away) return [];
  const text = t(locale, 'card.decision.for', { name: member.name, until: member.away.until });
  return [{ kind: 'text', text, tone: 'info' }];
}

/** What is different: from the version in force, or from what was submitted before. */
function differenceOf(viewer: Viewer, order: Order): Block[] {
  if (order.change) return proposal(viewer, order);
  if (order.state !== 'pending' || !order.lastSubmitted) return [];
  const blocks = differenceBlocks(viewer, order, order.lastSubmitted, changeContentOf(order));
  const title = t(viewer.locale, 'card.change.since');
  return blocks.length > 0 ? [{ kind: 'text', text: title, style: 'strong' }, ...blocks] : [];
}

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
  const review = openReview(order);
  const step = currentStep(review);
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
      ? [{ label: t(locale, 'label.why_asked'), value: reasonWords(locale, step.reasons) }]
      : []),
    ...(most > 0 ? [{ ...discount, tone: most > facts.discountAuthority ? ('warn' as const) : undefined }] : []),
    ...(margin !== undefined ? [{ label: t(locale, 'label.margin'), value: `${margin} %` }] : []),
    ...creditFields(viewer, order, facts),
    ...(order.promisedDate ? [{ label: t(locale, 'label.promised'), value: order.promisedDate }] : []),
    ...riskFields(viewer, facts),
    { label: t(locale, 'label.history'), value: history },
  ];
}

/** What ends a review. */
const ends: readonly string[] = ['approve', 'reject', 'return', 'withdraw', 'change_lapsed', 'cancel'];

/** What happened to an order that needs no decision any more. */
function outcome(viewer: Viewer, order: Order, context: CardContext): string | undefined {
  if (openReview(order)) return undefined;
  const last = order.timeline.findLast((e) => ends.includes(e.action));
  if (!last) return undefined;
  const what = `${[t(viewer.locale, `did.${last.action}`), noteWords(viewer.locale, last)].filter(Boolean).join(' · ')}`;
  const who = whoDid(context.members, last, viewer.locale);
  return t(viewer.locale, 'card.decision.by', { who, what });
}

/** The one card that shows all that is needed to decide, and after the decision what was decided. */
export function decisionCard(viewer: Viewer, order: Order, facts: DecisionFacts, context: CardContext): Card {
  const seen = redact(viewer.person, 'Order', underReview(order));
  const { locale } = viewer;
  const isOpen = openReview(order) !== undefined;
  const values = { order: orderName(order), customer: order.customerSnapshot.name };
  const decided = outcome(viewer, order, context);
  const moves = movesFor(viewer.person, order).filter(isApprovers);
  return {
    subject: { kind: 'order', id: order._id, view: 'decision', revision: order.revision },
    title: t(
      locale,
      isOpen ? (order.change ? 'card.change.decision' : 'card.decision.title') : 'card.order.title',
      values,
    ),
    badge: { label: t(locale, `state.${order.state}`), tone: toneOf[order.state] },
    tone: toneOf[order.state],
    blocks: [
      ...(decided
        ? [{ kind: 'text' as const, text: decided, style: 'strong' as const, tone: toneOf[order.state] }]
        : []),
      ...standInBlocks(viewer, order, context),
      ...questionBlocks(viewer, order, context),
      { kind: 'fields', fields: factFields(viewer, underReview(order), seen, facts, context) },
      ...differenceOf(viewer, order),
      ...linesTable(viewer, seen, comparisons(viewer, seen, facts, isOpen)),
      { kind: 'buttons', buttons: [...moves.map((a) => moveButton(viewer, order, a)), openButton(locale, order)] },
    ],
    summary: decided
      ? `${orderName(order)} · ${decided}`
      : t(locale, 'card.decision.summary', { ...values, owner: nameOf(context.members, order.owner, locale) }),
  };
}
