import type { ClientSession, Connection } from 'mongoose';
import { answeredAt, askedIn, withReview } from '../approvals/review.ts';
import { openReview } from '../members/kinds.ts';
import type { Order } from '../orders/order.ts';
import { reviewFields } from '../orders/review-fields.ts';
import { storeOrder } from '../orders/store.ts';
import type { MoneyCause } from './book.ts';

/** Whether the prepayment is there that the owner was asked for, and nothing else is asked: then the question is answered. */
function isAnswered({ security, paid, ...order }: Order): boolean {
  const asked = askedIn(openReview(order));
  return (
    security?.kind === 'prepayment' &&
    paid >= security.amount &&
    asked.length === 1 &&
    asked[0]!.by === security.by &&
    asked[0]!.at.getTime() === security.at.getTime()
  );
}

/** Goes on with the review of an order once the prepayment is there that was asked for. Gives the order as it is then. */
export async function goOnWithReview(
  connection: Connection,
  order: Order,
  { now, key }: MoneyCause,
  session: ClientSession,
): Promise<Order> {
  const review = openReview(order);
  if (!review || !isAnswered(order)) return order;
  const answered = withReview(order, answeredAt(review, now));
  const fields = { ...answered, ...reviewFields({ ...order, ...answered }) };
  const entries = [{ at: now, action: 'answer' as const, from: order.state, to: order.state, key }];
  return (await storeOrder(connection, order, { fields, entries }, session)) ?? order;
}
