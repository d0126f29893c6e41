import { addDays, type CalendarDate } from '../dates.ts';
import type { Order, State } from './order.ts';

/** The latest of some dates. */
const lastOf = (dates: readonly (CalendarDate | undefined)[]): CalendarDate | undefined => dates.toSorted().at(-1);

/** The day of the latest parcel that is settled; undefined where all that was sent was lost: such an order was never delivered. */
export function deliveredOn({ shipments }: Pick<Order, 'shipments'>): CalendarDate | undefined {
  const isLost = shipments.every(({ lines }) => lines.length > 0 && lines.every((l) => l.received === 0));
  return isLost ? undefined : lastOf(shipments.map((s) => s.deliveredAt));
}

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
  const received = state === 'delivered' ? { deliveredAt: deliveredOn({ shipments }) } : {};
  return { shippedAt, dueDate: addDays(shippedAt, paymentDays), ...received };
}
