import { DeskError } from '../../../errors.ts';
import { sees } from '../../../members/ability.ts';
import { personOf } from '../../../members/member.ts';
import { moneyText } from '../../../money.ts';
import { agreedFor } from '../../../risks/kinds/credit.ts';
import { type Order, orderName } from '../../order.ts';
import { securedAmount } from '../../security.ts';
import type { Circumstances } from '../deed.ts';

/** Goods do not leave before the prepayment is there that finance asked for. The amount is said to who reads amounts. */
function checkPrepayment(order: Order, { actor }: Circumstances): void {
  const { security, paid, currency } = order;
  const left = securedAmount(security, order) - paid;
  if (security?.kind !== 'prepayment' || left <= 0) return;
  const values = { order: orderName(order), left: moneyText(left, currency) };
  const isTold = sees(personOf(actor.member), 'commercial', order) === 'full';
  throw new DeskError(isTold ? 'error.prepayment_left' : 'error.prepayment_left_plain', values);
}

/**
 * Goods of a customer over the limit do not leave without finance's word: what was agreed to may have run out, or not cover
 * what has come since. An order that is paid before it leaves adds to no limit once it is paid.
 */
export function checkCredit(order: Order, at: Circumstances): void {
  checkPrepayment(order, at);
  const { settings, excess, money, today } = at;
  if (!settings.creditStopsShipping) return;
  const isPrepaid = order.paymentDays === 0;
  const over = excess(isPrepaid ? { ...order, paymentDays: 1 } : order);
  if (over === 0 || agreedFor(order, money, today) >= over) return;
  throw new DeskError(isPrepaid ? 'error.prepaid_unpaid' : 'error.credit_stop', { order: orderName(order) });
}
