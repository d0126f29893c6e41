import { DeskError } from '../../errors.ts';
import { orderName } from '../order.ts';
import type { Deed } from './deed.ts';

/** Production or purchasing has begun. */
export const start: Deed = () => ({ state: 'in_production' });

/** The goods wait to be shipped. */
export const ready: Deed = () => ({ state: 'ready' });

/** The order ends here and stays readable. What was shipped, and held since, is closed short instead. */
export const cancel: Deed = (order, at) => {
  if (order.shipments.length > 0) throw new DeskError('error.already_shipped', { order: orderName(order) });
  return { state: 'cancelled', set: { heldFrom: undefined }, note: at.input.reason };
};
