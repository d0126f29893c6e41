import type { Block, Button, Card } from '../chat/card.ts';
import { movesFor, redact } from '../members/ability.ts';
import { openReview } from '../members/kinds.ts';
import type { Viewer } from '../members/viewer.ts';
import { decimalText, priceText, quantityScale } from '../money.ts';
import { differenceBlocks } from '../orders/cards/difference-blocks.ts';
import { openButton } from '../orders/cards/open-button.ts';
import { type CardContext, proposal } from '../orders/cards/order-card.ts';
import { type LineColumn, linesTable, moveButton, type SeenOrder } from '../orders/cards/parts.ts';
import { nameOf, toneOf, whoDid } from '../orders/cards/words.ts';
import { changeContentOf, underReview } from '../orders/content.ts';
import { type Action, isApprovers } from '../orders/moves.ts';
import { type Order, orderName } from '../orders/order.ts';
import { t } from '../text/index.ts';
import { askedWords } from './asked-words.ts';
import { type DecisionFacts, factFields } from './card-facts.ts';
import { outcome, outcomeBlocks } from './card-outcome.ts';
import { standsFor } from './eligible.ts';
import { askedIn, asksCredit } from './review.ts';

export type { DecisionFacts } from './card-facts.ts';

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

/** The questions that wait for the owner, or the last answer. */
function questionBlocks({ locale, person }: Viewer, order: Order, { members }: CardContext): Block[] {
  const review = openReview(order);
  const asked = askedIn(review).map((one): Block => {
    const values = { who: nameOf(members, one.by, locale), text: askedWords({ locale, person }, order, one) };
    return { kind: 'text', text: t(locale, 'card.decision.asked', values), tone: 'warn' };
  });
  if (asked.length > 0) return asked;
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

/** Whether the present step is to say whether the customer may go over the limit. */
const asksOnce = (order: Order, { risks }: DecisionFacts): boolean =>
  asksCredit(openReview(order)) && risks.some((r) => r.cause === 'over_limit');

/** The buttons of a move: over the limit an approval says how far and until when, and a question may ask for security. */
function decisionButtons(viewer: Viewer, order: Order, action: Action, facts: DecisionFacts): Button[] {
  const button = moveButton(viewer, order, action);
  if (!asksOnce(order, facts)) return [button];
  const { locale } = viewer;
  const asking = (more: object): Button['intent'] => ({
    ...button.intent,
    input: { ...button.intent.input, ...more },
  });
  if (action === 'approve') return [{ ...button, label: t(locale, 'risk.do.once'), intent: asking({ once: true }) }];
  if (action !== 'ask') return [button];
  return [{ ...button, label: t(locale, 'risk.do.security'), intent: asking({ security: true }) }, button];
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
      ...outcomeBlocks(order, decided),
      ...standInBlocks(viewer, order, context),
      ...questionBlocks(viewer, order, context),
      { kind: 'fields', fields: factFields(viewer, underReview(order), seen, facts, context) },
      ...differenceOf(viewer, order),
      ...linesTable(viewer, seen, comparisons(viewer, seen, facts, isOpen)),
      {
        kind: 'buttons',
        buttons: [...moves.flatMap((a) => decisionButtons(viewer, order, a, facts)), openButton(locale, order)],
      },
    ],
    summary: decided
      ? `${orderName(order)} · ${decided}`
      : t(locale, 'card.decision.summary', { ...values, owner: nameOf(context.members, order.owner, locale) }),
  };
}
