import type { ClientSession, Connection } from 'mongoose';
import type { CalendarDate } from '../dates.ts';
import { toBase } from '../orders/currency.ts';
import { owed } from '../orders/guards.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { owing } from '../orders/stages.ts';
import { paymentModel } from '../payments/model.ts';
import type { Payment } from '../payments/payment.ts';

/** What a customer owes or will owe, and the part past its due date, in minor units of the base currency. Credit class. */
export type Credit = { exposure: number; overdue: number };

type Owed = Pick<Order, '_id' | 'total' | 'paid' | 'credited' | 'currency' | 'rate' | 'dueDate' | 'imported'>;
const fields = { total: 1, paid: 1, credited: 1, currency: 1, rate: 1, dueDate: 1, imported: 1 } as const;

/** Money that names only the customer; it goes to the oldest due first. */
async function unallocated(connection: Connection, customer: string, base: string, session?: ClientSession) {
  const filter = { customer, order: { $exists: false }, currency: base, imported: { $ne: true } };
  const found = await paymentModel(connection)
    .find(filter, { amount: 1 }, { session })
    .lean<Pick<Payment, 'amount'>[]>();
  return found.reduce((sum, payment) => sum + payment.amount, 0);
}

/** What a customer's credit is worked out from: the orders that owe, and money that names none of them. */
export type CreditFacts = { orders: readonly Owed[]; free: number };

/** The credit that a customer uses. */
export function creditFrom(
  { orders, free }: CreditFacts,
  { base, today }: { base: string; today: CalendarDate },
): Credit {
  const counted = orders.filter((o) => !o.imported || o.dueDate !== undefined);
  const open = (order: Owed) => toBase(owed(order), order.currency, order.rate, base);
  const sum = (some: readonly Owed[]) => some.reduce((total, order) => total + open(order), 0);
  const due = counted.filter((order) => order.dueDate !== undefined && order.dueDate < today);
  return { exposure: Math.max(0, sum(counted) - free), overdue: Math.max(0, sum(due) - free) };
}

/** Reads what a customer's credit is worked out from. */
export async function creditFacts(
  connection: Connection,
  customer: string,
  base: string,
  session?: ClientSession,
): Promise<CreditFacts> {
  const orders = await orderModel(connection)
    .find({ customer, state: { $in: owing } }, fields, { session })
    .lean<Owed[]>();
  return { orders, free: await unallocated(connection, customer, base, session) };
}

/**
 * Reads the credit that a customer uses. `but` leaves one order out. History that was loaded without its open balance has
 * no due date, and stays out.
 */
export async function creditOf(
  connection: Connection,
  customer: string,
  { base, today, but, session }: { base: string; today: CalendarDate; but?: string; session?: ClientSession },
): Promise<Credit> {
  const { orders, free } = await creditFacts(connection, customer, base, session);
  return creditFrom({ orders: orders.filter((o) => o._id !== but), free }, { base, today });
}
