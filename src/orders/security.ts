import type { Order } from './order.ts';
import type { Security } from './risk-fields.ts';

/** What is asked for in the review that is open: of a change of an agreed order it counts once the change does. */
export const openSecurity = ({ state, security, change }: Pick<Order, 'state' | 'security' | 'change'>) =>
  state === 'pending' || !change ? security : change.security;

/** How much of a prepayment that was asked for has to be there, minor units of the order's currency: no more than the order can take. */
export const securedAmount = (
  security: Security | undefined,
  { total, credited = 0 }: Pick<Order, 'total' | 'credited'>,
): number => (security?.kind === 'prepayment' ? Math.min(security.amount, Math.max(0, total - credited)) : 0);
