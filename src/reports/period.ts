import { addDays, type CalendarDate, dayjs, daysBetween } from '../dates.ts';

/** `range` is FROM..TO; the others are whole calendar units (weeks are ISO weeks). */
export const periodKinds = ['day', 'week', 'month', 'quarter', 'year', 'range'] as const;
export type PeriodKind = (typeof periodKinds)[number];

/** A stretch of calendar dates, both ends included. */
export type Period = { kind: PeriodKind; from: CalendarDate; to: CalendarDate };

/** What a period is cut into for a trend. */
export const units = ['day', 'week', 'month'] as const;
export type Unit = (typeof units)[number];

/** One piece of a period, cut at the period's ends. `key` sorts: `2026-01-31`, `2026-W05`, `2026-01`. */
export type Bucket = { key: string; from: CalendarDate; to: CalendarDate };

const format = 'YYYY-MM-DD';

/** The whole unit of a kind that a date lies in. */
export function periodOf(kind: Exclude<PeriodKind, 'range'>, date: CalendarDate): Period {
  const day = dayjs.utc(date);
  if (kind === 'week') {
    const from = day.startOf('isoWeek').format(format);
    return { kind, from, to: addDays(from, 6) };
  }
  if (kind === 'quarter') {
    const from = day.startOf('month').subtract(day.month() % 3, 'month');
    return { kind, from: from.format(format), to: from.add(3, 'month').subtract(1, 'day').format(format) };
  }
  return { kind, from: day.startOf(kind).format(format), to: day.endOf(kind).format(format) };
}

/** A period given by its ends. */
export const rangeOf = (from: CalendarDate, to: CalendarDate): Period => ({ kind: 'range', from, to });

/** How many days a period has. */
export const lengthOf = (period: Period): number => daysBetween(period.from, period.to) + 1;

/** The period before: the unit before of the same kind, or as many days where the period is FROM..TO. */
export function periodBefore(period: Period): Period {
  const last = addDays(period.from, -1);
  if (period.kind === 'range') return rangeOf(addDays(period.from, -lengthOf(period)), last);
  return periodOf(period.kind, last);
}

/** Whether a period has begun and not yet reached its last day. */
export const isRunning = (period: Period, today: CalendarDate): boolean => period.from <= today && today < period.to;

/**
 * What a period is fairly compared with: the period before, and for one that is still running only the same days of it
 * (on 23 November: 1 to 23 October; never past its end).
 */
export function comparedWith(period: Period, today: CalendarDate): Period {
  const before = periodBefore(period);
  if (!isRunning(period, today)) return before;
  const to = sameDay(period, before, today);
  return to < before.to ? { kind: 'range', from: before.from, to } : before;
}

function sameDay(period: Period, before: Period, today: CalendarDate): CalendarDate {
  if (period.kind === 'year') return dayjs.utc(today).subtract(1, 'year').format(format);
  return addDays(before.from, daysBetween(period.from, today));
}

/** The key of the bucket that a date lies in. */
export function bucketKey(date: CalendarDate, unit: Unit): string {
  if (unit === 'day') return date;
  if (unit === 'month') return date.slice(0, 7);
  return weekKeys.get(date) ?? weekKeyOf(date);
}

/** Weeks of dates that were asked for: periods have few dates and many orders. */
const weekKeys = new Map<CalendarDate, string>();

function weekKeyOf(date: CalendarDate): string {
  const day = dayjs.utc(date);
  const key = `${day.isoWeekYear()}-W${String(day.isoWeek()).padStart(2, '0')}`;
  if (weekKeys.size > 20_000) weekKeys.clear();
  weekKeys.set(date, key);
  return key;
}

/** A period cut into days, ISO weeks or months, oldest first, none left out. */
export function bucketsOf(period: Period, unit: Unit): Bucket[] {
  const buckets: Bucket[] = [];
  for (let from = period.from; from <= period.to; ) {
    let { to } = periodOf(unit, from);
    if (to > period.to) to = period.to;
    buckets.push({ key: bucketKey(from, unit), from, to });
    from = addDays(to, 1);
  }
  return buckets;
}

/** The unit in which a period's trend reads well: days up to five weeks, weeks up to half a year, else months. */
export function unitFor(period: Period): Unit {
  const days = lengthOf(period);
  if (days <= 35) return 'day';
  return days <= 186 ? 'week' : 'month';
}

/** The last `count` ISO weeks up to and including the one of `period`. */
export function weeksUpTo(period: Period, count: number): Period {
  const week = periodOf('week', period.from);
  return rangeOf(addDays(week.from, -7 * (count - 1)), week.to);
}
