import { addDays } from '../../../dates.ts';
import { DeskError } from '../../../errors.ts';
import { sees } from '../../../members/ability.ts';
import { personOf } from '../../../members/member.ts';
import { moneyText } from '../../../money.ts';
import { type Order, orderName } from '../../order.ts';
import type { ApprovedOnce } from '../../risk-fields.ts';
import type { Circumstances, Deed } from '../deed.ts';

/** What is said to who may not read figures of credit has none. */
function tooLittle(order: Order, least: number, { actor, settings }: Circumstances): DeskError {
  const isTold = sees(personOf(actor.member), 'credit', order) === 'full';
  const values = { order: orderName(order), least: moneyText(least, settings.currency) };
  return new DeskError(isTold ? 'error.once_less' : 'error.once_less_plain', values, { field: 'amount' });
}

/**
 * Finance's word for an order over the limit: as much as the order takes its customer over it, and for the days of the
 * settings, where nothing else is said. Less than that would agree to nothing, so it is refused at its field.
 */
export function agreedNow(order: Order, at: Circumstances): ApprovedOnce {
  const { actor, input, settings, today, excess } = at;
  const { once = {} } = input;
  const least = excess(order);
  const { amount = least, until = addDays(today, settings.approveOnceDays) } = once;
  if (!Number.isSafeInteger(amount) || amount < least) throw tooLittle(order, least, at);
  if (until < today) throw new DeskError('error.date_past', { date: until, today }, { field: 'until' });
  return { amount, until, by: actor.member._id, at: actor.now };
}

/** Finance lets an agreed order go whose customer came over the limit since, or for which its word ran out. */
export const approveOnce: Deed = (order, at) => {
  if (at.excess(order) === 0) throw new DeskError('error.within_limit', { order: orderName(order) });
  const approvedOnce = agreedNow(order, at);
  return { state: order.state, set: { approvedOnce }, note: approvedOnce.until };
};
