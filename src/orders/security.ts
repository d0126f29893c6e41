import { askedIn } from '../approvals/review.ts';
import { openReview } from '../members/kinds.ts';
import { underReview } from './content.ts';
import type { Asked, Order } from './order.ts';
import type { Security } from './risk-fields.ts';

type Money = Pick<Order, 'total' | 'credited'>;

/** What is asked for in the review that is open: of a change of an agreed order it counts once the change does. */
export const openSecurity = ({ state, security, change }: Pick<Order, 'state' | 'security' | 'change'>) =>
  state === 'pending' || !change ? security : change.security;

/**
 * How much of what was asked for there has to be, in minor units of the order's currency: never more than the order can take,
 * since it may have got smaller since; 0 where nothing is asked for.
 */
export const securedAmount = (
  security: Pick<Security, 'amount'> | undefined,
  { total, credited = 0 }: Money,
): number => (security ? Math.min(security.amount, Math.max(0, total - credited)) : 0);

/** Whether the prepayment is there that was asked for in the review that is open. */
export function isPrepaid(order: Order): boolean {
  const security = openSecurity(order);
  return security?.kind === 'prepayment' && order.paid >= securedAmount(security, underReview(order));
}

/** Whether a question of the review that is open is the one with which a prepayment or a guarantee was asked for. */
export function isForSecurity(order: Order, { by, at }: Pick<Asked, 'by' | 'at'>): boolean {
  const security = openSecurity(order);
  return security !== undefined && security.by === by && security.at.getTime() === at.getTime();
}

/** What the owner is asked now beside a prepayment or a guarantee. */
export const askedBeside = (order: Order): Asked[] =>
  askedIn(openReview(order)).filter((asked) => !isForSecurity(order, asked));
