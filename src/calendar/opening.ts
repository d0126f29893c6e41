import { addDays, dateAt, timeOn } from '../dates.ts';
import type { Attendance } from './calendar.ts';

/** Days that are looked through for one that is worked. */
const longestDays = 400;

/**
 * The first instant, at or after one, that lies in somebody's working hours on a working day. Where there is none in
 * more than a year, the instant itself: what waits for somebody who never works would never be said.
 */
export function nextOpening(instant: Date, { calendar, hours }: Attendance): Date {
  const { zone, works } = calendar;
  const today = dateAt(instant, zone);
  for (let n = 0; n <= longestDays; n++) {
    const date = addDays(today, n);
    if (!works(date)) continue;
    const [opens, closes] = [timeOn(date, hours.start, zone), timeOn(date, hours.end, zone)];
    if (instant < closes) return instant < opens ? opens : instant;
  }
  return instant;
}

/** Whether an instant lies in somebody's working hours. */
export const isOpen = (instant: Date, attendance: Attendance): boolean =>
  nextOpening(instant, attendance).getTime() === instant.getTime();
