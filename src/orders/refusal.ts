import { approversNow, askedNow } from '../approvals/eligible.ts';
import { DeskError } from '../errors.ts';
import { movesFor } from '../members/ability.ts';
import type { Member, Person, Role } from '../members/member.ts';
import type { Action } from './moves.ts';
import { type ApprovalStep, type Order, orderName } from './order.ts';

/** Who did the last thing to the order. */
const lastBy = ({ timeline }: Order, members: readonly Pick<Member, '_id' | 'name'>[]): string =>
  members.find((m) => m._id === timeline.at(-1)?.by)?.name ?? '—';

/**
 * Why a move cannot be made from the state the order is in, with what happened last and what is possible now. Who
 * was faster is named, so that the loser of two simultaneous moves reads the truth.
 */
export function refusal(
  order: Order,
  action: Action | 'edit',
  person: Person,
  members: readonly Pick<Member, '_id' | 'name'>[],
): DeskError {
  const possible = movesFor(person, order).map((a) => `action.${a}`);
  return new DeskError(possible.length > 0 ? 'error.move_refused' : 'error.move_refused_end', {
    order: orderName(order),
    state: { text: `state.${order.state}` },
    action: { text: `action.${action}` },
    who: lastBy(order, members),
    possible: { list: possible },
  });
}

/** The person's step is decided, and the next one is another's: who has the turn now. */
export const stepDecided = (order: Order, members: readonly Member[]): DeskError =>
  new DeskError('error.step_decided', {
    order: orderName(order),
    who: lastBy(order, members),
    turn: namesOf(askedNow(order, members)),
  });

const namesOf = (members: readonly Pick<Member, 'name'>[]): string => members.map((m) => m.name).join(', ') || '—';

/** Who decides this step would leave nobody for the next one: others who may decide this one are named. */
export const neededLater = (order: Order, by: Member, members: readonly Member[]): DeskError => {
  const others = approversNow(order, members).filter((m) => m._id !== by._id);
  return new DeskError('error.needed_later', { order: orderName(order), who: namesOf(others) });
};

/** The role of a step of which nobody may decide. */
export const roleOfStep = (step: ApprovalStep | undefined): Role =>
  step?.seats.find((seat) => seat.role)?.role ?? 'manager';

/** Nobody may decide a step of the order: which role one more member needs. */
export const noApprover = (order: Order, stuck: readonly ApprovalStep[]): DeskError =>
  new DeskError('error.no_approver', {
    order: orderName(order),
    role: { text: `role.${roleOfStep(stuck[0])}` },
  });

/** Nothing is asked: there is nothing to answer. */
export const notAsked = (order: Order): DeskError => new DeskError('error.not_asked', { order: orderName(order) });
