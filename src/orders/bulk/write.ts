import type { ClientSession, Connection } from 'mongoose';
import type { NewEntry } from '../../audit/entry.ts';
import { customerModel } from '../../customers/model.ts';
import { native } from '../../database/native.ts';
import { noteFigures } from '../../rollups/note.ts';
import { shelfMove } from '../../stock/follow.ts';
import { addStockRows, linesOf, stockRows } from '../../stock/ledger.ts';
import { type MarkedShelf, moveShelves } from '../../stock/shelf.ts';
import { orderModel } from '../model.ts';
import { draftLine, moveLine } from '../trail.ts';
import type { Staged } from './stage.ts';

/** Customers who have their first approved order among these. */
export async function firstApprovals(connection: Connection, staged: readonly Staged[], session: ClientSession) {
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

/** What staged orders move in stock, with its ledger; `shelves` were read in the transaction. */
export async function writeStock(
  connection: Connection,
  staged: readonly Staged[],
  { shelves, now }: { shelves: ReadonlyMap<string, MarkedShelf>; now: Date },
  session: ClientSession,
): Promise<void> {
  const moves = staged.flatMap((s) => s.movements).map(shelfMove);
  await moveShelves(connection, moves, shelves, now, session);
  const rows = staged.flatMap(({ actor, order, movements: own }) =>
    stockRows(
      own.flatMap((m) => linesOf(order._id, m)),
      actor,
    ),
  );
  await addStockRows(connection, rows, session);
}

/** Stores what was staged: orders, stock and its ledger, and what customers are from now on. */
export async function writeStaged(
  connection: Connection,
  staged: readonly Staged[],
  found: { shelves: ReadonlyMap<string, MarkedShelf>; now: Date },
  session: ClientSession,
): Promise<void> {
  await writeStock(connection, staged, found, session);
  const docs = staged.map(({ order }) => order);
  await native(orderModel(connection)).insertMany(docs as never[], { session, ignoreUndefined: true });
  await noteFigures(
    connection,
    docs.map((after) => ({ after })),
    session,
  );
  await firstApprovals(connection, staged, session);
}
