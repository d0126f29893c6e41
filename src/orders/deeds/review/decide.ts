import { reroutedReview } from '../../../approvals/eligible.ts';
import {
  answeredAt,
  approvedBy,
  asksCredit,
  type Decider,
  endedBy,
  isDecided,
  withReview,
} from '../../../approvals/review.ts';
import { DeskError } from '../../../errors.ts';
import { openReview } from '../../../members/kinds.ts';
import { agreedOnce } from '../../../risks/kinds/credit.ts';
import { contentHash, underReview } from '../../content.ts';
import { type Approval, type ApprovalStep, type Order, orderName } from '../../order.ts';
import { noApprover } from '../../refusal.ts';
import type { ApprovedOnce } from '../../risk-fields.ts';
import { unsubmitted } from '../back-to-draft.ts';
import { applyChange, returned } from '../change/apply.ts';
import { agreedNow } from '../credit/approve-once.ts';
import type { Circumstances, Deed } from '../deed.ts';

/** The decision is bound to the content: what was altered since it was submitted cannot be decided. */
function boundReview(order: Order, seenContent: string | undefined): Approval {
  const review = openReview(order);
  if (!review || review.contentHash !== contentHash(underReview(order)))
    throw new DeskError('error.content_changed', { order: orderName(order) }, { loudness: 'error' });
  if (seenContent !== undefined && seenContent !== review.contentHash)
    throw new DeskError('error.content_unseen', { order: orderName(order) });
  return review;
}

const decider = ({ actor, standsFor }: Circumstances): Decider => ({ by: actor.member._id, for: standsFor });

/** The seat in which the person decides. Rights were checked before, so that it is there. */
function seatOf(order: Order, { seat }: Circumstances): number {
  if (seat === undefined) throw new DeskError('error.move_not_yours', { order: orderName(order) });
  return seat;
}

/** A review whose next steps are passed on where nobody is left for them. Throws where nobody may take a step at all. */
function passedOn(order: Order, review: Approval, { members, settings }: Circumstances): Approval {
  if (isDecided(review)) return review;
  const passed = reroutedReview({ ...order, ...withReview(order, review) }, review, members, settings);
  if (passed.stuck.length > 0) throw noApprover(order, passed.stuck);
  return passed.review;
}

/**
 * Credit is looked at again before the last word: over the limit by more than was agreed to, or with an agreement that ran
 * out, whoever decides about credit is asked, again where need be.
 */
function withCredit(order: Order, review: Approval, at: Circumstances, once: ApprovedOnce | undefined): Approval {
  const { stepsFor, today } = at;
  const wanted = underReview(order);
  if (!isDecided(review) || agreedOnce({ approvedOnce: once }, today) >= at.excess(wanted)) return review;
  const added = stepsFor(wanted).filter((step) => step.reasons.includes('credit'));
  // Of a step that was one with others only its own is asked: the others of its rules were asked already.
  const alone = ({ instead, ...step }: ApprovalStep): ApprovalStep =>
    instead?.length === 1 ? { ...step, instead } : step;
  return { ...review, steps: [...review.steps, ...added.map(alone)] };
}

/** What is agreed to over the limit after this decision: whoever decides about credit says it anew. */
function onceAfter(order: Order, review: Approval, at: Circumstances): ApprovedOnce | undefined {
  const wanted = underReview(order);
  const isAsked = asksCredit(review);
  if (isAsked && at.excess(wanted) > 0) return agreedNow(wanted, at);
  if (at.input.once)
    throw new DeskError(isAsked ? 'error.within_limit' : 'error.not_about_credit', { order: orderName(order) });
  return (order.state === 'pending' ? undefined : order.change?.approvedOnce) ?? order.approvedOnce;
}

/** The order with what was agreed to where it belongs: on itself while it is pending, else on the change that is decided. */
const withOnce = (order: Order, approvedOnce: ApprovedOnce | undefined): Order =>
  order.state === 'pending' || !order.change
    ? { ...order, approvedOnce }
    : { ...order, change: { ...order.change, approvedOnce } };

/** Approves in one seat; after the last step the order is approved, or its change counts. */
export const approve: Deed = (order, at) => {
  const review = boundReview(order, at.input.seenContent);
  const { now } = at.actor;
  // Whoever decides while a question is open has the answer, or does without.
  const approved = approvedBy(answeredAt(review, now), seatOf(order, at), decider(at), now);
  // Whoever was to decide next may have decided now, for somebody who is away: then it is passed on.
  const approvedOnce = onceAfter(order, review, at);
  const agreed = withOnce(order, approvedOnce);
  const after = passedOn(order, withCredit(order, approved, at, approvedOnce), at);
  const note = at.input.reason;
  if (!isDecided(after)) {
    const own = order.state === 'pending' && { approvedOnce };
    return { state: order.state, set: { ...withReview(agreed, after), ...own }, note };
  }
  if (agreed.state !== 'pending' && agreed.change)
    return { ...applyChange(order, { ...agreed.change, approval: after }, at), note };
  return { state: 'approved', set: { approval: after, approvedAt: now, approvedOnce, lastSubmitted: undefined }, note };
};

/** The change order ends; the owner reads what it would have changed. */
const changeEnded = ({ change }: Order, { actor }: Circumstances): Partial<Order> => ({
  change: undefined,
  returnedChange: change && returned(change, actor.key),
});

/** Rejects the order; the reason goes to the owner. Of a change order only the change is rejected. */
export const reject: Deed = (order, at) => {
  const review = boundReview(order, at.input.seenContent);
  const note = at.input.reason;
  if (order.state !== 'pending') return { state: order.state, set: changeEnded(order, at), note };
  const approval = endedBy(review, 'rejected', decider(at), at.actor.now, at.seat);
  return { state: 'rejected', set: { approval }, note };
};

/** Gives the order back to its owner as a draft; the next submission promises anew. A change order just ends. */
export const returnToOwner: Deed = (order, at) => {
  const review = boundReview(order, at.input.seenContent);
  const note = at.input.reason;
  if (order.state !== 'pending') return { state: order.state, set: changeEnded(order, at), note };
  const approval = endedBy(review, 'returned', decider(at), at.actor.now, at.seat);
  return { state: 'draft', set: { ...unsubmitted({ ...order, approval }), approval }, note };
};
