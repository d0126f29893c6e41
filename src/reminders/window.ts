import { addDays, type CalendarDate, daysBetween } from '../dates.ts';
import type { Occurrence } from './occurrences.ts';

/** The days that a digest on `today` stands for. */
export type Window = { from: CalendarDate; to: CalendarDate };

/** How far back a digest looks when the desk was down, days. */
const longestGap = 7;
/** How many days off in a row a digest stands for: a long festival with leave around it. */
const longestLeave = 31;

/**
 * The days of a digest: from the day of the last one on, since something may have come up after it, and what falls on days
 * off before the next working day, since that is reminded of on the working day before. Undefined on a day off.
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
  const from = last === undefined || last > today ? today : last;
  const lastWorked = addDays(daysOff(-1), -1);
  const earliest = [addDays(today, -longestGap), lastWorked].toSorted()[0]!;
  return { from: from < earliest ? earliest : from, to: daysOff(1) };
}

/** Whether an occurrence belongs in a digest of this window: lateness is never told before its day. */
export const belongs = (o: Occurrence, window: Window, today: CalendarDate): boolean =>
  o.on >= window.from && (o.offset > 0 ? o.on <= today : o.on <= window.to);
