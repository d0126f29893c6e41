import { reroutedReview, seatOf } from '../../../approvals/eligible.ts';
import { askedIn, currentStep, seatsLeft, transferred, withAdded, withReview } from '../../../approvals/review.ts';
import { DeskError } from '../../../errors.ts';
import { type Member, personOf } from '../../../members/member.ts';
import { type Approval, type ApprovalStep, type Order, orderName } from '../../order.ts';
import type { Circumstances, Deed } from '../deed.ts';
import { reviewOf } from './ask.ts';

/** The member who is meant: active, and not asked already. Throws at the field. */
function askedMember(order: Order, { input, members, actor }: Circumstances): Member {
  const member = members.find((m) => m._id === input.person && m.active);
  if (!member) throw new DeskError('error.member_not_found', { text: input.person ?? '' }, { field: 'person' });
  const isThere = seatsLeft(reviewOf(order)).some((seat) => seat.person === member._id);
  if (isThere || member._id === actor.member._id)
    throw new DeskError('error.asked_already', { name: member.name }, { field: 'person' });
  return member;
}

/**
 * Throws where a member could not decide in the review: the own order, a step or a seat of this one decided before, or no
 * right to read it; or where a later step would then have nobody left.
 */
function checkDecides(order: Order, after: Approval, member: Member, { members, settings }: Circumstances): void {
  const taken = (currentStep(after)?.seats ?? []).filter((seat) => seat.by);
  const step: ApprovalStep = { seats: [...taken, { person: member._id }], need: 'all', reasons: ['added'] };
  const asked = { ...after, steps: [...after.steps.filter((s) => s.decision), step] };
  const mayDecide = seatOf({ ...order, ...withReview(order, asked) }, personOf(member)) !== undefined;
  const changed = { ...order, ...withReview(order, after) };
  if (!mayDecide || reroutedReview(changed, after, members, settings).stuck.length > 0)
    throw new DeskError('error.cannot_decide', { name: member.name, order: orderName(order) }, { field: 'person' });
}

/** Gives the own seat to somebody else, whose clock starts anew. */
export const transfer: Deed = (order, at) => {
  const member = askedMember(order, at);
  const after = transferred(reviewOf(order), at.seat ?? 0, member._id, at.actor.now);
  checkDecides(order, after, member, at);
  return { state: order.state, set: withReview(order, after), note: noteOf(member, at) };
};

/** Asks one more person, after the present step. */
export const addApprover: Deed = (order, at) => {
  const member = askedMember(order, at);
  const after = withAdded(reviewOf(order), member._id);
  checkDecides(order, after, member, at);
  return { state: order.state, set: withReview(order, after), note: noteOf(member, at) };
};

const noteOf = ({ name }: Member, { input }: Circumstances): string => [name, input.reason].filter(Boolean).join(' · ');

/** Ms between two calls to hurry. */
const restMs = 3_600_000;

/** Throws where it waits for the owner's answer, and not for a decision. */
function checkUnasked(order: Order, { members }: Circumstances): void {
  const askers = askedIn(reviewOf(order)).map(({ by }) => by);
  if (askers.length === 0) return;
  const names = members.filter((m) => askers.includes(m._id)).map((m) => m.name);
  throw new DeskError('error.urge_asked', { order: orderName(order), who: names.join(', ') });
}

/** The owner calls on those whose turn it is; once an hour is enough, and what they ask is answered first. */
export const urge: Deed = (order, at) => {
  checkUnasked(order, at);
  const last = order.timeline.findLast((e) => e.action === 'urge');
  const since = reviewOf(order).stepStartedAt;
  if (last && last.at >= since && at.actor.now.getTime() - last.at.getTime() < restMs)
    throw new DeskError('error.urged_already', { order: orderName(order) });
  return { state: order.state, note: at.input.reason };
};
