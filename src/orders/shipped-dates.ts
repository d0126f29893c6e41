import { addDays, type CalendarDate } from '../dates.ts';
import type { Order, State } from './order.ts';

/** The latest of some dates. */
const lastOf = (dates: readonly (CalendarDate | undefined)[]): CalendarDate | undefined => dates.toSorted().at(-1);

/**
 * The dates of an order of which nothing more is to be shipped: it counts as shipped when the last goods left, not when
 * that was said, and payment is due by its terms from then on.
 */
export function shippedDates(
  { shipments }: Pick<Order, 'shipments'>,
  state: State,
  paymentDays: number,
): Pick<Order, 'shippedAt' | 'dueDate' | 'deliveredAt'> {
  const shippedAt = lastOf(shipments.map((s) => s.shippedAt));
  if (!shippedAt || !['shipped', 'delivered'].includes(state)) return {};
  const received = state === 'delivered' ? { deliveredAt: lastOf(shipments.map((s) => s.deliveredAt)) } : {};
  return { shippedAt, dueDate: addDays(shippedAt, paymentDays), ...received };
}
