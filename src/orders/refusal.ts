import { approversNow, askedNow } from '../approvals/eligible.ts';
import { currentStep } from '../approvals/review.ts';
import { DeskError } from '../errors.ts';
import { movesFor } from '../members/ability.ts';
import { openReview } from '../members/kinds.ts';
import type { Member, Person, Role } from '../members/member.ts';
import type { TextKey, WordRef } from '../text/index.ts';
import { type Action, moveOf, reviewEnds } from './moves.ts';
import { type ApprovalStep, type Order, orderName, type TimelineEntry } from './order.ts';

type Named = Pick<Member, '_id' | 'name'>;

/** The entry of the move that led to where the order is; of a word of the review also what ended the last one. */
function leading({ timeline }: Order, action: Action | 'edit'): TimelineEntry | undefined {
  const isOfReview = action !== 'edit' && moveOf(action).ofChange !== undefined;
  return timeline.findLast(
    (e) => (e.to !== undefined && e.to !== e.from) || (isOfReview && reviewEnds.includes(e.action)),
  );
}

/** `approved (last changed by Bob)`, or just `approved` where nobody is known who did it: the desk, or a file. */
function ledBy(key: TextKey, entry: TimelineEntry | undefined, members: readonly Named[]): WordRef {
  const what = { text: key };
  const [who, other] = [entry?.by, entry?.for].map((id) => members.find((m) => m._id === id)?.name);
  if (!who) return what;
  const by = other ? { text: 'word.for', values: { who, other } } : who;
  return { text: 'word.led_by', values: { what, who: by } };
}

/**
 * Why a move cannot be made from the state the order is in, with what happened last and what is possible now. Who
 * was faster is named, so that the loser of two simultaneous moves reads the truth.
 */
export function refusal(order: Order, action: Action | 'edit', person: Person, members: readonly Named[]): DeskError {
  // What is said of missing goods is asked on the card, where there is a question at all.
  const possible = movesFor(person, order)
    .filter((a) => !moveOf(a).missing && !moveOf(a).apart)
    .map((a) => `action.${a}`);
  return new DeskError(possible.length > 0 ? 'error.move_refused' : 'error.move_refused_end', {
    order: orderName(order),
    state: ledBy(`state.${order.state}`, leading(order, action), members),
    action: { text: `action.${action}` },
    possible: { list: possible },
  });
}

/** The role of a step of which nobody may decide. */
export const roleOfStep = (step: ApprovalStep | undefined): Role =>
  step?.seats.find((seat) => seat.role)?.role ?? 'manager';

/** The person's step is decided, and the next one is another's: who has the turn now. */
export function stepDecided(order: Order, members: readonly Member[]): DeskError {
  const turn = namesOf(askedNow(order, members));
  const last = order.timeline.findLast((e) => e.action === 'approve');
  const decided = ledBy('word.decided', last, members);
  return new DeskError(turn ? 'error.step_decided' : 'error.step_decided_alone', {
    order: orderName(order),
    decided,
    ...(turn && { turn }),
  });
}

const namesOf = (members: readonly Pick<Member, 'name'>[]): string => members.map((m) => m.name).join(', ');

/** Who decides this step would leave nobody for the next one: others who may decide this one are named. */
export function neededLater(order: Order, by: Member, members: readonly Member[]): DeskError {
  const who = namesOf(approversNow(order, members).filter((m) => m._id !== by._id));
  if (who) return new DeskError('error.needed_later', { order: orderName(order), who });
  const role = { text: `role.${roleOfStep(currentStep(openReview(order)))}` };
  return new DeskError('error.needed_later_alone', { order: orderName(order), role });
}

/** Nobody may decide a step of the order: which role one more member needs. */
export const noApprover = (order: Order, stuck: readonly ApprovalStep[]): DeskError =>
  new DeskError('error.no_approver', {
    order: orderName(order),
    role: { text: `role.${roleOfStep(stuck[0])}` },
  });

/** Nothing is asked about goods any more: who was faster is named. */
export const goodsSettled = (order: Order, members: readonly Named[]): DeskError =>
  new DeskError('error.shortage_over', {
    order: orderName(order),
    state: ledBy(`state.${order.state}`, leading(order, 'shortage'), members),
  });

/** Nothing is asked: there is nothing to answer. */
export const notAsked = (order: Order): DeskError => new DeskError('error.not_asked', { order: orderName(order) });
