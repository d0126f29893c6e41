import type { CalendarDate } from '../dates.ts';
import type { Order } from '../orders/order.ts';
import { cameToNothing, forgettable } from '../orders/stages.ts';

/** What somebody noted to speak about with a customer on a day, or what the desk asks for of an order that is silent. */
export type FollowUp = {
  _id: string;
  customer: string;
  /** The order that it is about, where it is about one. */
  order?: string;
  /** Whose it is: the member who is reminded of it. */
  member: string;
  on: CalendarDate;
  text: string;
  /** Who noted it; nobody where the desk did. */
  by?: string;
  at: Date;
  /** The day of the last event of an order of which nothing was heard since: the desk asks by itself. */
  silentSince?: CalendarDate;
  /** The instant of that event: a later one ends it. */
  heardAt?: Date;
  doneAt?: Date;
  doneBy?: string;
};

/** Signs of its text. */
export const longestFollowUp = 500;
/** Days ahead after which its date is taken for a slip of the keyboard. */
export const furthestFollowUp = 3_660;

/** Whether an order came to its end after something was noted for it; a word two weeks after completion is noted later. */
const hasEnded = ({ state, completedAt }: Pick<Order, 'state' | 'completedAt'>, at: Date): boolean =>
  state === 'completed' ? completedAt !== undefined && completedAt > at : cameToNothing.includes(state);

/**
 * Whether there is nothing to follow up any more: it is ticked off, or its order has come to its end; of a silent order also
 * where something happened since, or the order is somebody else's now.
 */
export function isEnded(
  { doneAt, silentSince, member, at, heardAt = new Date(0) }: FollowUp,
  order?: Pick<Order, 'state' | 'owner' | 'timeline' | 'completedAt'>,
): boolean {
  if (doneAt || (order && hasEnded(order, at))) return true;
  if (!silentSince || !order) return false;
  const isOpen = forgettable.includes(order.state) && order.owner === member;
  return !isOpen || order.timeline.some((entry) => entry.at > heardAt);
}
