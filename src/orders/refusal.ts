import { fallbackOf } from '../approvals/eligible.ts';
import { DeskError } from '../errors.ts';
import { movesFor } from '../members/ability.ts';
import type { Member, Person } from '../members/member.ts';
import type { Action } from './moves.ts';
import { type ApprovalStep, type Order, orderName } from './order.ts';

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
  const last = order.timeline.at(-1);
  return new DeskError('error.move_refused', {
    order: orderName(order),
    state: { text: `state.${order.state}` },
    action: { text: `action.${action}` },
    who: members.find((m) => m._id === last?.by)?.name ?? '—',
    possible: { list: movesFor(person, order, fallbackOf(order)).map((a) => `action.${a}`) },
  });
}

/** Nobody may decide a step of the order: which role one more member needs. */
export const noApprover = (order: Order, stuck: readonly ApprovalStep[]): DeskError =>
  new DeskError('error.no_approver', {
    order: orderName(order),
    role: { text: `role.${stuck[0]?.role ?? 'manager'}` },
  });
