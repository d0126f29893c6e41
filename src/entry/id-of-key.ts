import { createHash, randomBytes } from 'node:crypto';
import type { CalendarDate } from '../dates.ts';

/** A record id that follows from the key of the deed that makes the record: the same deed again is the same record. */
export const idOfKey = (key: string): string => createHash('sha256').update(key).digest('hex').slice(0, 24);

/** A new record id that sorts among others as if it had been made on a date (1970 to 2105). */
export function idOfDate(date: CalendarDate): string {
  const seconds = Math.min(0xffffffff, Math.max(0, Date.parse(date) / 1000));
  return seconds.toString(16).padStart(8, '0') + randomBytes(8).toString('hex');
}
