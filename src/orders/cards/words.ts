import { askedNow, standsFor } from '../../approvals/eligible.ts';
import { currentStep } from '../../approvals/review.ts';
import type { Tone } from '../../chat/card.ts';
import type { CalendarDate } from '../../dates.ts';
import { openReview, openSeats } from '../../members/kinds.ts';
import { type Member, personOf } from '../../members/member.ts';
import type { Locale } from '../../text/index.ts';
import { listed, t } from '../../text/index.ts';
import type { Classes, Order, Reason, State, TimelineEntry } from '../order.ts';
import { goodsWords } from './goods-words.ts';

/** The colour of a state, the same on every card. */
export const toneOf: Readonly<Record<State, Tone>> = {
  draft: 'neutral',
  pending: 'warn',
  approved: 'info',
  in_production: 'info',
  ready: 'info',
  part_shipped: 'info',
  shipped: 'info',
  delivered: 'good',
  completed: 'good',
  on_hold: 'warn',
  rejected: 'bad',
  cancelled: 'bad',
};

/** `large · new customer · urgent` in the reader's language. */
export const classWords = (locale: Locale, classes: Classes): string =>
  [
    t(locale, `size.${classes.size}`),
    t(locale, `class.${classes.customer}`),
    t(locale, `urgency.${classes.urgency}`),
  ].join(' · ');

/** Why an order was put on hold last. */
export const heldWhy = ({ timeline }: Pick<Order, 'timeline'>): string | undefined =>
  timeline.findLast((e) => e.action === 'hold')?.note;

/** Terms of payment in words: days after the last goods left, or prepaid. */
export const termsWords = (locale: Locale, days: number): string =>
  days === 0 ? t(locale, 'word.prepaid') : t(locale, 'word.days', { n: days });

const names = (members: readonly Member[], locale: Locale): string =>
  members.length > 0 ? members.map((m) => m.name).join(', ') : t(locale, 'word.nobody');

/** Why a step of a review is there, in words. */
export const reasonWords = (locale: Locale, reasons: readonly Reason[]): string =>
  listed(
    locale,
    reasons.map((reason) => t(locale, `reason.${reason}`)),
  );

/** As what the people are asked whose turn it is: a role, or as approvers by name. */
function seatWords(locale: Locale, order: Order): string {
  const asked = openSeats(order).map(({ role, fallback }) => t(locale, `role.${fallback ?? role ?? 'approver'}`));
  const several = currentStep(openReview(order))?.need === 'all' ? ' + ' : ' / ';
  return [...new Set(asked)].join(several);
}

/** What is said beside an entry of the timeline: what somebody wrote, or why the desk did it. */
export const noteWords = (
  locale: Locale,
  { action, note, goods, doubles }: Pick<TimelineEntry, 'action' | 'note' | 'goods' | 'doubles'>,
): string | undefined => {
  if (doubles) return t(locale, 'double.none');
  return action === 'change_lapsed' && note
    ? t(locale, `lapsed.${note}` as 'lapsed.state')
    : goodsWords(locale, { goods, note });
};

/** Who is asked now: by name, as what or, of a stand-in, for whom. */
function askedWords(locale: Locale, order: Order, members: readonly Member[]): string {
  const asked = askedNow(order, members);
  const others = asked.map((m) => standsFor(order, personOf(m))?.id);
  const own = asked.filter((_, i) => !others[i]);
  const forOthers = asked.flatMap(({ name: who }, i) => {
    const other = others[i];
    return other ? [t(locale, 'word.standing_in', { who, other: nameOf(members, other, locale) })] : [];
  });
  const usual = own.length > 0 || asked.length === 0 ? [`${names(own, locale)} (${seatWords(locale, order)})`] : [];
  return [...usual, ...forOthers].join(', ');
}

/** Who has to act now, in words. */
export function turnWords(locale: Locale, order: Order, members: readonly Member[]): string | undefined {
  const owner = members.filter((m) => m._id === order.owner);
  const review = openReview(order);
  if (review?.question) return `${names(owner, locale)} (${t(locale, 'label.open_question')})`;
  if (review) return askedWords(locale, order, members);
  switch (order.state) {
    case 'draft':
    case 'rejected':
    case 'delivered':
      return names(owner, locale);
    case 'approved':
    case 'in_production':
    case 'ready':
    case 'part_shipped':
    case 'shipped':
      return t(locale, 'role.operations');
    case 'on_hold':
      return t(locale, 'role.manager');
    default:
      return undefined;
  }
}

/** The name of a member, or the desk's where nobody did it. */
export const nameOf = (members: readonly Member[], id: string | undefined, locale: Locale): string =>
  members.find((m) => m._id === id)?.name ?? t(locale, 'word.desk');

/** Who did something: a member, for somebody who is away, or the desk. */
export function whoDid(
  members: readonly Member[],
  { by, for: other }: Pick<TimelineEntry, 'by' | 'for'>,
  locale: Locale,
): string {
  const who = nameOf(members, by, locale);
  return other ? t(locale, 'word.for', { who, other: nameOf(members, other, locale) }) : who;
}

/** Whether the promised date has passed and the goods are not yet with the customer. */
export const isLate = (order: Pick<Order, 'state' | 'promisedDate' | 'shippedAt'>, today: CalendarDate): boolean =>
  order.promisedDate !== undefined &&
  order.promisedDate < today &&
  !order.shippedAt &&
  !['completed', 'cancelled', 'rejected', 'delivered', 'draft'].includes(order.state);
