import { agreed } from '../risks/kinds/credit.ts';
import { isAtRisk } from '../risks/watched.ts';
import { weightsOf } from '../risks/weigh.ts';
import { expectedDate } from './expected.ts';
import { milestoneFields } from './goods.ts';
import type { Order } from './order.ts';
import { reviewFields } from './review-fields.ts';

/** Nothing can go wrong any more. */
const noRisks = { risks: undefined, ...weightsOf([], 0) };

/**
 * What is kept of risks after a move, until they are looked at again: none once nothing can go wrong, and what finance agreed
 * to just now is agreed to.
 */
function risksAfter(order: Order): Partial<Order> {
  const { risks = [], priority } = order;
  if (risks.length === 0) return {};
  if (!isAtRisk(order)) return noRisks;
  const now = risks.map((risk) => agreed(risk, order));
  return now.some((risk, i) => risk !== risks[i]) ? { risks: now, ...weightsOf(now, priority) } : {};
}

/**
 * What follows from an order after each move, whatever the move was: whose turn it is, milestones, the expected date, and that
 * nothing can go wrong any more once its goods have left.
 */
export const derivedFields = (order: Order) => ({
  ...reviewFields(order),
  ...milestoneFields(order),
  expectedDate: expectedDate(order),
  ...risksAfter(order),
});
