import type { NewOutboxRow } from '../chat/outbox-row.ts';
import type { Order } from '../orders/order.ts';
import type { Recipient } from './recipients.ts';

/** A row of the outbox that tells somebody something about an order; the same occurrence is told once. */
export const row = (notice: string, occurrence: string, to: Recipient, order: Order, data = {}): NewOutboxRow => ({
  _id: `${notice}:${occurrence}:${to.conversation}`,
  job: 'notice',
  notice,
  order: order._id,
  ...to,
  data,
});
