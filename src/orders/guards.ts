import type { Line, Order } from './order.ts';

/** What is still to be paid, in minor units of the order's currency; never under 0. */
export const owed = (order: Pick<Order, 'total' | 'paid'>): number => Math.max(0, order.total - order.paid);

export const isPaidInFull = (order: Pick<Order, 'total' | 'paid'>): boolean => owed(order) === 0;

export const hasOpenComplaint = (order: Pick<Order, 'openComplaints'>): boolean => order.openComplaints > 0;

/** What of a line has not left the warehouse, in thousandths. */
export const unshipped = (line: Line): number => line.quantity - line.shipped;

export const isAllShipped = (lines: readonly Line[]): boolean => lines.every((l) => unshipped(l) === 0);

export const isAllReceived = (order: Pick<Order, 'shipments'>): boolean =>
  order.shipments.length > 0 && order.shipments.every((s) => s.deliveredAt !== undefined);

/** Whether the order was drawn up and agreed to: content that counts as approved. */
export const isAgreed = (order: Pick<Order, 'approvedAt'>): boolean => !!order.approvedAt;
