import type { Button, Card } from '../chat/card.ts';
import { sees } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { moneyText } from '../money.ts';
import { openButton } from '../orders/cards/open-button.ts';
import { owed } from '../orders/guards.ts';
import { orderName } from '../orders/order.ts';
import { type TextKey, t } from '../text/index.ts';
import { type About, datedOf, dateOf, type Occurrence } from './occurrences.ts';
import type { Pause } from './pauses.ts';

/** A reminder, what it is about, and what its reader said to it. */
export type Due = { occurrence: Occurrence; said?: Pause } & About;

/** Days for which a reminder can be put off. */
export const snoozeDays = [1, 3, 7] as const;

const nextDays: Readonly<Record<number, string>> = { [-1]: 'tomorrow', 0: 'today', 1: 'yesterday' };
const when = (offset: number): string => nextDays[offset] ?? (offset < 0 ? 'before' : 'after');

/** What a reader may know of what is asked for: the money that is owed, or what kind of case it is. */
function subjectWords(viewer: Viewer, due: Due): { money: string; kind: string } {
  const { locale } = viewer;
  if (due.followUp) return { money: '', kind: '' };
  if (due.case) return { money: '', kind: t(locale, `case.kind.${due.case.kind}`) };
  const isSeen = sees(viewer.person, 'commercial', due.order) === 'full';
  return { money: isSeen ? moneyText(owed(due.order), due.order.currency) : t(locale, 'word.payment'), kind: '' };
}

/** What is reminded of, in a sentence. */
function sentenceOf(viewer: Viewer, due: Due): string {
  const { kind, offset } = due.occurrence;
  const { date = '', name = '' } = datedOf(due.occurrence, due) ?? {};
  const words = { date, name, days: Math.abs(offset), ...subjectWords(viewer, due) };
  return t(viewer.locale, `reminder.${kind}.${when(offset)}` as TextKey, words);
}

/** What a line of a digest is called. */
function nameOf({ locale }: Viewer, due: Due): string {
  if (due.followUp) return due.customer.name;
  if (due.order) {
    const { order } = due;
    return t(locale, 'card.list.line', { order: orderName(order), customer: order.customerSnapshot.name });
  }
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
function detailOf(viewer: Viewer, due: Due): string {
  const what = sentenceOf(viewer, due);
  if (!due.said) return what;
  const { until } = due.said;
  return until === undefined
    ? t(viewer.locale, 'reminder.said_done', { what })
    : t(viewer.locale, 'reminder.said_snoozed', { what, date: until });
}

/** The answers that a reminder offers; they carry the card that they stand on, so that it is drawn anew. */
function answersTo({ locale }: Viewer, { occurrence, said, followUp }: Due, digest: string): Button[] {
  if (said) return [];
  const button = (label: string, days: number): Button => ({
    label,
    intent: { command: 'remind', input: { occurrence, days, digest } },
  });
  return [
    // What is ticked off for a follow-up is done for the customer.
    button(t(locale, followUp ? 'customer.done' : 'reminder.done'), 0),
    ...snoozeDays.map((n) => button(t(locale, 'reminder.snooze', { n }), n)),
  ];
}

function item(viewer: Viewer, due: Due, digest: string) {
  const { occurrence } = due;
  return {
    text: nameOf(viewer, due),
    detail: detailOf(viewer, due),
    tone: occurrence.offset > 0 ? ('bad' as const) : occurrence.offset === 0 ? ('warn' as const) : ('info' as const),
    buttons: [opener(viewer, due), ...answersTo(viewer, due, digest)],
  };
}

/** The digest of reminders: latest first; what was paid, delivered or closed meanwhile has dropped out. */
export function digestCard(viewer: Viewer, due: readonly Due[], digest: string): Card | undefined {
  const { locale } = viewer;
  const open = due.filter((one) => dateOf(one.occurrence, one) !== undefined);
  if (open.length === 0) return undefined;
  const sorted = open.toSorted((a, b) => b.occurrence.offset - a.occurrence.offset);
  const left = sorted.filter(({ said }) => !said).length;
  const title = left > 0 ? t(locale, 'reminder.title', { n: left }) : t(locale, 'reminder.all_said');
  return {
    title,
    tone: left > 0 ? 'warn' : 'good',
    blocks: [{ kind: 'list', items: sorted.map((one) => item(viewer, one, digest)) }],
    summary: title,
  };
}

/** What takes the place of a digest of which nothing is left. */
export function overCard({ locale }: Viewer): Card {
  const words = t(locale, 'reminder.over');
  return { title: t(locale, 'reminder.title', { n: 0 }), blocks: [{ kind: 'text', text: words }], summary: words };
}

/** What somebody will be reminded of, the earliest first. */
export function upcomingCard(viewer: Viewer, due: readonly Due[]): Card {
  const { locale } = viewer;
  const title = t(locale, 'reminder.upcoming');
  const items = due.map((one) => ({
    text: nameOf(viewer, one),
    detail: t(locale, 'reminder.on', { date: one.occurrence.on, what: sentenceOf(viewer, one) }),
    buttons: [opener(viewer, one)],
  }));
  const empty = t(locale, 'reminder.none');
  return { title, blocks: [{ kind: 'list', items, empty }], summary: items.length > 0 ? title : empty };
}
