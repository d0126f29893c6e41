import type { ClientSession, Connection } from 'mongoose';
import { payingFor, storeParts } from './book.ts';
import { paymentModel } from './model.ts';
import { type Payment, partOn, withPart } from './payment.ts';

/** What some rows of money that went back give of an amount, each at most what it has. */
function shared<T>(rows: readonly T[], amount: number, has: (row: T) => number): { row: T; part: number }[] {
  let left = amount;
  return rows.flatMap((row) => {
    const part = Math.min(left, Math.max(0, has(row)));
    left -= part;
    return part > 0 ? [{ row, part }] : [];
  });
}

/** Money that went back to a customer was that of a payment which is taken back now: the customer has it, and owes it. */
export async function ungiven(connection: Connection, payment: Payment, session: ClientSession): Promise<void> {
  const { customer, currency, refunded = 0 } = payment;
  if (refunded <= 0) return;
  const back = { customer, currency, refunded: { $lt: 0 } };
  const rows = await paymentModel(connection).find(back, null, { session }).sort({ _id: -1 }).lean<Payment[]>();
  const changes = shared(rows, refunded, (row) => -(row.refunded ?? 0)).map(({ row, part }) => ({
    payment: row._id,
    set: { refunded: (row.refunded ?? 0) + part || undefined, free: (row.free ?? 0) - part || undefined },
  }));
  await storeParts(connection, changes, session);
}

/** The same of money that went back of an order, as far as the order has not got it any more. */
export async function ungivenOf(connection: Connection, order: string, amount: number, session: ClientSession) {
  if (amount === 0) return;
  const rows = await payingFor(connection, order, session);
  const changes = shared(rows, amount, (row) => -partOn(row, order)).map(({ row, part }) => ({
    payment: row._id,
    set: withPart(row, order, part),
  }));
  await storeParts(connection, changes, session);
}
