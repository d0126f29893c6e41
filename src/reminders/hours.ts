import { addDays, dateAt, timeOn } from '../dates.ts';
import type { Member } from '../members/member.ts';

type Quiet = Pick<Member, 'timezone' | 'quietHours'>;

/** When the quiet hours end in which an instant lies; undefined where it lies in none. They may go over midnight: `20–8`. */
export function quietUntil(instant: Date, { timezone, quietHours }: Quiet): Date | undefined {
  if (!quietHours) return undefined;
  const { start, end } = quietHours;
  const today = dateAt(instant, timezone);
  // Those that began yesterday may still go on.
  for (const date of [addDays(today, -1), today]) {
    const from = timeOn(date, start, timezone);
    const until = timeOn(start < end ? date : addDays(date, 1), end, timezone);
    if (instant >= from && instant < until) return until;
  }
  return undefined;
}
