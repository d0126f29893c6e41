import { DeskError } from '../../errors.ts';
import { moneyText } from '../../money.ts';
import { hasOpenComplaint, isPaidInFull, owed } from '../guards.ts';
import type { Deed } from './deed.ts';

/** Ends a delivered order that is paid in full and has no open complaint; a manager may override with a reason. */
export const complete: Deed = (order, at) => {
  const name = order.number ?? order.draftNo;
  const overridden = at.isManager && !!at.input.reason?.trim();
  if (!isPaidInFull(order) && !overridden)
    throw new DeskError('error.not_paid', { order: name, owed: moneyText(owed(order), order.currency) });
  if (hasOpenComplaint(order) && !overridden) throw new DeskError('error.open_complaint', { order: name });
  return { state: 'completed', set: { completedAt: at.actor.now }, note: at.input.reason };
};
