import type { Order } from './order.ts';
import type { Security } from './risk-fields.ts';

type Secured = Pick<Order, 'total' | 'credited'> & { security?: Pick<Security, 'amount'> };

/**
 * What is asked for of an order before its goods leave, in minor units of its currency: never more than it can take, since it
 * may have got smaller since; 0 where nothing is asked for.
 */
export const securedAmount = ({ security, total, credited = 0 }: Secured): number =>
  security ? Math.min(security.amount, total - credited) : 0;
