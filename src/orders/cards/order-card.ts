import type { Block, Button, Card, Field } from '../../chat/card.ts';
import { type CalendarDate, daysBetween } from '../../dates.ts';
import { may, mayKeep, movesFor, redact } from '../../members/ability.ts';
import type { Member } from '../../members/member.ts';
import type { Viewer } from '../../members/viewer.ts';
import { riskBlocks } from '../../risks/cards/blocks.ts';
import type { AwaitedGoods } from '../../stock/awaited.ts';
import { type Locale, t } from '../../text/index.ts';
import { changeContentOf } from '../content.ts';
import { isExpectedLate } from '../expected.ts';
import { owed } from '../guards.ts';
import { moveOf } from '../moves.ts';
import { type Order, orderName, type State } from '../order.ts';
import { agreedStates } from '../stages.ts';
import { awaitedBlocks } from './awaited.ts';
import { allLost, caseButtons, openCases } from './cases.ts';
import { differenceBlocks } from './difference-blocks.ts';
import { feedbackButtons, feedbackLine } from './feedback.ts';
import { labelOf, milestones, parcels } from './goods.ts';
import {
  linesTable,
  moneyFields,
  moveButton,
  progressOf,
  type SeenOrder,
  securityFields,
  timeline,
  wordFields,
} from './parts.ts';
import { classWords, heldWhy, isLate, nameOf, termsWords, toneOf, turnWords } from './words.ts';

/** What the cards of orders need besides the order. */
export type CardContext = {
  members: readonly Member[];
  today: CalendarDate;
  zone: string;
};

/** What the order's own card needs: also what the order waits for, so that it never keeps silent about missing goods. */
type OrderCardContext = CardContext & { awaited: AwaitedGoods };

/** Nothing of it is to come any more, arrived or lost. */
const isAwaited = (state: State): boolean => state !== 'delivered' && state !== 'completed';

/** Today's best knowledge, where it is another day than promised and the goods are still awaited. */
function expectedField(locale: Locale, order: SeenOrder): Field[] {
  const { expectedDate: date, promisedDate } = order;
  if (!date || date === promisedDate || !isAwaited(order.state)) return [];
  const label = t(locale, 'label.expected');
  if (!isExpectedLate(order)) return [{ label, value: date }];
  const days = daysBetween(promisedDate ?? date, date);
  return [{ label, value: t(locale, 'card.order.expected_late', { date, days }), tone: 'warn' }];
}

function dateFields({ locale }: Viewer, order: SeenOrder, today: CalendarDate): Field[] {
  const late = isLate(order, today);
  return [
    ...(order.requestedDate ? [{ label: t(locale, 'label.requested'), value: order.requestedDate }] : []),
    ...(order.promisedDate
      ? [{ label: t(locale, 'label.promised'), value: order.promisedDate, tone: late ? ('bad' as const) : undefined }]
      : []),
    ...expectedField(locale, order),
    ...(order.dueDate ? [{ label: t(locale, 'label.due'), value: order.dueDate }] : []),
  ];
}

function fieldsOf(viewer: Viewer, order: Order, seen: SeenOrder, { members, today }: CardContext): Field[] {
  const { locale } = viewer;
  const turn = turnWords(locale, order, members);
  return [
    { label: t(locale, 'label.customer'), value: `${order.customerSnapshot.name} (${order.customerSnapshot.code})` },
    ...moneyFields(viewer, seen),
    ...securityFields(viewer, seen),
    ...dateFields(viewer, seen, today),
    { label: t(locale, 'label.owner'), value: order.owner ? nameOf(members, order.owner, locale) : '—' },
    ...(turn ? [{ label: t(locale, 'label.turn'), value: turn }] : []),
    ...(order.classes ? [{ label: t(locale, 'label.classes'), value: classWords(locale, order.classes) }] : []),
    { label: t(locale, 'label.terms'), value: termsWords(locale, seen.paymentDays) },
    ...stockFields(locale, order),
    ...wordFields(viewer, seen),
  ];
}

