import { type CalendarDate, dateAt } from '../dates.ts';
import { decimalText, priceScale, quantityScale, wholeDiscount } from '../money.ts';
import type { Line, Order } from '../orders/order.ts';
import type { Row } from './table/row-reader.ts';

type Shown = Pick<Order, 'lines' | 'state' | 'customerSnapshot'> & Partial<Order>;

/** The number by which an order is known to other systems, else ours. */
export const fileNumber = (order: Pick<Partial<Order>, 'externalNo' | 'number' | 'draftNo'>): string =>
  order.externalNo ?? order.number ?? order.draftNo ?? '';

/** Whether some of its goods have left and the rest has not. */
const isPartShipped = (order: Shown): boolean =>
  order.state === 'part_shipped' || (order.state === 'on_hold' && order.heldFrom === 'part_shipped');

/** The last of some dates; undefined where one is missing. */
const lastOf = (dates: readonly (CalendarDate | undefined)[]): CalendarDate | undefined =>
  dates.includes(undefined) ? undefined : dates.toSorted().at(-1);

/** When the goods that left did so, and when they were received, as an order says or, until all has left, its parcels. */
function goodsDates(order: Shown): Row {
  if (!isPartShipped(order)) return { shipped_at: order.shippedAt, delivered_at: order.deliveredAt };
  const parcels = order.shipments ?? [];
  return {
    shipped_at: lastOf(parcels.map((p) => p.shippedAt)),
    delivered_at: lastOf(parcels.map((p) => p.deliveredAt)),
  };
}

/** An order as rows of a file, one per line; `owner` is the member's name, `zone` the
 * organisation's time zone, in which a draft has its date. Reading them back gives the same order. */
export const orderRows = (order: Shown, owner: string | undefined, zone: string): Row[] =>
  order.lines.map((line) => ({
    ...headOf(order, owner, zone),
    ...lineOf(line),
    shipped_quantity: isPartShipped(order) ? decimalText(line.shipped, quantityScale) : undefined,
  }));

const headOf = (order: Shown, owner: string | undefined, zone: string): Row => ({
  order_no: fileNumber(order),
  customer: order.customerSnapshot.code,
  owner,
  ordered_at: order.orderDate ?? (order.createdAt && dateAt(order.createdAt, zone)),
  requested_at: order.requestedDate,
  promised_at: order.promisedDate,
  status: order.state,
  ...goodsDates(order),
  po_no: order.poNo,
  note: order.notes,
});

const lineOf = (line: Line): Row => ({
  sku: line.sku,
  quantity: decimalText(line.quantity, quantityScale),
  unit_price: decimalText(line.unitPrice, priceScale),
  discount: decimalText(line.discount, wholeDiscount),
});
