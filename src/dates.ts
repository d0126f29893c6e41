import dayjs from 'dayjs';
import isoWeek from 'dayjs/plugin/isoWeek.js';
import timezone from 'dayjs/plugin/timezone.js';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);
dayjs.extend(timezone);
dayjs.extend(isoWeek);

export { dayjs };

/** A calendar date, `YYYY-MM-DD`, in the organisation's time zone. Dates compare as texts. */
export type CalendarDate = string;

const formats = new Map<string, Intl.DateTimeFormat>();

/** `YYYY-MM-DD HH:mm` in a time zone. Making a format is slow, using one is not. */
function written(instant: Date, zone: string): string {
  const known = formats.get(zone);
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const;
  // Swedish writes dates as ISO 8601 does.
  const format = known ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, ...parts });
  if (!known) formats.set(zone, format);
  return format.format(instant);
}

/** The calendar date at an instant in a time zone. */
export const dateAt = (instant: Date, zone: string): CalendarDate => written(instant, zone).slice(0, 10);

/** Day and time at an instant in a time zone: `2026-12-02 10:00`. */
export const minuteAt = (instant: Date, zone: string): string => written(instant, zone).slice(0, 16);

/** Day and time at an instant in a time zone, without the year: `12-02 10:00`. */
export const shortTimeAt = (instant: Date, zone: string): string => written(instant, zone).slice(5, 16);

/** Ms of an hour. */
export const hourMs = 3_600_000;
/** Ms of a day without changes of clocks. */
const dayMs = 86_400_000;
const midnightOf = (date: CalendarDate): number => Date.parse(`${date}T00:00:00Z`);

/** A date some days later (or earlier, when negative). */
export const addDays = (date: CalendarDate, days: number): CalendarDate =>
  new Date(midnightOf(date) + days * dayMs).toISOString().slice(0, 10);

/** Whole days from `a` to `b`; negative when `b` is earlier. */
export const daysBetween = (a: CalendarDate, b: CalendarDate): number => (midnightOf(b) - midnightOf(a)) / dayMs;

/** Whether a text is a real calendar date in the form `YYYY-MM-DD` (no 31 February). */
export const isCalendarDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && dayjs.utc(text).isValid() && dayjs.utc(text).format('YYYY-MM-DD') === text;

/** The instant at which a calendar date begins in a time zone. */
export function startOfDate(date: CalendarDate, zone: string): Date {
  const start = dayjs.tz(date, zone).toDate();
  // Where clocks go back at midnight, 00:00 comes twice; the date begins with the first.
  const hourBefore = new Date(start.getTime() - hourMs);
  return dateAt(hourBefore, zone) === date ? hourBefore : start;
}

/** ISO weekday of a date, 1 = Monday. */
export const isoWeekday = (date: CalendarDate): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;

/**
 * The instant of an hour (0–24) of a calendar date in a time zone; where clocks leave it out, the first one after. An
 * hour that comes twice is the first of them.
 */
export function timeOn(date: CalendarDate, hour: number, zone: string): Date {
  if (hour === 24) return startOfDate(addDays(date, 1), zone);
  const start = startOfDate(date, zone).getTime();
  const wanted = `${date} ${String(hour).padStart(2, '0')}:00`;
  const early = start + (hour - 3) * hourMs;
  for (let at = Math.max(start, early); ; at += 900_000) if (written(new Date(at), zone) >= wanted) return new Date(at);
}
