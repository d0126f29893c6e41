import type { Connection } from 'mongoose';
import { dateAt } from '../../dates.ts';
import { owed } from '../../orders/guards.ts';
import { orderModel } from '../../orders/model.ts';
import type { Order } from '../../orders/order.ts';
import { countedStates, uncountedStates } from '../../orders/stages.ts';
import { payingFor } from '../../payments/book.ts';
import { paymentModel } from '../../payments/model.ts';
import { partOn } from '../../payments/payment.ts';
import { release, settle } from '../../payments/settle.ts';
import { native } from '../native.ts';
import { transact } from '../transact.ts';

/** The day in the world's time: migrations know no company's time zone, and it is the day of a line of history only. */
const causeAt = (now: Date) => ({ now, today: dateAt(now, 'UTC'), key: 'migrate:5' });

/** Payments that name no order are free; those that a file brought without an open balance stay out, as before. */
async function markFree(connection: Connection): Promise<void> {
  const payments = paymentModel(connection);
  const unnamed = { order: { $exists: false }, free: { $exists: false }, applied: { $exists: false } };
  const fresh = {
    ...unnamed,
    history: { $exists: false },
    reverses: { $exists: false },
    reversedBy: { $exists: false },
  };
  await payments.updateMany({ ...fresh, imported: true }, { $set: { history: true } });
  const own = { ...fresh, imported: { $ne: true }, amount: { $ne: 0 } };
  await native(payments).updateMany(own as never, [{ $set: { free: '$amount' } }]);
}

/** What was paid for orders that do not count any more is free, as is what was paid over an order's total. */
async function freeGone(connection: Connection, now: Date): Promise<void> {
  const orders = orderModel(connection);
  const found = orders.find({ paid: { $gt: 0 } }, { state: 1, paid: 1, total: 1, imported: 1, dueDate: 1 }).lean();
  const wanted: string[] = [];
  for await (const { _id, state, paid, total, imported, dueDate } of found) {
    const isHistory = imported === true && dueDate === undefined;
    if (!isHistory && (uncountedStates.includes(state) || paid > total)) wanted.push(_id);
  }
  for (const id of wanted)
    await transact(connection, async (session) => {
      const order = await orders.findById(id, null, { session }).lean<Order>();
      if (order) await release(connection, order, causeAt(now), session);
    });
}

/** Orders that were paid before remember when nothing was owed any more. */
async function rememberSettled(connection: Connection): Promise<void> {
  const orders = orderModel(connection);
  const fields = { paid: 1, total: 1, credited: 1 };
  const filter = { paid: { $gt: 0 }, settledAt: { $exists: false }, state: { $in: [...countedStates] } };
  for await (const order of orders.find(filter, fields).lean<Order[]>()) {
    if (owed(order) > 0) continue;
    await transact(connection, async (session) => {
      const paying = await payingFor(connection, order._id, session);
      const dates = paying.filter((p) => partOn(p, order._id) > 0).map((p) => p.paidAt);
      const settledAt = dates.toSorted().at(-1);
      const set = { $set: { settledAt } };
      if (settledAt) await orders.updateOne({ _id: order._id }, set, { session, timestamps: false });
    });
  }
}

/** Money that is on no order goes to the oldest due, and orders that were paid remember since when. May run again. */
export async function freeMoney(connection: Connection, now: Date): Promise<void> {
  await markFree(connection);
  await freeGone(connection, now);
  const customers = await paymentModel(connection).distinct('customer', { free: { $exists: true } });
  for (const customer of customers)
    await transact(connection, (session) => settle(connection, customer, causeAt(now), session));
  await rememberSettled(connection);
}
