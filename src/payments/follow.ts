import type { ClientSession, Connection } from 'mongoose';
import { owed } from '../orders/guards.ts';
import type { Order } from '../orders/order.ts';
import { storeOrder } from '../orders/store.ts';
import { markRisks } from '../risks/marks.ts';
import { type MoneyCause, settledAfter } from './book.ts';
import { takesMoney } from './due.ts';
import { paymentModel } from './model.ts';
import { excess, release, settle } from './settle.ts';

/** What money of the customer can go to of an order by itself, in minor units. */
const open = (order: Order): number => (takesMoney(order) ? owed(order) : 0);

/** Whether an order was filed again, or given up, after money was paid for it: then that money may wait for it. */
const mayBeWaitedFor = (before: Order, after: Order): boolean =>
  before.number !== undefined &&
  before.state !== after.state &&
  ['draft', 'cancelled', 'rejected'].includes(before.state);

/** Whether a change of an order may let free money go somewhere; of most changes it cannot, and nothing is read. */
const matters = (before: Order, after: Order): boolean => open(after) > open(before) || mayBeWaitedFor(before, after);

/** Keeps the day on which nothing was owed any more, where a change of the order and no payment changed that. */
async function settledBy(connection: Connection, order: Order, cause: MoneyCause, session: ClientSession) {
  if (order.paid === 0 && order.settledAt === undefined) return order;
  const settledAt = await settledAfter(connection, order, cause.today, session);
  if (settledAt === order.settledAt) return order;
  return (await storeOrder(connection, order, { fields: { settledAt }, entries: [] }, session)) ?? order;
}

/**
 * Lets the money follow a change of an order, in its transaction and after it was written: what is over becomes free, and
 * free money goes to what is owed. Where what is owed changed, the customer's risks are marked. Gives the order as it is
 * then, and the others that changed.
 */
export async function moneyFollows(
  connection: Connection,
  before: Order,
  after: Order,
  cause: MoneyCause,
  session: ClientSession,
): Promise<{ order: Order; others: Order[] }> {
  const freed = excess(after) > 0;
  // A credit for goods that came back is owed no more, though it frees nothing: what risks rest on is another.
  if (freed || owed(before) !== owed(after))
    await markRisks(connection, [{ kind: 'customer', about: after.customer }], { now: cause.now, session });
  if (!freed && !matters(before, after))
    return { order: await settledBy(connection, after, cause, session), others: [] };
  const released = await release(connection, after, cause, session);
  const changed = await settle(connection, after.customer, cause, session);
  const now = changed.find((order) => order._id === after._id) ?? released;
  const order = await settledBy(connection, now, cause, session);
  return { order, others: changed.filter((other) => other._id !== after._id) };
}

/**
 * The same for orders that were filed together: of customers who have free money, it goes to what they agreed to. Gives the
 * orders that it changed, by id. One read by index for all of them, and none where nothing was agreed.
 */
export async function moneyFollowsAll(
  connection: Connection,
  orders: readonly Order[],
  cause: MoneyCause,
  session: ClientSession,
): Promise<Map<string, Order>> {
  const customers = [...new Set(orders.filter((order) => open(order) > 0).map((order) => order.customer))];
  const changed = new Map<string, Order>();
  if (customers.length === 0) return changed;
  const free = await paymentModel(connection)
    .find({ customer: { $in: customers }, free: { $exists: true } }, { customer: 1 }, { session })
    .lean<{ customer: string }[]>();
  for (const customer of new Set(free.map((payment) => payment.customer)))
    for (const order of await settle(connection, customer, cause, session)) changed.set(order._id, order);
  return changed;
}
