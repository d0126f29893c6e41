import type { ClientSession, Connection } from 'mongoose';
import { withMoving } from '../customers/kept.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { agreedUnsettled, uncountedStates } from '../orders/stages.ts';
import { markRisks } from '../risks/marks.ts';
import { type Allotment, allocate, type FreeMoney } from './allocate.ts';
import { bookOn, type MoneyCause, orderNow, payingFor, storeParts } from './book.ts';
import { claimsOf, type Owing, owingFields, takesMoney } from './due.ts';
import { paymentModel } from './model.ts';
import { type Payment, partOn, withPart } from './payment.ts';

type Open = Owing & Pick<Order, 'currency'>;

/** Payments of a customer with money that is on no order, the oldest first. By index; mostly there are none. */
export async function freeOf(connection: Connection, customer: string, session?: ClientSession): Promise<Payment[]> {
  const ids = await withMoving(connection, customer, session);
  const found = await paymentModel(connection)
    .find({ customer: { $in: ids }, free: { $exists: true } }, null, { session })
    .lean<Payment[]>();
  return found.toSorted((a, b) => (a.paidAt === b.paidAt ? (a._id < b._id ? -1 : 1) : a.paidAt < b.paidAt ? -1 : 1));
}

/** What of a customer's money is on no order in a currency, minor units: below 0 where money that went back is owed. */
export const freeSum = async (connection: Connection, customer: string, currency: string): Promise<number> =>
  (await freeOf(connection, customer))
    .filter((payment) => payment.currency === currency)
    .reduce((sum, payment) => sum + (payment.free ?? 0), 0);

/** Orders that the money may go to: those that are agreed, and those that it was paid for, whatever their state. */
async function claimants(connection: Connection, customer: string, free: readonly Payment[], session: ClientSession) {
  const orders = orderModel(connection);
  const fields = { ...owingFields };
  const whose = { customer: { $in: await withMoving(connection, customer, session) } };
  const open = await orders.find({ ...whose, state: { $in: agreedUnsettled } }, fields, { session }).lean<Open[]>();
  const ids = [...new Set(free.flatMap((payment) => payment.order ?? []))];
  const others = ids.filter((id) => !open.some((order) => order._id === id));
  const named =
    others.length === 0
      ? []
      : await orders.find({ _id: { $in: others }, ...whose }, fields, { session }).lean<Open[]>();
  return { open: open.filter(takesMoney), named };
}

const asMoney = ({ _id, free = 0, order }: Payment): FreeMoney => ({ payment: _id, amount: free, order });

/** What is left of money after some of it was allotted. */
const less = (money: readonly FreeMoney[], made: readonly Allotment[]): FreeMoney[] =>
  money.map((m) => ({
    ...m,
    amount: made.reduce((left, one) => (one.payment === m.payment ? left - one.amount : left), m.amount),
  }));

type Claimants = { open: readonly Open[]; named: readonly Open[] };

/**
 * What goes where, in one currency. Money for an order that is a draft again waits for it; that for a pending one goes there
 * first. All else goes to what is agreed.
 */
function allotted(free: readonly Payment[], { open, named }: Claimants): Allotment[] {
  const drafts = new Set(named.filter((o) => o.state === 'draft').map((o) => o._id));
  const money = free.filter((p) => p.order === undefined || !drafts.has(p.order)).map(asMoney);
  const isOwing = money.some((m) => m.amount < 0);
  const pending = isOwing ? [] : named.filter((o) => o.state === 'pending');
  const early = pending.flatMap((o) =>
    allocate(
      money.filter((m) => m.order === o._id),
      claimsOf(o),
    ),
  );
  return [...early, ...allocate(less(money, early), open.flatMap(claimsOf))];
}

function allotments(free: readonly Payment[], { open, named }: Claimants): Allotment[] {
  const currencies = [...new Set(free.map((payment) => payment.currency))];
  return currencies.flatMap((currency) => {
    const same = <T extends { currency: string }>(all: readonly T[]) => all.filter((one) => one.currency === currency);
    return allotted(same(free), { open: same(open), named: same(named) });
  });
}

/** Puts what was allotted on payments and orders. */
async function write(
  connection: Connection,
  free: readonly Payment[],
  made: readonly Allotment[],
  cause: MoneyCause,
  session: ClientSession,
): Promise<Order[]> {
  const payments = new Map(free.map((payment) => [payment._id, payment]));
  for (const { payment, order, amount } of made) {
    const there = payments.get(payment)!;
    payments.set(payment, { ...there, ...withPart(there, order, amount) });
  }
  const touched = [...new Set(made.map((one) => one.payment))];
  await storeParts(
    connection,
    touched.map((id) => {
      const { applied, free: left } = payments.get(id)!;
      return { payment: id, set: { applied, free: left } };
    }),
    session,
  );
  const orders = new Map<string, Order>();
  for (const { payment, order, amount } of made) {
    const now = orders.get(order) ?? (await orderNow(connection, order, session));
    if (!now) continue;
    const note = payments.get(payment)!.reference;
    const entry = { at: cause.now, action: 'credit_applied' as const, note, key: cause.key };
    orders.set(order, await bookOn(connection, now, amount, entry, session));
  }
  return [...orders.values()];
}

/**
 * Puts money of a customer that is on no order on the orders that are owed, the oldest due first, in the transaction of what
 * made it possible. Gives the orders that it changed. Without free money it is one read by index.
 */
export async function settle(
  connection: Connection,
  customer: string,
  cause: MoneyCause,
  session: ClientSession,
): Promise<Order[]> {
  const free = await freeOf(connection, customer, session);
  if (free.length === 0) return [];
  const made = allotments(free, await claimants(connection, customer, free, session));
  if (made.length === 0) return [];
  const orders = await write(connection, free, made, cause, session);
  await markRisks(connection, [{ kind: 'customer', about: customer }], { now: cause.now, session });
  return orders;
}

/**
 * What may stay on an order, in minor units: nothing where it does not count, else its total. What goods that came back gave
 * stays on it until it goes back to the customer.
 */
const room = ({ state, total }: Pick<Order, 'state' | 'total'>): number =>
  uncountedStates.includes(state) ? 0 : total;

/** What of an order’s money is over. */
export const excess = (order: Pick<Order, 'state' | 'total' | 'paid'>): number => Math.max(0, order.paid - room(order));

/** Frees what was paid over what an order can take: of the newest payment first. Gives the order after it. */
export async function release(
  connection: Connection,
  order: Order,
  cause: MoneyCause,
  session: ClientSession,
): Promise<Order> {
  let left = excess(order);
  if (left === 0) return order;
  const paying = (await payingFor(connection, order._id, session)).toSorted((a, b) =>
    a.paidAt === b.paidAt ? (a._id < b._id ? 1 : -1) : a.paidAt < b.paidAt ? 1 : -1,
  );
  const changes: { payment: string; set: Pick<Payment, 'applied' | 'free'> }[] = [];
  for (const payment of paying) {
    const amount = Math.min(left, Math.max(0, partOn(payment, order._id)));
    if (amount === 0 || payment.history) continue;
    changes.push({ payment: payment._id, set: withPart(payment, order._id, -amount) });
    left -= amount;
  }
  const freed = excess(order) - left;
  if (freed === 0) return order;
  await storeParts(connection, changes, session);
  const entry = { at: cause.now, action: 'credit_freed' as const, key: cause.key };
  return bookOn(connection, order, -freed, entry, session);
}
