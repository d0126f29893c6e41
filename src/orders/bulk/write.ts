import type { ClientSession, Connection } from 'mongoose';
import type { NewEntry } from '../../audit/entry.ts';
import { customerModel } from '../../customers/model.ts';
import { native } from '../../database/native.ts';
import { moveShelves } from '../../stock/follow.ts';
import type { Movement } from '../../stock/held.ts';
import { addStockRows, linesOf, stockRows } from '../../stock/ledger.ts';
import { orderModel } from '../model.ts';
import { draftLine, moveLine } from '../trail.ts';
import type { Staged } from './stage.ts';

/** One movement for each product: what all of them come to. */
function summed(staged: readonly Staged[]): Movement[] {
  const sums = new Map<string, Movement>();
  for (const movement of staged.flatMap((s) => s.movements)) {
    const there = sums.get(movement.product) ?? { ...movement, released: 0, taken: 0, sent: 0 };
    const { released, taken, sent } = there;
    sums.set(movement.product, {
      ...movement,
      released: released + movement.released,
      taken: taken + movement.taken,
      sent: sent + movement.sent,
    });
  }
  return [...sums.values()].toSorted((a, b) => (a.product < b.product ? -1 : 1));
}

/** Customers who have their first approved order among these. */
async function firstApprovals(connection: Connection, staged: readonly Staged[], session: ClientSession) {
  const writes = staged.flatMap(({ order, isFirst }) => {
    const filter = { _id: order.customer, firstApprovedAt: { $exists: false } };
    return isFirst ? [{ updateOne: { filter, update: { $set: { firstApprovedAt: order.orderDate } } } }] : [];
  });
  if (writes.length > 0) await native(customerModel(connection)).bulkWrite(writes as never[], { session });
}

/** The lines that the audit trail gets of what was staged, in the order in which it happened. */
export const trailOf = (staged: readonly Staged[]): NewEntry[] =>
  staged.flatMap(({ actor, draft, order }) => [
    draftLine(actor, undefined, draft),
    moveLine(actor, draft, order, 'submit'),
  ]);

/** Stores what was staged: orders, stock and its ledger, and what customers are from now on. */
export async function writeStaged(
  connection: Connection,
  staged: readonly Staged[],
  session: ClientSession,
): Promise<void> {
  const movements = summed(staged);
  if (movements.length > 0) await moveShelves(connection, movements, session);
  const rows = staged.flatMap(({ actor, order, movements: own }) =>
    stockRows(
      own.flatMap((m) => linesOf(order._id, m)),
      actor,
    ),
  );
  await addStockRows(connection, rows, session);
  const docs = staged.map(({ actor: { now }, order }) => ({ ...order, createdAt: now, updatedAt: now }));
  await native(orderModel(connection)).insertMany(docs as never[], { session, ignoreUndefined: true });
  await firstApprovals(connection, staged, session);
}
