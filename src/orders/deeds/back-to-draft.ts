import { wasAsked, wasDecided } from '../../approvals/review.ts';
import { changeContentOf, contentHash } from '../content.ts';
import type { ChangeContent, Order } from '../order.ts';
import type { Change, Deed } from './deed.ts';

/**
 * What the next submission is compared with: the content that approvers last decided about, in any seat, or that was
 * agreed. Where an owner takes back what nobody decided about, the earlier content stays; without one it is what an
 * approver asked about, and where nobody ever acted there is nothing to compare.
 */
function lastDecided(order: Order): ChangeContent | undefined {
  const { approval, approvedAt, state, lastSubmitted } = order;
  if (approvedAt || state === 'rejected') return changeContentOf(order);
  // A draft that was edited since holds what nobody has seen.
  if (!approval || approval.contentHash !== contentHash(order)) return lastSubmitted;
  if (wasDecided(approval)) return changeContentOf(order);
  return lastSubmitted ?? (wasAsked(approval) ? changeContentOf(order) : undefined);
}

/** What every way back to a draft takes from an order. What approvers decided about is kept for comparison. */
export const unsubmitted = (order: Order): NonNullable<Change['set']> => ({
  approvedAt: undefined,
  heldFrom: undefined,
  change: undefined,
  returnedChange: undefined,
  decidedTotal: undefined,
  toleratedMove: undefined,
  promisedDate: undefined,
  milestones: undefined,
  approvedOnce: undefined,
  security: undefined,
  lastSubmitted: lastDecided(order),
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
