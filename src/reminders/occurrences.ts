import type { Case } from '../aftersales/case.ts';
import type { Customer } from '../customers/customer.ts';
import type { FollowUp } from '../customers/follow-up.ts';
import { addDays, type CalendarDate, daysBetween } from '../dates.ts';
import { openMilestones } from '../orders/goods.ts';
import { owed } from '../orders/guards.ts';
import type { Order } from '../orders/order.ts';
import { billed, undelivered } from '../orders/stages.ts';

/** What is reminded of: of an order, of an after-sales case, and of a customer to speak with. */
export const kinds = ['delivery', 'payment', 'milestone'] as const;
export const reminderKinds = [...kinds, 'case', 'follow_up'] as const;
export type ReminderKind = (typeof reminderKinds)[number];

/** One thing to remind of on one day; the same occurrence has the same key for ever. */
export type Occurrence = {
  key: string;
  kind: ReminderKind;
  /** Which of several of its kind, within the order: a milestone. */
  item?: string;
  order: string /** Of a case: its id. */;
  case?: string /** Of a follow-up: its id; it is about no order. */;
  followUp?: string /** Days after the date; negative = before it. */;
  offset: number;
  on: CalendarDate;
};

/** Calendar days before (−) and after (+) the date on which is reminded. */
export const offsets: Readonly<Record<ReminderKind, readonly number[]>> = {
  delivery: [-3, -1, 0, 1],
  payment: [-3, 0, 3, 7],
  milestone: [-1, 0, 1, 3],
  case: [-1, 0, 1, 3],
  // The day after, too: one may be noted for today when the digest of today was told.
  follow_up: [0, 1],
};

type Facts = Pick<
  Order,
  '_id' | 'state' | 'owner' | 'promisedDate' | 'dueDate' | 'total' | 'paid' | 'credited' | 'imported' | 'milestones'
>;
type CaseFacts = Pick<Case, '_id' | 'order' | 'state' | 'dueDate'>;

/** What a reminder is about. */
export type About =
  | { order: Order; case?: undefined; followUp?: undefined }
  | { case: Case; order?: undefined; followUp?: undefined }
  | { followUp: FollowUp; customer: Customer; order?: undefined; case?: undefined };
type AboutFacts =
  | { order: Facts; case?: undefined; followUp?: undefined }
  | { case: CaseFacts; order?: undefined; followUp?: undefined }
  | { followUp: FollowUp; order?: undefined; case?: undefined };

/** One date that an order reminds of. */
type Dated = {
  date: CalendarDate;
  /** Which of several of its kind. */
  item?: string;
  /** What it is called. */
  name?: string;
  /** Whom it concerns; without one the order's owner. */
  member?: string;
};

const one = (date: CalendarDate | undefined): Dated[] => (date ? [{ date }] : []);

/**
 * The dates that each kind is counted from; none when there is nothing to remind of (any more). Imported history has a due
 * date only where its open balance was asked for.
 */
const datesOf: Readonly<Record<(typeof kinds)[number], (order: Facts) => Dated[]>> = {
  delivery: ({ state, imported, promisedDate }) =>
    one(undelivered.includes(state) && !imported ? promisedDate : undefined),
  payment: (order) => one(billed.includes(order.state) && owed(order) > 0 ? order.dueDate : undefined),
  milestone: (order) =>
    undelivered.includes(order.state)
      ? openMilestones(order).map(({ planned, id, name, responsible }) => ({
          date: planned,
          item: id,
          name,
          member: responsible,
        }))
      : [],
};

type Subject = Pick<Occurrence, 'kind' | 'item'>;

/** What a reminder is about, as it is now; undefined when there is nothing to remind of any more. */
export function datedOf({ kind, item }: Subject, about: AboutFacts): Dated | undefined {
  if (about.followUp) return about.followUp.doneAt ? undefined : { date: about.followUp.on, name: about.followUp.text };
  if (about.case) return about.case.state === 'closed' ? undefined : { date: about.case.dueDate };
  return kind === 'case' || kind === 'follow_up' ? undefined : datesOf[kind](about.order).find((d) => d.item === item);
}

/** The date that a reminder is counted from; undefined when there is nothing to remind of any more. */
export const dateOf = (subject: Subject, about: AboutFacts): CalendarDate | undefined => datedOf(subject, about)?.date;

/** Whether a reminder of an order is a member's: of who sees to it, else of the owner. */
export function isReminded(member: string, subject: Subject, order: Facts): boolean {
  const dated = datedOf(subject, { order });
  return dated !== undefined && (dated.member ?? order.owner) === member;
}

