import { type CalendarDate, isoWeekday } from '../dates.ts';
import type { PublicHolidays } from './public-holidays.ts';

/** On which dates of a time zone is worked. */
export type Calendar = {
  /** IANA time zone in which its days begin and end. */
  readonly zone: string;
  works(date: CalendarDate): boolean;
};

/** Working hours of a day: `9` to `18`. */
export type Hours = { readonly start: number; readonly end: number };

/** Who works with which days, and when there. */
export type Attendance = { readonly calendar: Calendar; readonly hours: Hours };

/** What says on which days is worked, the later before the earlier. */
export type CalendarParts = {
  zone: string;
  /** ISO weekdays, 1 = Monday. */
  workDays: readonly number[];
  holidays?: PublicHolidays;
  /** Dates on which the company does not work. */
  daysOff: readonly CalendarDate[];
  /** Dates on which it does, though they fall on a weekend or a holiday. */
  makeUpDays: readonly CalendarDate[];
};

/**
 * The calendar of somebody: the company's make-up days and days off before the country's holidays and make-up days, and
 * those before the weekdays. Years of which the country says nothing have their weekends only.
 */
export function createCalendar({ zone, workDays, holidays, daysOff, makeUpDays }: CalendarParts): Calendar {
  const [off, worked, weekdays] = [new Set(daysOff), new Set(makeUpDays), new Set(workDays)];
  const decide = (date: CalendarDate): boolean => {
    if (worked.has(date)) return true;
    if (off.has(date)) return false;
    const said = holidays?.of(date);
    return said ? said === 'worked' : weekdays.has(isoWeekday(date));
  };
  const known = new Map<CalendarDate, boolean>();
  return {
    zone,
    works(date) {
      const before = known.get(date);
      if (before !== undefined) return before;
      const works = decide(date);
      known.set(date, works);
      return works;
    },
  };
}
