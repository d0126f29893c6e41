import { currentStep as openStep } from '../members/kinds.ts';
import type { Approval, ApprovalStep, Asked, Order, Seat } from '../orders/order.ts';

/** The step of a review whose turn it is. */
export const currentStep = (review: Approval | undefined): ApprovalStep | undefined => openStep(review?.steps);

/** Whether the present step of a review asks about credit. */
export const asksCredit = (review: Approval | undefined): boolean =>
  currentStep(review)?.reasons.includes('credit') === true;

/** How many steps of a review are decided. */
export const decidedSteps = (review: Approval): number => review.steps.filter((step) => step.decision).length;

/** Which step of which review this is; the same step has the same key. */
export const stepKeyOf = (review: Approval): string => `${review.submittedAt.getTime()}:${decidedSteps(review)}`;

/** A review with another present step. */
function withStep(review: Approval, change: (step: ApprovalStep) => ApprovalStep): Approval {
  const present = currentStep(review);
  return { ...review, steps: review.steps.map((step) => (step === present ? change(step) : step)) };
}

/** The next step begins: its clock starts anew, and what was asked before is past. */
const begun = (review: Approval, at: Date): Approval => ({
  ...review,
  stepStartedAt: at,
  question: undefined,
  pauses: undefined,
});

/** Whether all that a step needs was said. */
const isDone = ({ seats, need }: ApprovalStep): boolean =>
  need === 'all' ? seats.every((seat) => seat.by) : seats.some((seat) => seat.by);

/** A decision: by whom, and for whom as a stand-in. */
export type Decider = { by: string; for?: string };

/** Somebody approves in a seat of the present step, which is decided when all that it needs was said. */
export function approvedBy(review: Approval, place: number, { by, for: other }: Decider, at: Date): Approval {
  const after = withStep(review, ({ instead: _, ...step }) => {
    const taken = { by, at, ...(other && { for: other }) };
    const seats = step.seats.map((seat, i) => (i === place ? { ...seat, ...taken } : seat));
    return isDone({ ...step, seats }) ? { ...step, seats, decision: 'approved', by, at } : { ...step, seats };
  });
  return stepBegun(review, after, at);
}

/** Starts the clock of the next step where the present one was decided. */
function stepBegun(before: Approval, after: Approval, at: Date): Approval {
  return decidedSteps(after) > decidedSteps(before) ? begun(after, at) : after;
}

/** Somebody ends the review: it was rejected, or returned to the owner. */
export function endedBy(
  review: Approval,
  decision: 'rejected' | 'returned',
  { by, for: other }: Decider,
  at: Date,
  place?: number,
): Approval {
  const seatsOf = ({ seats }: ApprovalStep) =>
    other ? seats.map((seat, i) => (i === place ? { ...seat, by, at, for: other } : seat)) : seats;
  return begun(
    withStep(review, (step) => ({ ...step, seats: seatsOf(step), decision, by, at })),
    at,
  );
}

/** Whether every step is decided. */
export const isDecided = (review: Approval): boolean => currentStep(review) === undefined;

/** Who approved so far, and when, in whichever step. */
export const approvalsIn = (review: Approval | undefined): { by: string; for?: string; at: Date }[] =>
  (review?.steps ?? []).flatMap(({ seats }) =>
    seats.flatMap(({ by, at, for: other }) => (by && at ? [{ by, at, ...(other && { for: other }) }] : [])),
  );

/** Whether anybody decided anything in a review, in one seat of it or as a whole. */
export const wasDecided = (review: Approval): boolean =>
  review.steps.some((step) => step.decision || step.seats.some((seat) => seat.by));

/** Whether the owner was asked something in the present step. */
export const wasAsked = ({ question, pauses = [] }: Approval): boolean => question !== undefined || pauses.length > 0;

/** All that the owner is asked now, the first question first. */
export const askedIn = (review: Approval | undefined): Asked[] =>
  review?.question ? [review.question, ...(review.question.also ?? [])] : [];

/** Other questions wait for the owner: while any does the clock stands still, so that what it stood so far is kept. */
export function withAsked(review: Approval, [first, ...also]: readonly Asked[], at: Date): Approval {
  const { question, pauses, ...rest } = review;
  const to = first?.at ?? at;
  const stood = question && (!first || to > question.at) ? [{ from: question.at, to }] : [];
  const all = [...(pauses ?? []), ...stood];
  return {
    ...rest,
    ...(first && { question: { by: first.by, at: first.at, text: first.text, ...(also.length > 0 && { also }) } }),
    ...(all.length > 0 && { pauses: all }),
  };
}

/** The owner answers: the clock goes on. */
export const answeredAt = (review: Approval, at: Date): Approval => withAsked(review, [], at);

/** A seat of the present step is given to somebody else; the clock starts anew. */
export const transferred = (review: Approval, place: number, person: string, at: Date): Approval =>
  begun(
    withStep(review, ({ instead: _, ...step }) => ({
      ...step,
      seats: step.seats.map((seat, i) => (i === place ? { person } : seat)),
    })),
    at,
  );

/** One more person is asked, right after the present step. */
export function withAdded(review: Approval, person: string): Approval {
  const place = review.steps.findIndex((step) => !step.decision) + 1;
  const added: ApprovalStep = { seats: [{ person }], need: 'any', reasons: ['added'] };
  return { ...review, steps: review.steps.toSpliced(place, 0, added) };
}

/** The people and roles of the steps that are still to be decided. */
export const seatsLeft = (review: Approval): Seat[] =>
  review.steps.flatMap((step) => (step.decision ? [] : step.seats.filter((seat) => !seat.by)));

/** The order's review with another in its place: that of the order, or that of its change order. */
export const withReview = (order: Order, review: Approval): Pick<Order, 'approval' | 'change'> =>
  order.state === 'pending' ? { approval: review } : { change: order.change && { ...order.change, approval: review } };
