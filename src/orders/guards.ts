import type { Line, Order } from './order.ts';

type Money = Pick<Order, 'total' | 'paid' | 'credited'>;

/** What is to be paid less what was paid: under 0 where more came in than is asked for now. */
const balance = ({ total, paid, credited = 0 }: Money): number => total - credited - paid;

/** What is still to be paid, in minor units of the order's currency; never under 0. */
export const owed = (order: Money): number => Math.max(0, balance(order));

/** What was paid over what is asked for since goods came back: it goes back to the customer. */
export const toRefund = (order: Money): number => (order.credited ? Math.max(0, -balance(order)) : 0);

export const isPaidInFull = (order: Money): boolean => owed(order) === 0;

export const hasOpenComplaint = (order: Pick<Order, 'openComplaints'>): boolean => order.openComplaints > 0;

/** Whether an order that was delivered can end without anybody's word: nothing is owed, and no complaint is open. */
export const isCompletable = (order: Money & Pick<Order, 'openComplaints'>): boolean =>
  isPaidInFull(order) && !hasOpenComplaint(order);

/** What of a line has not left the warehouse, in thousandths. */
export const unshipped = (line: Line): number => line.quantity - line.shipped;

export const isAllShipped = (lines: readonly Line[]): boolean => lines.every((l) => unshipped(l) === 0);

export const isAllReceived = (order: Pick<Order, 'shipments'>): boolean =>
  order.shipments.length > 0 && order.shipments.every((s) => s.deliveredAt !== undefined);

/** Whether the order was drawn up and agreed to: content that counts as approved. */
export const isAgreed = (order: Pick<Order, 'approvedAt'>): boolean => !!order.approvedAt;
