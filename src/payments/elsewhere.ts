import { mayRead, mayReadPaymentsOf } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { moneyText } from '../money.ts';
import { type Order, orderName } from '../orders/order.ts';
import { t } from '../text/index.ts';
import type { Payment } from './payment.ts';

/** Where the part of a payment went that its own order did not need: to other orders that the viewer reads, or to none. */
export function elsewhereText(
  { locale, person }: Viewer,
  payment: Pick<Payment, 'applied' | 'free' | 'currency'>,
  orders: readonly Order[],
  own: string,
): string {
  const money = (amount: number) => moneyText(amount, payment.currency);
  const went = (payment.applied ?? []).flatMap((part) => {
    const order = part.order === own ? undefined : orders.find(({ _id }) => _id === part.order);
    const isSeen = order && mayRead(person, 'Order', order) && mayReadPaymentsOf(person, order);
    return isSeen ? [t(locale, 'pay.done.went', { order: orderName(order), amount: money(part.amount) })] : [];
  });
  const free = payment.free ? [t(locale, 'pay.done.free', { amount: money(payment.free) })] : [];
  return [...went, ...free].join(' · ');
}
