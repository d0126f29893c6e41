import { isAtRisk } from '../risks/watched.ts';
import { expectedDate } from './expected.ts';
import { milestoneFields } from './goods.ts';
import type { Order } from './order.ts';
import { reviewFields } from './review-fields.ts';

/** Nothing can go wrong any more. */
const noRisks = { risks: undefined, riskWeight: undefined, riskWeightSold: undefined, riskWeightSupply: undefined };

/**
 * What follows from an order after each move, whatever the move was: whose turn it is, milestones, the expected date, and that
 * nothing can go wrong any more once its goods have left.
 */
export const derivedFields = (order: Order) => ({
  ...reviewFields(order),
  ...milestoneFields(order),
  expectedDate: expectedDate(order),
  ...(order.risks?.length && !isAtRisk(order) && noRisks),
});
