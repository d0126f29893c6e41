import { expectedDate } from './expected.ts';
import { milestoneFields } from './goods.ts';
import type { Order } from './order.ts';
import { reviewFields } from './review-fields.ts';

/** What follows from an order after each move, whatever the move was: whose turn it is, milestones, the expected date. */
export const derivedFields = (order: Order) => ({
  ...reviewFields(order),
  ...milestoneFields(order),
  expectedDate: expectedDate(order),
});
