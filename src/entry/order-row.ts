import { decimalText, priceScale, quantityScale, wholeDiscount } from '../money.ts';
import type { Line, Order } from '../orders/order.ts';
import type { Row } from './table/row-reader.ts';

type Shown = Pick<Order, 'lines' | 'state' | 'customerSnapshot'> & Partial<Order>;

/** The number by which an order is known to other systems, else ours. */
export const fileNumber = (order: Pick<Partial<Order>, 'externalNo' | 'number' | 'draftNo'>): string =>
  order.externalNo ?? order.number ?? order.draftNo ?? '';

/** An order as rows of a file, one per line; `owner` is the member's name. Reading them back gives the same order. */
export const orderRows = (order: Shown, owner: string | undefined): Row[] =>
  order.lines.map((line) => ({ ...headOf(order, owner), ...lineOf(line) }));

const headOf = (order: Shown, owner: string | undefined): Row => ({
  order_no: fileNumber(order),
  customer: order.customerSnapshot.code,
  owner,
  ordered_at: order.orderDate ?? order.createdAt?.toISOString().slice(0, 10),
  requested_at: order.requestedDate,
  promised_at: order.promisedDate,
  status: order.state,
  shipped_at: order.shippedAt,
  delivered_at: order.deliveredAt,
  po_no: order.poNo,
  note: order.notes,
});

const lineOf = (line: Line): Row => ({
  sku: line.sku,
  quantity: decimalText(line.quantity, quantityScale),
  unit_price: decimalText(line.unitPrice, priceScale),
  discount: decimalText(line.discount, wholeDiscount),
});
