import type { CalendarDate } from '../../dates.ts';
import { DeskError } from '../../errors.ts';
import type { Line, Shipment, State } from '../../orders/order.ts';
import type { OrderLineRow, OrderRows } from './order-rows.ts';

const wholly: readonly State[] = ['shipped', 'delivered', 'completed'];
const received: readonly State[] = ['delivered', 'completed'];
/** States in which some goods may have left, and the rest not. */
const partly: readonly State[] = ['part_shipped', 'on_hold'];

/** Whether all goods of an order in this state left the warehouse. */
export const isSent = (state: State): boolean => wholly.includes(state);

/** Whether the customer received all goods of an order in this state. */
export const isReceived = (state: State): boolean => received.includes(state);

/** What of a line left the warehouse, in thousandths. */
export function shippedOf(state: State, line: Pick<OrderLineRow, 'quantity' | 'shipped'>): number {
  if (isSent(state)) return line.quantity;
  return partly.includes(state) ? (line.shipped ?? 0) : 0;
}

/** When the goods that left were received; undefined while they are on the way. */
export function receivedOn(order: OrderRows): CalendarDate | undefined {
  if (isReceived(order.state)) return order.deliveredAt ?? order.shippedAt ?? order.orderDate;
  return partly.includes(order.state) ? order.deliveredAt : undefined;
}

/** One parcel with everything that left, so that it can be received, and the rest be shipped, in the desk. */
export function parcelsOf(order: OrderRows, lines: readonly Line[]): Shipment[] {
  const parts = lines.flatMap((line, index) => (line.shipped > 0 ? [{ index, quantity: line.shipped }] : []));
  if (parts.length === 0) return [];
  const shippedAt = order.shippedAt ?? order.deliveredAt ?? order.orderDate;
  return [{ id: 'P1', shippedAt, deliveredAt: receivedOn(order), lines: parts }];
}

/** What is wrong with the shipped quantities of an order in the state that its rows say; undefined when they fit. */
export function shippedFault({ externalNo: key, state, lines }: OrderRows): DeskError | undefined {
  const some = lines.some((line) => (line.shipped ?? 0) > 0);
  const all = lines.every((line) => line.shipped === line.quantity);
  if (state === 'part_shipped') return some && !all ? undefined : new DeskError('error.import_part_shipped', { key });
  const fits = isSent(state)
    ? lines.every((line) => line.shipped === undefined || line.shipped === line.quantity)
    : !some || (partly.includes(state) && !all);
  return fits ? undefined : new DeskError('error.import_shipped_state', { key, state: { text: `state.${state}` } });
}