/** The days of a kind that fall into a span. */
const daysIn = (kind: ReminderKind, date: CalendarDate, from: CalendarDate, to: CalendarDate) =>
  offsets[kind].map((offset) => ({ offset, on: addDays(date, offset) })).filter(({ on }) => on >= from && on <= to);

/** What a case reminds whoever sees to it of. */
export function occurrencesOfCase(it: CaseFacts, from: CalendarDate, to: CalendarDate): Occurrence[] {
  if (it.state === 'closed') return [];
  const about = { kind: 'case' as const, order: it.order, case: it._id };
  return daysIn('case', it.dueDate, from, to).map(({ offset, on }) => ({
    key: `reminder:case:${it._id}:${on}`,
    ...about,
    offset,
    on,
  }));
}

/** What a follow-up reminds whoever noted it of. */
export const occurrencesOfFollowUp = (it: FollowUp, from: CalendarDate, to: CalendarDate): Occurrence[] =>
  it.doneAt
    ? []
    : daysIn('follow_up', it.on, from, to).map(({ offset, on }) => ({
        key: `reminder:follow_up:${it._id}:${on}`,
        kind: 'follow_up',
        order: '',
        followUp: it._id,
        offset,
        on,
      }));

/** Names what an order reminds of, within all orders. */
const nameOf = (order: string, { kind, item }: Subject): string => [order, kind, ...(item ? [item] : [])].join(':');

/** What an order reminds a member (else anybody) of on the days from `from` to `to`, both included. */
export function occurrencesOf(order: Facts, from: CalendarDate, to: CalendarDate, member?: string): Occurrence[] {
  return kinds.flatMap((kind) =>
    datesOf[kind](order)
      .filter((d) => member === undefined || (d.member ?? order.owner) === member)
      .flatMap(({ date, item }) =>
        daysIn(kind, date, from, to).map(({ offset, on }) => {
          const key = `reminder:${nameOf(order._id, { kind, item })}:${on}`;
          return { key, kind, ...(item && { item }), order: order._id, offset, on };
        }),
      ),
  );
}

/** A reminder that was put off, as it is told again on a day; undefined when there is nothing to remind of any more. */
export function toldAgain(put: Occurrence, about: AboutFacts, today: CalendarDate): Occurrence | undefined {
  const date = dateOf(put, about);
  const first = put.key.replace(/:again:.*$/, '');
  if (!date) return undefined;
  return { ...put, key: `${first}:again:${today}`, offset: daysBetween(date, today), on: today };
}

/** What a reminder is about, as a key. */
export const topicOf = (o: Pick<Occurrence, 'order' | 'case' | 'followUp' | 'kind' | 'item'>): string =>
  o.followUp ? `${o.followUp} follow_up` : o.case ? `${o.case} case` : nameOf(o.order, o);

/** Whether ticking one off ends another, too: it is about the same, and not later. */
export const isEndedBy = (other: Occurrence, ticked: Occurrence): boolean =>
  topicOf(other) === topicOf(ticked) && other.on <= ticked.on;

/** The working days that a digest on `today` stands for. */
export type Window = { from: CalendarDate; to: CalendarDate };

/** How far back a digest looks when the desk was down, days. */
const longestGap = 7;
/** How many days off in a row a digest stands for: a long festival with leave around it. */
const longestLeave = 31;

/**
 * The days of a digest: what is late since the last one, and what falls on days off before the next working day, since
 * that is reminded of on the working day before. Undefined on a day off.
 */
export function windowFor(
  today: CalendarDate,
  last: CalendarDate | undefined,
  works: (date: CalendarDate) => boolean,
): Window | undefined {
  if (!works(today)) return undefined;
  const daysOff = (step: 1 | -1): CalendarDate => {
    let date = today;
    while (!works(addDays(date, step)) && Math.abs(daysBetween(today, date)) < longestLeave) date = addDays(date, step);
    return date;
  };
  const from = last === undefined ? today : addDays(last, 1);
  const earliest = [addDays(today, -longestGap), daysOff(-1)].toSorted()[0]!;
  return { from: from < earliest ? earliest : from, to: daysOff(1) };
}

/** Whether an occurrence belongs in a digest of this window: lateness is never told before its day. */
export const belongs = (o: Occurrence, window: Window, today: CalendarDate): boolean =>
  o.on >= window.from && (o.offset > 0 ? o.on <= today : o.on <= window.to);
