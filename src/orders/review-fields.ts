import { openReview, turnsIn } from '../members/kinds.ts';
import type { Order } from './order.ts';

type Reviewed = Pick<Order, 'state' | 'approval' | 'change'>;

/** What is stored beside a review so that it is found by index: whose turn it is, and when its clock is looked at. */
export function reviewFields(order: Reviewed): { turns: string[] | undefined; reviewAt: Date | undefined } {
  const review = openReview(order);
  return review ? { turns: turnsIn(order), reviewAt: review.stepStartedAt } : { turns: undefined, reviewAt: undefined };
}
