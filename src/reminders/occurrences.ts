import { addDays, type CalendarDate, daysBetween } from '../dates.ts';
import { messageOf } from '../errors.ts';
import type { AboutFacts, Dated } from './kind.ts';
import type { KindName } from './kind-names.ts';
import { type AnyKind, kinds } from './kinds/index.ts';
import type { OnSpoiled } from './spoiled.ts';

/** One thing to remind of on one day; the same occurrence has the same key for ever. */
export type Occurrence = {
  key: string;
  kind: KindName;
  /** Which of several of its kind, within the order: a milestone. */
  item?: string;
  /** The order that it is about; empty where it is about none. */
  order: string;
  /** Of a case: its id. */
  case?: string;
  /** Of a follow-up: its id. */
  followUp?: string;
  /** Of a price that ends: its id. */
  price?: string;
  /** Days after the date; negative = before it. */
  offset: number;
  on: CalendarDate;
  /** Told again, since nobody said that it is done. */
  repeat?: true;
  /** Told to the manager, since nobody did so often. */
  escalated?: true;
};

/** What a reminder is of, within what it is about. */
export type Subject = Pick<Occurrence, 'kind' | 'item'>;
type Topic = Pick<Occurrence, 'order' | 'case' | 'followUp' | 'price' | 'kind' | 'item'>;
type Steps = Pick<AnyKind, 'offsets' | 'again' | 'every'>;
/** One day on which a kind reminds. */
type Step = { offset: number; repeat?: true; escalated?: true };

const kindOf = (name: KindName): AnyKind => kinds.find((kind) => kind.name === name)!;

/** The dates of one kind; none where the kind is about something else. `zone`: where instants are read as days. */
function datesOf(kind: AnyKind, about: AboutFacts, zone: string): readonly Dated[] {
  if (about.followUp) return kind.about === 'follow_up' ? kind.dates(about, zone) : [];
  if (about.price) return kind.about === 'price' ? kind.dates(about, zone) : [];
  if (about.case) return kind.about === 'case' ? kind.dates(about.case, zone) : [];
  return kind.about === 'order' ? kind.dates(about.order, zone) : [];
}

/** What a reminder is about, as it is now; undefined when there is nothing to remind of any more. */
export const datedOf = ({ kind, item }: Subject, about: AboutFacts, zone: string): Dated | undefined =>
  datesOf(kindOf(kind), about, zone).find((d) => d.item === item);

/** The date that a reminder is counted from; undefined when there is nothing to remind of any more. */
export const dateOf = (subject: Subject, about: AboutFacts, zone: string): CalendarDate | undefined =>
  datedOf(subject, about, zone)?.date;

function ownerOf(about: AboutFacts): string | undefined {
  if (about.followUp) return about.followUp.member;
  if (about.price) return about.customer.owner;
  return about.case ? about.case.owner : about.order.owner;
}

/** Whether a reminder concerns somebody else than a member by now; one that is over concerns nobody. */
export function isOthers(member: string, subject: Subject, about: AboutFacts, zone: string): boolean {
  const dated = datedOf(subject, about, zone);
  return dated !== undefined && (dated.member ?? ownerOf(about)) !== member;
}

/** The days of a kind, in their order: its own, then the repeats, then the manager's. `repeats`: how often at most. */
export function stepsOf({ offsets, again = [], every }: Steps, repeats: number): Step[] {
  const steps: Step[] = [
    ...offsets.map((offset) => ({ offset })),
    ...again.map((offset) => ({ offset, repeat: true as const })),
  ];
  if (every === undefined) return steps;
  const last = Math.max(...offsets);
  for (let n = 1; n <= repeats; n += 1) steps.push({ offset: last + n * every, repeat: true });
  return [...steps, { offset: last + (repeats + 1) * every, escalated: true }];
}

/** What a reminder is of, as a key. */
export const topicOf = ({ order, case: case_, followUp, price, kind, item }: Topic): string => {
  if (followUp) return `follow_up:${followUp}`;
  if (price) return `price:${price}`;
  return case_ ? `case:${case_}` : [order, kind, ...(item ? [item] : [])].join(':');
};
const keyOf = (topic: Topic, date: CalendarDate, offset: number): string =>
  `reminder:${topicOf(topic)}:${date}:${offset}`;

/** What an occurrence names of what it is about. */
function refOf(about: AboutFacts): Pick<Occurrence, 'order' | 'case' | 'followUp' | 'price'> {
  if (about.followUp) return { order: about.followUp.order ?? '', followUp: about.followUp._id };
  if (about.price) return { order: '', price: about.price._id };
  return about.case ? { order: about.case.order, case: about.case._id } : { order: about.order._id };
}

/** The days that are looked at, both included, how often is repeated at most, and where instants are read as days. */
export type Asked = { from: CalendarDate; to: CalendarDate; repeats: number; zone: string };

/** What something reminds a member (else anybody) of on the days that are asked for. */
export function occurrencesOf(about: AboutFacts, { from, to, repeats, zone }: Asked, member?: string): Occurrence[] {
  const ref = refOf(about);
  return kinds.flatMap((kind) =>
    datesOf(kind, about, zone)
      .filter((dated) => member === undefined || (dated.member ?? ownerOf(about)) === member)
      .flatMap(({ date, item }) => {
        const topic = { kind: kind.name, ...(item && { item }), ...ref };
        return stepsOf(kind, repeats)
          .map((step) => ({ ...topic, key: keyOf(topic, date, step.offset), ...step, on: addDays(date, step.offset) }))
          .filter(({ on }) => on >= from && on <= to);
      }),
  );
}

/** The same of what may be spoiled: then there is none, and `onSpoiled` hears why. One does not hold up the others. */
export function occurrencesIn(about: AboutFacts, asked: Asked, member: string, onSpoiled?: OnSpoiled): Occurrence[] {
  try {
    return occurrencesOf(about, asked, member);
  } catch (error) {
    onSpoiled?.((about.followUp ?? about.price ?? about.case ?? about.order)._id, messageOf(error));
    return [];
  }
}

/**
 * Under which key is noted that a member said, on the day itself or later, that something is done: it is not told again, and no
 * manager hears of it, as long as the date stays. Undefined before the day.
 */
export const doneKey = (o: Occurrence): string | undefined =>
  o.offset < 0 ? undefined : `reminder:${topicOf(o)}:${addDays(o.on, -o.offset)}:done`;

/** A reminder that was put off, as it is told again on a day; undefined when there is nothing to remind of any more. */
export function toldAgain(
  put: Occurrence,
  about: AboutFacts,
  today: CalendarDate,
  zone: string,
): Occurrence | undefined {
  const date = dateOf(put, about, zone);
  return date === undefined
    ? undefined
    : {
        ...put,
        key: `${put.key.replace(/:again:.*$/, '')}:again:${today}`,
        offset: daysBetween(date, today),
        on: today,
      };
}

/** Whether ticking one off ends another, too: it is about the same, and not later. */
export const isEndedBy = (other: Occurrence, ticked: Occurrence): boolean =>
  topicOf(other) === topicOf(ticked) && other.on <= ticked.on;
