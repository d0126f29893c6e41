import type { ClientSession, Connection } from 'mongoose';
import { askedIn, withAsked, withReview } from '../approvals/review.ts';
import { createAudit } from '../audit/service.ts';
import { DeskError } from '../errors.ts';
import { openReview } from '../members/kinds.ts';
import { type Order, orderName } from '../orders/order.ts';
import { reviewFields } from '../orders/review-fields.ts';
import { askedBeside, isPrepaid, openSecurity } from '../orders/security.ts';
import { storeOrder } from '../orders/store.ts';
import { moveTrail } from '../orders/trail.ts';
import type { MoneyCause } from './book.ts';

/** Whether the prepayment is there that the owner was asked for, and waits for its answer. */
const isAnswered = (order: Order): boolean =>
  isPrepaid(order) && askedBeside(order).length < askedIn(openReview(order)).length;

/**
 * Goes on with the review of an order once the prepayment is there that was asked for; the desk gives the answer, with a line
 * of the timeline and of the trail. What else the owner is asked stays open. Gives the order as it is then, and who asked where the question was answered.
 */
export async function goOnWithReview(
  connection: Connection,
  order: Order,
  { now, key }: MoneyCause,
  session: ClientSession,
): Promise<{ order: Order; asker?: string }> {
  const review = openReview(order);
  if (!review || !isAnswered(order)) return { order };
  const answered = withReview(order, withAsked(review, askedBeside(order), now));
  const fields = { ...answered, ...reviewFields({ ...order, ...answered }) };
  const action = 'answer' as const;
  const entries = [{ at: now, action, from: order.state, to: order.state, key }];
  const after = await storeOrder(connection, order, { fields, entries }, session);
  if (!after) throw new DeskError('error.changed_meanwhile', { order: orderName(order) });
  const line = { at: now, from: 'desk:payments', action, subject: { kind: 'Order' as const, id: order._id } };
  await createAudit({ connection }).recordAll([{ ...line, ...moveTrail(order, after, { key, action }) }], session);
  return { order: after, asker: openSecurity(order)?.by };
}
