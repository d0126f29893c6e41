import type { Button, Card } from '../chat/card.ts';
import { type CalendarDate, daysBetween } from '../dates.ts';
import { sees } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { moneyText } from '../money.ts';
import { openButton } from '../orders/cards/open-button.ts';
import { owed } from '../orders/guards.ts';
import { type Order, orderName } from '../orders/order.ts';
import { type TextKey, t } from '../text/index.ts';
import type { About } from './kind.ts';
import { datedOf, dateOf, type Occurrence, topicOf } from './occurrences.ts';
import type { Pause } from './pauses.ts';

/** A reminder, what it is about, and what its reader said to it. */
export type Due = { occurrence: Occurrence; said?: Pause } & About;

/** What a digest is: whose day it is, whether it tells at once, and whose reminders they were, where a manager reads them. */
export type Digest = {
  key: string;
  today: CalendarDate;
  atOnce?: boolean;
  of?: { name: string; isGone: boolean };
};

const zoneOf = ({ member }: Viewer): string => member?.timezone ?? 'UTC';

/** Days for which a reminder can be put off. */
export const snoozeDays = [1, 3, 7] as const;

const nextDays: Readonly<Record<number, string>> = { [-1]: 'tomorrow', 0: 'today', 1: 'yesterday' };
const when = (days: number): string => nextDays[days] ?? (days < 0 ? 'before' : 'after');

/** What a reader may know of what is asked for: the money that is owed, or what kind of case it is. */
function subjectWords(viewer: Viewer, due: Due): { money: string; kind: string } {
  const { locale } = viewer;
  if (due.followUp || due.price) return { money: '', kind: '' };
  if (due.case) return { money: '', kind: t(locale, `case.kind.${due.case.kind}`) };
  const isSeen = sees(viewer.person, 'commercial', due.order) === 'full';
  return { money: isSeen ? moneyText(owed(due.order), due.order.currency) : t(locale, 'word.payment'), kind: '' };
}

/** Days from the date of a reminder to a day: negative before it. */
const daysPast = (viewer: Viewer, due: Due, day: CalendarDate): number =>
  daysBetween(dateOf(due.occurrence, due, zoneOf(viewer)) ?? day, day);

/** What is reminded of, in a sentence, as it is true on a day. */
function sentenceOf(viewer: Viewer, due: Due, day: CalendarDate): string {
  const { kind } = due.occurrence;
  const { date = '', name = '' } = datedOf(due.occurrence, due, zoneOf(viewer)) ?? {};
  const past = daysPast(viewer, due, day);
  const words = { date, name, days: Math.abs(past), ...subjectWords(viewer, due) };
  return t(viewer.locale, `reminder.${kind}.${when(past)}` as TextKey, words);
}

/** What a line of a digest is called. */
function nameOf({ locale }: Viewer, due: Due): string {
  const ofOrder = (order: Order) =>
    t(locale, 'card.list.line', { order: orderName(order), customer: order.customerSnapshot.name });
  if (due.followUp) return due.order ? ofOrder(due.order) : due.customer.name;
  if (due.price) return [due.customer.name, due.product.sku, due.product.name].join(' · ');
  if (due.order) return ofOrder(due.order);
  const { number, orderName: order, customerSnapshot } = due.case;
  return [number, order, customerSnapshot.name].join(' · ');
}

/** The button that opens what a reminder is about. */
function opener({ locale }: Viewer, due: Due): Button {
  if (due.order) return openButton(locale, due.order);
  const intent = due.case
    ? { command: 'case', input: { case: due.case._id } }
    : { command: 'customer', input: { code: due.customer.code } };
  return { label: t(locale, 'word.open'), intent };
}

/** The sentence with what the reader said to it. */
function detailOf(viewer: Viewer, due: Due, today: CalendarDate): string {
  const what = sentenceOf(viewer, due, today);
  if (!due.said) return what;
  const { until } = due.said;
  return until === undefined
    ? t(viewer.locale, 'reminder.said_done', { what })
    : t(viewer.locale, 'reminder.said_snoozed', { what, date: until });
}

