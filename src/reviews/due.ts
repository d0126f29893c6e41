import { loadCalendars } from '../calendar/calendars.ts';
import type { Member } from '../members/member.ts';
import type { Order } from '../orders/order.ts';
import type { Settings } from '../settings/settings.ts';
import { dueTimes } from './levels.ts';
import { openReviewOf } from './people.ts';

/** When the present step of an order's review is to be decided; undefined where none is open, or it waits for an answer. */
export async function dueOf(order: Order, members: readonly Member[], settings: Settings): Promise<Date | undefined> {
  const review = openReviewOf(order, { members, settings, calendars: await loadCalendars(settings, members) });
  if (!review || review.askedAt) return undefined;
  return dueTimes(review).find(({ level }) => level === 100)?.at;
}
