import type { CalendarDate } from '../dates.ts';
import type { State } from '../orders/order.ts';
import type { Row } from './row.ts';

/** States that an order reaches by what arrived: without a day of delivery, all of it was lost. */
const received: readonly State[] = ['delivered', 'completed'];

/**
 * Whether an order is on time, late, or not due yet (nothing promised, or not shipped and the day has not passed). One of
 * which everything was lost counts as if it had never been shipped.
 */
export function timeliness(
  row: Pick<Row, 'promised' | 'shipped' | 'delivered'> & Partial<Pick<Row, 'state'>>,
  today: CalendarDate,
): 'onTime' | 'late' | 'notDue' {
  if (!row.promised) return 'notDue';
  const isLost = row.state !== undefined && received.includes(row.state) && !row.delivered;
  const done = row.delivered ?? (isLost ? undefined : row.shipped);
  if ((done ?? today) > row.promised) return 'late';
  return done ? 'onTime' : 'notDue';
}
