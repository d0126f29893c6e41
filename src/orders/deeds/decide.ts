import { DeskError } from '../../errors.ts';
import { currentStep as openStep } from '../../members/kinds.ts';
import { contentHash } from '../content.ts';
import { type Approval, type ApprovalStep, type Order, orderName } from '../order.ts';
import type { Circumstances, Deed } from './deed.ts';

/** The step of an approval whose turn it is. */
export const currentStep = (approval: Approval | undefined): ApprovalStep | undefined => openStep(approval?.steps);

/** The decision is bound to the content: what was altered since it was submitted cannot be decided. */
function boundApproval(order: Order, seenContent: string | undefined): Approval {
  if (!order.approval || order.approval.contentHash !== contentHash(order))
    throw new DeskError('error.content_changed', { order: order.number ?? order.draftNo }, { loudness: 'error' });
  if (seenContent !== undefined && seenContent !== order.approval.contentHash)
    throw new DeskError('error.content_unseen', { order: orderName(order) });
  return order.approval;
}

function decided(order: Order, at: Circumstances, decision: NonNullable<ApprovalStep['decision']>): Approval {
  const approval = boundApproval(order, at.input.seenContent);
  const step = currentStep(approval);
  const steps = approval.steps.map((s) =>
    s === step ? { ...s, decision, by: at.actor.member._id, at: at.actor.now } : s,
  );
  return { ...approval, steps, stepStartedAt: at.actor.now };
}

/** Approves the present step; after the last one the order is approved. */
export const approve: Deed = (order, at) => {
  const approval = decided(order, at, 'approved');
  const isLast = currentStep(approval) === undefined;
  return {
    state: isLast ? 'approved' : 'pending',
    set: { approval, ...(isLast ? { approvedAt: at.actor.now } : {}) },
    note: at.input.reason,
  };
};

/** Rejects the order; the reason goes to the owner. */
export const reject: Deed = (order, at) => ({
  state: 'rejected',
  set: { approval: decided(order, at, 'rejected') },
  note: at.input.reason,
});

/** Gives the order back to its owner as a draft; the next submission promises anew. */
export const returnToOwner: Deed = (order, at) => ({
  state: 'draft',
  set: { approval: decided(order, at, 'returned'), promisedDate: undefined },
  note: at.input.reason,
});
