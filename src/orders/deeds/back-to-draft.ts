import { changeContentOf } from '../content.ts';
import type { Order } from '../order.ts';
import type { Change, Deed } from './deed.ts';

/** What every way back to a draft takes from an order. What was under review is kept for comparison. */
export const unsubmitted = (order: Order): NonNullable<Change['set']> => ({
  approvedAt: undefined,
  heldFrom: undefined,
  change: undefined,
  returnedChange: undefined,
  decidedTotal: undefined,
  toleratedMove: undefined,
  promisedDate: undefined,
  milestones: undefined,
  lastSubmitted: order.submittedAt ? changeContentOf(order) : undefined,
});

/**
 * Revise and reopen: the order is a draft again, and its approval is gone. So is what was promised: the next submission
 * promises anew.
 */
export const backToDraft: Deed = (order, at) => ({
  state: 'draft',
  set: { ...unsubmitted(order), approval: undefined },
  note: at.input.reason,
});

/** Takes a pending order back to draft; of an agreed order, takes the open change order back. */
export const withdraw: Deed = (order, at) =>
  order.state === 'pending'
    ? backToDraft(order, at)
    : { state: order.state, set: { change: undefined }, note: order.change?.id };
