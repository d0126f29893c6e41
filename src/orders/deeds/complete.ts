import { DeskError } from '../../errors.ts';
import { sees } from '../../members/ability.ts';
import type { Actor } from '../../members/actor.ts';
import { personOf } from '../../members/member.ts';
import { moneyText } from '../../money.ts';
import { hasOpenComplaint, isCompletable, isPaidInFull, owed } from '../guards.ts';
import { type Order, orderName } from '../order.ts';
import type { Deed } from './deed.ts';

/** How much is missing is said only to those who may read amounts; whoever owns an order need not. */
function notPaid(order: Order, { member }: Actor): DeskError {
  const name = orderName(order);
  if (sees(personOf(member), 'commercial', order) !== 'full')
    return new DeskError('error.not_paid_plain', { order: name });
  return new DeskError('error.not_paid', { order: name, owed: moneyText(owed(order), order.currency) });
}

/** What keeps the order open, to whoever could end it all the same, and to everybody else. */
function stillOpen(order: Order, { actor, isManager }: Parameters<Deed>[1]): DeskError {
  const name = orderName(order);
  const [isPaid, isCalm] = [isPaidInFull(order), !hasOpenComplaint(order)];
  const what = isCalm ? 'unpaid' : isPaid ? 'complaint' : 'both';
  if (isManager)
    return new DeskError('error.complete_reason', { order: name, what: { text: `complete.open.${what}` } });
  return isPaid ? new DeskError('error.open_complaint', { order: name }) : notPaid(order, actor);
}

/** Ends a delivered order that is paid in full and has no open complaint; a manager may override with a reason. */
export const complete: Deed = (order, at) => {
  const overridden = at.isManager && !!at.input.reason?.trim();
  if (!isCompletable(order) && !overridden) throw stillOpen(order, at);
  return { state: 'completed', set: { completedAt: at.actor.now }, note: at.input.reason };
};
