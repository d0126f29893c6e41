import type { ClientSession, Connection } from 'mongoose';
import { withMoving } from '../customers/kept.ts';
import { addDays, type CalendarDate } from '../dates.ts';
import { toBase } from '../orders/currency.ts';
import { owed } from '../orders/guards.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { agreedUnsettled } from '../orders/stages.ts';
import { type Punctuality, punctualityOf } from './punctuality.ts';

/** How a customer pays: the rating is credit class; sales read `paysOnTime` in words. */
export type PaymentHabit = Punctuality;

/** Orders that it is worked out from, at most, of so many days before today. */
const mostOrders = 200;
const lookBackDays = 365;

const fields = { total: 1, paid: 1, credited: 1, currency: 1, rate: 1, dueDate: 1, settledAt: 1 } as const;
type Money = Pick<Order, 'total' | 'paid' | 'credited' | 'currency' | 'rate' | 'dueDate' | 'settledAt'>;

/** Whether what is known of a customer speaks for paying on time; undefined where too little is known. */
export const paysOnTime = ({ rating }: PaymentHabit): boolean | undefined =>
  rating === undefined ? undefined : rating === 'A' || rating === 'B';

/**
 * How a customer paid in the last 12 months and what is overdue today, from at most 200 settled orders and the open ones,
 * by index. `base`: the company's currency.
 */
export async function paymentHabitOf(
  connection: Connection,
  customer: string,
  { base, today, session }: { base: string; today: CalendarDate; session?: ClientSession },
): Promise<PaymentHabit> {
  const orders = orderModel(connection);
  const since = addDays(today, -lookBackDays);
  const whose = { $in: await withMoving(connection, customer, session) };
  const settled = await orders
    .find({ customer: whose, settledAt: { $gte: since, $lte: today } }, fields, { session })
    .sort({ settledAt: -1 })
    .limit(mostOrders)
    .lean<Money[]>();
  const open = await orders
    .find({ customer: whose, state: { $in: agreedUnsettled }, dueDate: { $lt: today } }, fields, { session })
    .lean<Money[]>();
  const inBase = (amount: number, order: Money) => toBase(amount, order.currency, order.rate, base);
  const paying = [
    ...settled.flatMap((order) =>
      order.dueDate ? [{ dueDate: order.dueDate, settledAt: order.settledAt, weight: inBase(order.paid, order) }] : [],
    ),
    ...open.flatMap((order) => (order.dueDate ? [{ dueDate: order.dueDate, weight: inBase(owed(order), order) }] : [])),
  ];
  return punctualityOf(paying, today);
}
