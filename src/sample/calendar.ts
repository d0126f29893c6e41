import { addDays, type CalendarDate, dayjs, startOfDate } from '../dates.ts';

/** The working days around today, counted, so that the sample's past and plans are told in working days. */
export type Calendar = {
  readonly today: CalendarDate;
  /** Working days, oldest first; some lie ahead. */
  readonly days: readonly CalendarDate[];
  /** Place of the first working day of the history. */
  readonly first: number;
  /** Place of the last working day before today: nothing of the sample happens later, whatever the hour is. */
  readonly last: number;
  /** The instant and the date of a minute of the day (540 = 09:00) of a working day, in the organisation's time zone. */
  at(day: number, minute: number): { at: Date; date: CalendarDate };
  /** Place of the first working day on or after a date. */
  on(date: CalendarDate): number;
};

/** Weeks of history. */
export const weeks = 14;
const aheadDays = 120;
/** Before the history, for what is older than it. */
const olderDays = 28;

const minuteMs = 60_000;

/** The working days from some weeks before the history until some months ahead. */
export function createCalendar(today: CalendarDate, zone: string, workDays: readonly number[]): Calendar {
  const start = addDays(today, -weeks * 7 - olderDays);
  const all = Array.from({ length: weeks * 7 + olderDays + aheadDays }, (_, i) => addDays(start, i));
  const days = all.filter((date) => workDays.includes(dayjs.utc(date).isoWeekday()));
  const on = (date: CalendarDate): number => days.findIndex((day) => day >= date);
  const starts = new Map<number, number>();
  function at(day: number, minute: number) {
    const date = days[day]!;
    const begins = starts.get(day) ?? startOfDate(date, zone).getTime();
    starts.set(day, begins);
    return { at: new Date(begins + minute * minuteMs), date };
  }
  return {
    today,
    days,
    first: on(addDays(today, -weeks * 7)),
    last: on(today) - 1,
    at,
    on,
  };
}
