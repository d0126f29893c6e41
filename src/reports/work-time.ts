import { type CalendarDate, startOfDate } from '../dates.ts';

const dayMs = 86_400_000;

/** One hour, in the milliseconds that review times are kept in. */
export const hourMs = 3_600_000;

/** Milliseconds between two instants that fall on working days. */
export type WorkTime = (from: number, to: number) => number;

const dateOfDay = (day: number): CalendarDate => new Date(day * dayMs).toISOString().slice(0, 10);

/** ISO weekday of a day counted from 1970-01-01, a Thursday. */
const weekdayOf = (day: number): number => ((day + 3) % 7) + 1;

/**
 * Clock hours counted only on working days (ISO weekdays) of a time zone: Friday 15:00 to Monday 15:00 is 24 hours.
 * Remembers where days begin, so that a hundred thousand orders cost little.
 */
export function createWorkTime(zone: string, workDays: readonly number[]): WorkTime {
  const starts = new Map<number, number>();
  const startOf = (day: number): number => {
    const known = starts.get(day);
    if (known !== undefined) return known;
    const start = startOfDate(dateOfDay(day), zone).getTime();
    starts.set(day, start);
    return start;
  };
  return (from, to) => {
    let day = Math.floor(from / dayMs) - 1;
    while (startOf(day + 1) <= from) day++;
    let sum = 0;
    for (; startOf(day) < to; day++) {
      if (workDays.includes(weekdayOf(day))) sum += Math.min(to, startOf(day + 1)) - Math.max(from, startOf(day));
    }
    return Math.max(0, sum);
  };
}
