import type { Connection } from 'mongoose';
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

const fields = { state: 1, total: 1, paid: 1, credited: 1, currency: 1, rate: 1, dueDate: 1, settledAt: 1 } as const;
type Money = Pick<Order, 'state' | 'total' | 'paid' | 'credited' | 'currency' | 'rate' | 'dueDate' | 'settledAt'>;

/** Whether what is known of a customer speaks for paying on time; undefined where too little is known. */
export const paysOnTime = ({ rating }: PaymentHabit): boolean | undefined =>
  rating === undefined ? undefined : rating === 'A' || rating === 'B';

/** At most 200 orders of a customer, by the ids of its records, that were settled in the last 12 months; by index. */
export const settledLately = (connection: Connection, ids: readonly string[], today: CalendarDate): Promise<Money[]> =>
  orderModel(connection)
    .find({ customer: { $in: [...ids] }, settledAt: { $gte: addDays(today, -lookBackDays), $lte: today } }, fields)
    .sort({ settledAt: -1 })
    .limit(mostOrders)
    .lean<Money[]>()
    .exec();

/** How a customer paid and what is overdue today, from settled orders and open ones. `base`: the company's currency. */
export function paymentHabitFrom(
  settled: readonly Money[],
  open: readonly Omit<Money, 'settledAt'>[],
  { base, today }: { base: string; today: CalendarDate },
): PaymentHabit {
  const inBase = (amount: number, order: Omit<Money, 'settledAt'>) => toBase(amount, order.currency, order.rate, base);
  const overdue = open.filter(({ state, dueDate = today }) => agreedUnsettled.includes(state) && dueDate < today);
  const paying = [
    ...settled.flatMap((order) =>
      order.dueDate ? [{ dueDate: order.dueDate, settledAt: order.settledAt, weight: inBase(order.paid, order) }] : [],
    ),
    ...overdue.flatMap((order) =>
      order.dueDate ? [{ dueDate: order.dueDate, weight: inBase(owed(order), order) }] : [],
    ),
  ];
  return punctualityOf(paying, today);
}