/** What is to be known of its goods: that they are not held any more, and what it was split from. */
const stockFields = (locale: Locale, { state, lapsedAt, splitFrom }: Order): Field[] => [
  ...(state === 'pending' && lapsedAt
    ? [{ label: t(locale, 'label.reservation'), value: t(locale, 'card.order.expired'), tone: 'warn' as const }]
    : []),
  ...(splitFrom ? [{ label: t(locale, 'label.split_from'), value: splitFrom.name }] : []),
];

function buttonsOf(viewer: Viewer, order: Order): Button[] {
  const { person, locale } = viewer;
  const input = { order: order._id };
  const payable = !['draft', 'rejected', 'cancelled', 'completed'].includes(order.state) && owed(order) > 0;
  return [
    // Each parcel on its way has a button of its own for its news, and so have the answers about missing goods and risks; a new
    // milestone is not for who only keeps the own one.
    ...movesFor(person, order)
      .filter(
        (a) => a !== 'track' && a !== 'shortage' && !moveOf(a).apart && (a !== 'milestone' || mayKeep(person, order)),
      )
      .map((a) => ({ ...moveButton(viewer, order, a), label: labelOf(locale, a, order) })),
    ...(may(person, 'order.edit', order)
      ? [{ label: t(locale, 'action.edit'), intent: { command: 'edit', input } }]
      : []),
    ...(payable && may(person, 'pay', order)
      ? [{ label: t(locale, 'action.pay'), intent: { command: 'pay', input } }]
      : []),
    ...feedbackButtons(viewer, order),
    ...caseButtons(viewer, order),
    ...(agreedStates.includes(order.state) && may(person, 'order.create')
      ? [{ label: t(locale, 'again.button'), intent: { command: 'again', input } }]
      : []),
    ...(person.id && may(person, 'template.create')
      ? [{ label: t(locale, 'template.save'), intent: { command: 'template', input: { step: 'save', ...input } } }]
      : []),
  ];
}

/** The change that waits for a decision, before and after. */
export function proposal(viewer: Viewer, order: Order): Block[] {
  const { change } = order;
  if (!change) return [];
  const title = t(viewer.locale, 'card.change.title', { change: change.id });
  return [
    { kind: 'text', text: [title, change.reason].filter(Boolean).join(' · '), style: 'strong' },
    ...differenceBlocks(viewer, order, changeContentOf(order), change.content),
  ];
}

/** The order's card as the viewer may see it, with the buttons that the viewer may press now. */
export function orderCard(viewer: Viewer, order: Order, context: OrderCardContext): Card {
  const seen = redact(viewer.person, 'Order', order);
  const { locale } = viewer;
  const values = { order: orderName(order), customer: order.customerSnapshot.name };
  const buttons = buttonsOf(viewer, order);
  const held = order.state === 'on_hold' ? heldWhy(order) : undefined;
  const blocks: Block[] = [
    progressOf(viewer, order),
    ...(held
      ? [{ kind: 'text' as const, text: t(locale, 'card.order.held', { reason: held }), tone: 'warn' as const }]
      : []),
    ...allLost(viewer, order),
    ...openCases(viewer, order, context.today),
    ...feedbackLine(viewer, order),
    { kind: 'fields', fields: fieldsOf(viewer, order, seen, context) },
    ...linesTable(viewer, seen),
    ...awaitedBlocks(viewer, order, context.awaited, context.today),
    ...riskBlocks(viewer, order, context.today),
    ...proposal(viewer, order),
    ...milestones(viewer, order, context.members, context.today),
    ...parcels(viewer, order, seen, context.zone),
    ...(buttons.length > 0 ? [{ kind: 'buttons' as const, buttons }] : []),
    ...timeline(viewer, seen, context.members, context.zone),
  ];
  return {
    subject: { kind: 'order', id: order._id, view: 'order', revision: order.revision },
    title: t(locale, 'card.order.title', values),
    badge: { label: t(locale, `state.${order.state}`), tone: toneOf[order.state] },
    tone: toneOf[order.state],
    blocks,
    summary: t(locale, 'card.order.summary', { ...values, state: { text: `state.${order.state}` } }),
  };
}
