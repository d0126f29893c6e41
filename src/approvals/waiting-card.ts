import type { Block, Button, Card, Check } from '../chat/card.ts';
import type { CalendarDate } from '../dates.ts';
import { redact } from '../members/ability.ts';
import type { Member } from '../members/member.ts';
import type { Viewer } from '../members/viewer.ts';
import { moneyText } from '../money.ts';
import { orderItem } from '../orders/cards/list-card.ts';
import { classWords, nameOf } from '../orders/cards/words.ts';
import { type Order, orderName } from '../orders/order.ts';
import { type TextKey, t } from '../text/index.ts';

/** One page of what waits for a decision. */
export type WaitingPage = {
  /** From 1. */
  page: number;
  pages: number;
  /** Those that may be decided at once, as far as the page shows them, and how many there are in all. */
  routine: readonly Order[];
  routines: number;
  /** The others, each to be decided by itself. */
  single: readonly Order[];
  singles: number;
  /** Ids of those that are ticked, and of those that changed since they were. */
  ticked: readonly string[];
  changed: readonly string[];
  /** How many are ticked on other pages. */
  elsewhere: number;
};

/** What the buttons of the card do. */
export type WaitingDeed = 'approve' | 'reject' | 'all' | 'page' | 'open';
type Context = {
  members: readonly Member[];
  today: CalendarDate;
  intent(deed: WaitingDeed, to: number | string): Button['intent'];
};

function checkOf(viewer: Viewer, order: Order, { changed }: WaitingPage, members: readonly Member[]): Check {
  const { locale } = viewer;
  const seen = redact(viewer.person, 'Order', order);
  const isChanged = changed.includes(order._id);
  const details = [
    ...(isChanged ? [t(locale, 'pending.changed')] : []),
    ...(seen.total === undefined ? [] : [moneyText(seen.total, order.currency)]),
    nameOf(members, order.owner, locale),
    ...(order.classes ? [classWords(locale, order.classes)] : []),
    ...(order.promisedDate ? [t(locale, 'card.list.promised', { date: order.promisedDate })] : []),
  ];
  return {
    value: order._id,
    label: t(locale, 'card.list.line', { order: orderName(order), customer: order.customerSnapshot.name }),
    detail: details.join(' · '),
    ...(isChanged && { tone: 'warn' as const }),
  };
}

/** The buttons that turn the page; they keep what is ticked. */
function turns({ locale }: Viewer, { page, pages }: WaitingPage, { intent }: Context): Button[] {
  const turn = (to: number, label: TextKey): Button => ({ label: t(locale, label), intent: intent('page', to) });
  return [
    ...(page > 1 ? [turn(page - 1, 'word.previous')] : []),
    ...(page < pages ? [turn(page + 1, 'word.more')] : []),
  ];
}

/** The deeds; those ticked on other pages count, too, and are named where there are some. */
function deeds(viewer: Viewer, shown: WaitingPage, context: Context): Button[] {
  const { locale } = viewer;
  const { page, elsewhere, routine, ticked } = shown;
  const deed = (name: 'approve' | 'reject', style: Button['style']): Button => ({
    label: t(locale, elsewhere > 0 ? `pending.${name}_more` : `pending.${name}`, { n: elsewhere }),
    style,
    intent: context.intent(name, page),
  });
  return [
    ...(routine.length > 0 || elsewhere > 0 ? [deed('approve', 'primary'), deed('reject', 'danger')] : []),
    ...(routine.length > 1 && ticked.length < routine.length
      ? [{ label: t(locale, 'pending.all'), intent: context.intent('all', page) }]
      : []),
    ...turns(viewer, shown, context),
  ];
}

function routineBlock(viewer: Viewer, shown: WaitingPage, context: Context): Block[] {
  const { locale } = viewer;
  const buttons = deeds(viewer, shown, context);
  if (buttons.length === 0) return [];
  const label = shown.routine.length > 0 ? t(locale, 'pending.routine', { n: shown.routines }) : '';
  const choices = shown.routine.map((o) => checkOf(viewer, o, shown, context.members));
  return [{ kind: 'checks', label, choices, checked: [...shown.ticked], buttons }];
}

function singleBlocks(viewer: Viewer, { single, singles }: WaitingPage, { today, intent }: Context): Block[] {
  if (single.length === 0) return [];
  const { locale } = viewer;
  const items = single.map((order) => ({
    ...orderItem(viewer, order, today, { isToDecide: true }),
    buttons: [{ label: t(locale, 'word.open'), intent: intent('open', order._id) }],
  }));
  return [
    { kind: 'text', text: t(locale, 'pending.single', { n: singles }), style: 'strong' },
    { kind: 'list', items },
  ];
}

/** What waits for the viewer's decision: boxes to tick for what may be decided at once, and the others below. */
export function waitingCard(viewer: Viewer, shown: WaitingPage, context: Context): Card {
  const { locale } = viewer;
  const all = shown.routines + shown.singles;
  const words = all === 0 ? 'pending.nothing' : all === 1 ? 'pending.summary_one' : 'pending.summary';
  const summary = t(locale, words, { n: all });
  const { page, pages } = shown;
  return {
    title: t(locale, 'pending.title'),
    blocks: [
      { kind: 'text', text: summary, style: 'quiet' },
      ...routineBlock(viewer, shown, context),
      ...singleBlocks(viewer, shown, context),
      ...(pages > 1
        ? [{ kind: 'text' as const, text: t(locale, 'chat.page', { page, pages }), style: 'quiet' as const }]
        : []),
    ],
    summary,
  };
}
