import { addDays, type CalendarDate, daysBetween } from '../dates.ts';
import type { Purchase } from '../purchases/purchase.ts';
import type { Punctuality } from './supplier.ts';

/** Days that are looked back, the present one not among them. */
export const daysBack = 365;
/** Fewer purchases say nothing about a supplier. */
export const leastCounted = 3;
/** Basis points of one. */
const whole = 10_000;

type Judged = Pick<Purchase, 'state' | 'orderedOn' | 'promisedOn' | 'endedOn'>;

/** The first day that counts. */
export const firstCounted = (today: CalendarDate): CalendarDate => addDays(today, -daysBack);

/**
 * Whether a purchase came in full by the date that was promised first; undefined where it does not count: one that is not
 * due yet, that lies too far back, or that was cancelled before it was late. A late one stays late when it is given up.
 */
export function wasOnTime({ state, promisedOn, endedOn }: Judged, today: CalendarDate): boolean | undefined {
  const first = firstCounted(today);
  const isRecent = (date: CalendarDate | undefined): boolean => date !== undefined && date >= first && date <= today;
  if (state === 'received') {
    if (!isRecent(endedOn) && !isRecent(promisedOn)) return undefined;
    return endedOn !== undefined && endedOn <= promisedOn;
  }
  const isLate = promisedOn < (state === 'open' ? today : (endedOn ?? today));
  return isLate && promisedOn >= first ? false : undefined;
}

/** The middle of some numbers, of two middle ones the mean, rounded up to whole days. */
function median(numbers: readonly number[]): number | undefined {
  if (numbers.length === 0) return undefined;
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)]!, sorted[Math.floor(sorted.length / 2)]!];
  return Math.ceil((low + high) / 2);
}

/** How punctual a supplier with these purchases is on a day. */
export function punctualityOf(purchases: Iterable<Judged>, today: CalendarDate): Punctuality {
  const all = [...purchases];
  const verdicts = all.map((p) => wasOnTime(p, today)).filter((verdict) => verdict !== undefined);
  const leadDays = median(
    all.flatMap(({ state, orderedOn, endedOn }) =>
      state === 'received' && endedOn && endedOn >= firstCounted(today) && endedOn <= today
        ? [Math.max(0, daysBetween(orderedOn, endedOn))]
        : [],
    ),
  );
  return {
    counted: verdicts.length,
    onTime: verdicts.filter(Boolean).length,
    ...(leadDays !== undefined && { leadDays }),
    asOf: today,
  };
}

/** The share that came on time, basis points rounded down; undefined where too little is known. */
export function rateOf(known: Pick<Punctuality, 'counted' | 'onTime'> | undefined): number | undefined {
  if (!known || known.counted < leastCounted) return undefined;
  return Math.floor((known.onTime * whole) / known.counted);
}
