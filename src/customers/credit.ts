import type { ClientSession, Connection } from 'mongoose';
import type { CalendarDate } from '../dates.ts';
import { inParts } from '../in-parts.ts';
import { toBase } from '../orders/currency.ts';
import { owed } from '../orders/guards.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { owing } from '../orders/stages.ts';
import { isCounted } from '../payments/due.ts';
import { paymentModel } from '../payments/model.ts';
import type { Payment } from '../payments/payment.ts';
import { agreedOnce } from '../risks/kinds/credit.ts';
import { holdersOf, withMoving } from './kept.ts';

/** What a customer owes or will owe, and the part past its due date, in minor units of the base currency. Credit class. */
export type Credit = {
  exposure: number;
  /** The same, below 0 where more came in than is owed: what an order more is added to. */
  balance: number;
  overdue: number;
  /** Money of the customer that is on no order; it belongs to its payments: commercial class. */
  free?: number;
  /** The oldest due date that was missed, of money that is still owed. */
  overdueSince?: CalendarDate;
  /** The most that finance agreed to over the limit with an order of the customer, as long as that is good. */
  agreed: number;
};

type Owed = Pick<
  Order,
  '_id' | 'state' | 'total' | 'paid' | 'credited' | 'currency' | 'rate' | 'dueDate' | 'imported' | 'approvedOnce'
>;
const fields = {
  ...{ state: 1, total: 1, paid: 1, credited: 1, currency: 1, rate: 1, dueDate: 1, imported: 1, approvedOnce: 1 },
} as const;

/** Payments with money that is on no order yet; by an index that holds few. */
const unspent = (base: string) => ({ free: { $exists: true }, currency: base });

/** How many customers one query asks for. */
const atOnce = 100;

/** Money of a customer, by its records, that is on no order yet. */
async function unallocated(connection: Connection, ids: readonly string[], base: string, session?: ClientSession) {
  const found = await paymentModel(connection)
    .find({ customer: { $in: [...ids] }, ...unspent(base) }, { free: 1 }, { session })
    .lean<Pick<Payment, 'free'>[]>();
  return found.reduce((sum, payment) => sum + (payment.free ?? 0), 0);
}

/** What a customer's credit is worked out from: the orders that owe, and money that is on none of them. */
export type CreditFacts = { orders: readonly Owed[]; free: number };

/** What is left to be paid of some orders, in minor units of the base currency. */
const openOf = (orders: readonly Owed[], base: string): number =>
  orders.reduce((total, order) => total + toBase(owed(order), order.currency, order.rate, base), 0);

/** The first of some due dates of which something is still owed. */
const oldestDue = (due: readonly Owed[]): CalendarDate | undefined =>
  due
    .flatMap((order) => (order.dueDate && owed(order) > 0 ? [order.dueDate] : []))
    .sort()
    .at(0);

/** The credit that a customer uses. */
export function creditFrom(
  { orders, free }: CreditFacts,
  { base, today }: { base: string; today: CalendarDate },
): Credit {
  const counted = orders.filter(isCounted);
  const sum = (some: readonly Owed[]) => openOf(some, base);
  const due = counted.filter((order) => order.dueDate !== undefined && order.dueDate < today);
  const [balance, overdue] = [sum(counted) - free, Math.max(0, sum(due) - free)];
  return {
    exposure: Math.max(0, balance),
    balance,
    free,
    overdue,
    ...(overdue > 0 && { overdueSince: oldestDue(due) }),
    agreed: Math.max(0, ...orders.map((order) => agreedOnce(order, today))),
  };
}

/** A customer of whom nothing was read, since nobody asks. */
export const noCredit: Credit = { exposure: 0, balance: 0, overdue: 0, agreed: 0 };

/** Reads what a customer's credit is worked out from, by the ids of its records. */
export async function creditFactsOf(
  connection: Connection,
  ids: readonly string[],
  base: string,
  session?: ClientSession,
): Promise<CreditFacts> {
  const orders = await orderModel(connection)
    .find({ customer: { $in: [...ids] }, state: { $in: owing } }, fields, { session })
    .lean<Owed[]>();
  return { orders, free: await unallocated(connection, ids, base, session) };
}

/** The same by the customer; what another record has that is becoming a part of it counts. */
export const creditFacts = async (
  connection: Connection,
  customer: string,
  base: string,
  session?: ClientSession,
): Promise<CreditFacts> => creditFactsOf(connection, await withMoving(connection, customer, session), base, session);

/** What the credit of each of some customers is worked out from, by a query or two for each hundred of them. */
export async function creditsOf(
  connection: Connection,
  customers: readonly string[],
  base: string,
): Promise<Map<string, CreditFacts>> {
  const facts = new Map(customers.map((customer) => [customer, { orders: [] as Owed[], free: 0 }]));
  for (const part of inParts([...facts.keys()], atOnce)) {
    const holders = await holdersOf(connection, part);
    const whose = { customer: { $in: [...holders.keys()] } };
    const orders = await orderModel(connection)
      .find({ ...whose, state: { $in: owing } }, { ...fields, customer: 1 })
      .lean<(Owed & Pick<Order, 'customer'>)[]>();
    for (const order of orders) facts.get(holders.get(order.customer)!)!.orders.push(order);
    const paid = await paymentModel(connection)
      .find({ ...whose, ...unspent(base) }, { free: 1, customer: 1 })
      .lean<Pick<Payment, 'free' | 'customer'>[]>();
    for (const { customer, free = 0 } of paid) facts.get(holders.get(customer)!)!.free += free;
  }
  return facts;
}

/**
 * What each of some customers owes less money that is on none of their orders, in minor units of the base currency: below 0
 * where more came in than is owed. By a query or two for each hundred of them, and no order is kept.
 */
export async function balancesOf(
  connection: Connection,
  customers: readonly string[],
  base: string,
): Promise<Map<string, number>> {
  const balances = new Map(customers.map((customer) => [customer, 0]));
  const add = (customer: string, amount: number) => balances.set(customer, (balances.get(customer) ?? 0) + amount);
  for (const part of inParts([...balances.keys()], atOnce)) {
    const holders = await holdersOf(connection, part);
    const whose = { customer: { $in: [...holders.keys()] } };
    const orders = await orderModel(connection)
      .find({ ...whose, state: { $in: owing } }, { ...fields, customer: 1 })
      .lean<(Owed & Pick<Order, 'customer'>)[]>();
    for (const order of orders.filter(isCounted)) add(holders.get(order.customer)!, openOf([order], base));
    const paid = await paymentModel(connection)
      .find({ ...whose, ...unspent(base) }, { free: 1, customer: 1 })
      .lean<Pick<Payment, 'free' | 'customer'>[]>();
    for (const { customer, free = 0 } of paid) add(holders.get(customer)!, -free);
  }
  return balances;
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
