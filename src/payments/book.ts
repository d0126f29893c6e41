import type { ClientSession, Connection } from 'mongoose';
import { createAudit } from '../audit/service.ts';
import { parted } from '../database/parted.ts';
import type { CalendarDate } from '../dates.ts';
import { DeskError } from '../errors.ts';
import { derivedFields } from '../orders/derived.ts';
import { owed } from '../orders/guards.ts';
import { orderModel } from '../orders/model.ts';
import { type Order, orderName, type TimelineEntry } from '../orders/order.ts';
import { countedStates } from '../orders/stages.ts';
import { storeOrder } from '../orders/store.ts';
import { paidTrail } from '../orders/trail.ts';
import { paymentModel } from './model.ts';
import type { MoneyAction } from './order-money.ts';
import { type Payment, partOn } from './payment.ts';

/** Why money moves: when, on which calendar date, and by which deed. */
export type MoneyCause = { now: Date; today: CalendarDate; key: string };

/** What is said of it on the order's timeline and on the trail; without `by` the desk did it. */
export type MoneyEntry = Pick<TimelineEntry, 'at' | 'by' | 'note' | 'key'> & {
  action: MoneyAction;
  from?: string;
};

/** Payments that pay an order, or may: those that name it, and those of which a part went to it. */
export const payingFor = async (connection: Connection, order: string, session: ClientSession): Promise<Payment[]> => {
  const found = paymentModel(connection);
  const named = await found.find({ order }, null, { session }).lean<Payment[]>();
  const applied = await found.find({ 'applied.order': order }, null, { session }).lean<Payment[]>();
  const all = new Map([...named, ...applied].map((payment) => [payment._id, payment]));
  return [...all.values()];
};

/** Whether an order counts as settled: something was paid of it, and nothing is owed. */
const isSettled = (order: Order): boolean =>
  (countedStates as readonly string[]).includes(order.state) && order.paid > 0 && owed(order) === 0;

/**
 * When nothing was owed any more: the day of the last payment of it. Where something else ended what was owed (a credit,
 * a smaller order), the day of that.
 */
async function settledOn(connection: Connection, order: Order, by: 'payment' | CalendarDate, session: ClientSession) {
  if (by !== 'payment') return by;
  const paying = await payingFor(connection, order._id, session);
  const dates = paying.filter((payment) => partOn(payment, order._id) > 0).map((p) => p.paidAt);
  return dates.toSorted().at(-1);
}

/** What `settledAt` of an order is after its money changed; `undefined` takes it away. */
export async function settledAfter(
  connection: Connection,
  order: Order,
  by: 'payment' | CalendarDate,
  session: ClientSession,
): Promise<CalendarDate | undefined> {
  if (!isSettled(order)) return undefined;
  return order.settledAt ?? (await settledOn(connection, order, by, session));
}

/** Keeps since when nothing of an order is owed, after payments of it were stored elsewhere. */
export async function settledNow(connection: Connection, order: Order, session: ClientSession): Promise<Order> {
  const settledAt = await settledAfter(connection, order, 'payment', session);
  if (settledAt === order.settledAt) return order;
  return (await storeOrder(connection, order, { fields: { settledAt }, entries: [] }, session)) ?? order;
}

/** Takes back that an order ended, where it did so because it was paid. */
function reopened(before: Order, paid: number): Partial<Order> {
  const after = { ...before, paid };
  if (before.state !== 'completed' || owed(before) > 0 || owed(after) === 0) return {};
  const back = { ...after, state: 'delivered' as const, completedAt: undefined };
  return { state: 'delivered', completedAt: undefined, ...derivedFields(back) };
}

/**
 * Books money on an order or off it, with a line of its timeline, as the order was read. What was `completed` because it was
 * paid goes back to `delivered`. Payments are written before. Throws where the order changed meanwhile.
 */
export async function bookOn(
  connection: Connection,
  order: Order,
  amount: number,
  { from = 'desk:payments', ...entry }: MoneyEntry,
  session: ClientSession,
): Promise<Order> {
  const paid = order.paid + amount;
  const back = reopened(order, paid);
  const after = { ...order, paid, ...back };
  const settledAt = await settledAfter(connection, after, 'payment', session);
  const moved = back.state ? { from: order.state, to: back.state } : {};
  const fields = { paid, ...back, settledAt };
  const stored = await storeOrder(connection, order, { fields, entries: [{ ...entry, ...moved, amount }] }, session);
  if (!stored) throw new DeskError('error.changed_meanwhile', { order: orderName(order) });
  const { at, by, action } = entry;
  const subject = { kind: 'Order' as const, id: order._id };
  const told = paidTrail(order, stored);
  await createAudit({ connection }).recordAll([{ at, by, from, action, subject, ...told }], session);
  return stored;
}

/** Stores what of a payment is where. */
export async function storeParts(
  connection: Connection,
  changes: readonly { payment: string; set: Partial<Pick<Payment, 'applied' | 'free' | 'refunded'>> }[],
  session: ClientSession,
): Promise<void> {
  if (changes.length === 0) return;
  const writes = changes.map(({ payment, set: fields }) => {
    const { set, unset } = parted(fields);
    return {
      updateOne: {
        filter: { _id: payment },
        update: {
          ...(Object.keys(set).length > 0 && { $set: set }),
          ...(Object.keys(unset).length > 0 && { $unset: unset }),
        },
      },
    };
  });
  await paymentModel(connection).bulkWrite(writes as never[], { session });
}

/** An order as it is now in the transaction. */
export const orderNow = (connection: Connection, id: string, session: ClientSession): Promise<Order | null> =>
  orderModel(connection).findById(id, null, { session }).lean<Order>().exec();
