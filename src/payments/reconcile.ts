import type { ClientSession, Connection } from 'mongoose';
import { native } from '../database/native.ts';
import { transact } from '../database/transact.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { uncountedStates } from '../orders/stages.ts';
import { isCounted } from './due.ts';
import { paymentModel } from './model.ts';
import { isInForce, type Payment, partsOf } from './payment.ts';

/** What does not agree; minor units. */
export type MoneyDifference =
  /** Of a customer in a currency: all payments against what orders were paid and what is free. */
  | { customer: string; currency: string; what: 'customer'; payments: number; paid: number; free: number }
  /** Of an order: what it says it was paid, against the parts of payments. */
  | { order: string; what: 'paid'; stored: number; parts: number }
  /** An order that was paid less than nothing, or more than it may keep. */
  | { order: string; what: 'over'; paid: number; most: number }
  /** A payment whose parts are more than it, or that names orders of another customer. */
  | { payment: string; what: 'parts' };

type Sums = Map<string, number>;
const add = (sums: Sums, key: string, n: number): void => void sums.set(key, (sums.get(key) ?? 0) + n);

async function paymentSums(connection: Connection, session: ClientSession) {
  const [payments, free, parts]: [Sums, Sums, Sums] = [new Map(), new Map(), new Map()];
  const wrong: MoneyDifference[] = [];
  for await (const found of native(paymentModel(connection)).find({}, { session })) {
    const payment = found as unknown as Payment;
    const key = `${payment.customer} ${payment.currency}`;
    const isOut = payment.history && payment.order === undefined;
    if (!isOut) add(payments, key, payment.amount);
    if (isInForce(payment)) add(free, key, payment.free ?? 0);
    for (const part of partsOf(payment)) add(parts, part.order, part.amount);
    const applied = (payment.applied ?? []).map((part) => part.amount);
    const isWhole = payment.order !== undefined || isOut || !isInForce(payment);
    const spent = applied.reduce((sum, n) => sum + n, (payment.free ?? 0) + (payment.refunded ?? 0));
    const isShort = !isWhole && spent !== payment.amount;
    if (isShort || applied.some((n) => n <= 0) || (!isInForce(payment) && spent !== 0))
      wrong.push({ payment: payment._id, what: 'parts' });
  }
  return { payments, free, parts, wrong };
}

/** What an order may have been paid at most: nothing where it does not count, else its total. */
const mostOf = ({ state, total }: Order): number => (uncountedStates.includes(state) ? 0 : total);

/**
 * Compares all payments with what orders were paid and with what is free, at one moment; empty when all agree. History that
 * was loaded without its open balance is compared order by order only. Reads everything, so it is for tests and a quiet hour.
 */
export async function reconcileMoney(connection: Connection): Promise<MoneyDifference[]> {
  return transact(connection, async (session) => {
    const { payments, free, parts, wrong } = await paymentSums(connection, session);
    const paid: Sums = new Map();
    const projection = { customer: 1, currency: 1, paid: 1, state: 1, total: 1, imported: 1, dueDate: 1 };
    for await (const found of native(orderModel(connection)).find({}, { projection, session })) {
      const order = found as unknown as Order;
      add(paid, `${order.customer} ${order.currency}`, order.paid);
      const sum = parts.get(order._id) ?? 0;
      if (sum !== order.paid) wrong.push({ order: order._id, what: 'paid', stored: order.paid, parts: sum });
      const most = mostOf(order);
      if (isCounted(order) && (order.paid < 0 || order.paid > most))
        wrong.push({ order: order._id, what: 'over', paid: order.paid, most });
    }
    for (const key of new Set([...payments.keys(), ...paid.keys()])) {
      const [customer = '', currency = ''] = key.split(' ');
      const sums = { payments: payments.get(key) ?? 0, paid: paid.get(key) ?? 0, free: free.get(key) ?? 0 };
      if (sums.payments !== sums.paid + sums.free) wrong.push({ customer, currency, what: 'customer', ...sums });
    }
    return wrong;
  });
}