/** The answers that a reminder offers; they carry the card that they stand on, so that it is drawn anew. */
function answersTo({ locale }: Viewer, { occurrence, said, followUp }: Due, { key, of }: Digest): Button[] {
  // What somebody else leaves undone is that person's to tick off.
  if (said || of) return [];
  const button = (label: string, days: number): Button => ({
    label,
    intent: { command: 'remind', input: { occurrence, days, digest: key } },
  });
  return [
    // What is ticked off for a follow-up is done for the customer.
    button(t(locale, followUp ? 'customer.done' : 'reminder.done'), 0),
    ...snoozeDays.map((n) => button(t(locale, 'reminder.snooze', { n }), n)),
  ];
}

function item(viewer: Viewer, due: Due, digest: Digest) {
  const past = daysPast(viewer, due, digest.today);
  return {
    text: nameOf(viewer, due),
    detail: detailOf(viewer, due, digest.today),
    tone: past > 0 ? ('bad' as const) : past === 0 ? ('warn' as const) : ('info' as const),
    buttons: [opener(viewer, due), ...answersTo(viewer, due, digest)],
  };
}

/** Of several reminders of the same the last one: a Friday tells of Saturday and of Sunday in one line. */
function lastOfEach(due: readonly Due[]): Due[] {
  const last = new Map<string, Due>();
  for (const one of due.toSorted((a, b) => (a.occurrence.on < b.occurrence.on ? -1 : 1)))
    last.set(topicOf(one.occurrence), one);
  return [...last.values()];
}

/** The heading: how many are left, what is due at once, or who has not answered. */
function titleOf({ locale }: Viewer, { atOnce, of }: Digest, left: number): string {
  if (of) return t(locale, of.isGone ? 'reminder.of_gone' : 'reminder.escalated', { n: left, name: of.name });
  if (left === 0) return t(locale, 'reminder.all_said');
  return t(locale, atOnce ? 'reminder.at_once' : 'reminder.title', { n: left });
}

/** The digest of reminders: latest first; what was paid, delivered or closed meanwhile has dropped out. */
export function digestCard(viewer: Viewer, due: readonly Due[], digest: Digest): Card | undefined {
  const zone = zoneOf(viewer);
  const open = lastOfEach(due).filter((one) => dateOf(one.occurrence, one, zone) !== undefined);
  if (open.length === 0) return undefined;
  const late = (one: Due) => daysPast(viewer, one, digest.today);
  const sorted = open.toSorted((a, b) => late(b) - late(a));
  const left = sorted.filter(({ said }) => !said).length;
  const title = titleOf(viewer, digest, left);
  const { of } = digest;
  const why = of && !of.isGone ? t(viewer.locale, 'reminder.escalated_why', { name: of.name }) : undefined;
  return {
    title,
    tone: left > 0 ? 'warn' : 'good',
    blocks: [
      ...(why ? [{ kind: 'text' as const, text: why, style: 'quiet' as const }] : []),
      { kind: 'list', items: sorted.map((one) => item(viewer, one, digest)) },
    ],
    summary: title,
  };
}

/** What takes the place of a digest of which nothing is left. */
export function overCard({ locale }: Viewer): Card {
  const words = t(locale, 'reminder.over');
  return { title: t(locale, 'reminder.title', { n: 0 }), blocks: [{ kind: 'text', text: words }], summary: words };
}

/** What somebody will be reminded of, the earliest first; of one order, with the way to note another one. */
export function upcomingCard(viewer: Viewer, due: readonly Due[], order?: Order): Card {
  const { locale } = viewer;
  const title = order ? t(locale, 'reminder.upcoming_of', { order: orderName(order) }) : t(locale, 'reminder.upcoming');
  const items = due.map((one) => ({
    text: nameOf(viewer, one),
    detail: t(locale, 'reminder.on', { date: one.occurrence.on, what: sentenceOf(viewer, one, one.occurrence.on) }),
    buttons: [opener(viewer, one)],
  }));
  const empty = t(locale, 'reminder.none');
  const note: Button[] = order
    ? [{ label: t(locale, 'reminder.note'), intent: { command: 'remind', input: { order: order._id } } }]
    : [];
  return {
    title,
    blocks: [{ kind: 'list', items, empty }, ...(note.length > 0 ? [{ kind: 'buttons' as const, buttons: note }] : [])],
    summary: items.length > 0 ? title : empty,
  };
}
