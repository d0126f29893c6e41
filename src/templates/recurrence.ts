import type { Attendance, Calendar } from '../calendar/calendar.ts';
import { addDays, type CalendarDate, dateAt, daysBetween, isoWeekday, timeOn } from '../dates.ts';

/** When something comes again: on weekdays of each nth week, or on a day of each nth month. */
export type Recurrence = {
  repeat: 'weekly' | 'monthly';
  /** Each, each second, each third …; counted from the week or the month of `from`. */
  every: number;
  /** ISO weekdays, 1 = Monday. */
  weekdays: number[];
  /** Day of the month; in a shorter month its last day, so that 31 is the last day of each. */
  day?: number;
  /** The first and the last day on which it may come. */
  from: CalendarDate;
  until?: CalendarDate;
};

/** An occurrence: its date, and the instant at which it is seen to. */
export type Occurrence = { date: CalendarDate; at: Date };

export const mostWeeks = 52;
export const mostMonths = 12;
/** The day of the month that means the last one. */
export const lastDay = 31;

/** Days within which an occurrence comes again at the latest: a year, and its longest month. */
const span = 400;
/** Days off in a row that are looked through for the working day before. */
const mostDaysOff = 31;

const mondayOf = (date: CalendarDate): CalendarDate => addDays(date, 1 - isoWeekday(date));
const monthOf = (date: CalendarDate): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
const dayOf = (date: CalendarDate): number => Number(date.slice(8));
/** How many days the month of a date has. */
const daysIn = (date: CalendarDate): number =>
  new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 0)).getUTCDate();

/** Whether something that recurs falls on a date. */
export function fallsOn(
  { repeat, every, weekdays, day = lastDay, from, until }: Recurrence,
  date: CalendarDate,
): boolean {
  if (date < from || (until !== undefined && date > until)) return false;
  if (repeat === 'weekly')
    return weekdays.includes(isoWeekday(date)) && (daysBetween(mondayOf(from), mondayOf(date)) / 7) % every === 0;
  return dayOf(date) === Math.min(day, daysIn(date)) && (monthOf(date) - monthOf(from)) % every === 0;
}

/** The day on which an occurrence is seen to: its own, or the working day before. With a month off in a row its own. */
export function workedFor(date: CalendarDate, { works }: Pick<Calendar, 'works'>): CalendarDate {
  for (let n = 0; n <= mostDaysOff; n++) if (works(addDays(date, -n))) return addDays(date, -n);
  return date;
}

/** The instant of an occurrence: the start of somebody's working day. */
const instantOf = (date: CalendarDate, { calendar, hours }: Attendance): Date =>
  timeOn(workedFor(date, calendar), hours.start, calendar.zone);

const later = (a: CalendarDate, b: CalendarDate): CalendarDate => (a > b ? a : b);

/**
 * The latest occurrence whose time has come; none, where that was at `since` or before. Of those that fall on one working
 * day it is the last, and of many that were missed, too.
 */
export function latestDue(rule: Recurrence, attendance: Attendance, since: Date, now: Date): Occurrence | undefined {
  const today = dateAt(now, attendance.calendar.zone);
  const first = later(rule.from, addDays(today, -span));
  for (let date = addDays(today, mostDaysOff); date >= first; date = addDays(date, -1)) {
    if (!fallsOn(rule, date)) continue;
    const at = instantOf(date, attendance);
    if (at <= now) return at > since ? { date, at } : undefined;
  }
  return undefined;
}

/** The occurrences from a date on whose time is still to come: of those of one working day the last. */
function* toCome(rule: Recurrence, attendance: Attendance, now: Date, days: number): Generator<Occurrence> {
  const first = later(rule.from, dateAt(now, attendance.calendar.zone));
  let last: Occurrence | undefined;
  for (let n = 0; n <= days; n++) {
    const date = addDays(first, n);
    if (!fallsOn(rule, date)) continue;
    const at = instantOf(date, attendance);
    if (at <= now) continue;
    if (last && at > last.at) yield last;
    last = { date, at };
  }
  if (last) yield last;
}

/** The next occurrence whose time is still to come and that is not left out; none after the last one. */
export function nextDue(
  rule: Recurrence,
  attendance: Attendance,
  now: Date,
  skipped: readonly CalendarDate[] = [],
): Occurrence | undefined {
  for (const one of toCome(rule, attendance, now, span * (skipped.length + 1))) {
    if (!skipped.includes(one.date)) return one;
  }
  return undefined;
}
