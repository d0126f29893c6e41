import type { ClientSession, Connection } from 'mongoose';
import type { Change } from '../orders/deeds/deed.ts';
import type { Order } from '../orders/order.ts';
import { moves, partsOf, settle } from './held.ts';
import { addStockMoves, linesOf, type StockCause } from './ledger.ts';
import { stockFields } from './queue.ts';
import { moveShelves, shelvesOf } from './shelf.ts';

/**
 * Lets stock follow a change of an order, in the transaction of the change and before it is stored: products and the
 * ledger are written here, and the change comes back with what its lines hold then, and for what the order waits. What is
 * free is read in the transaction; somebody who takes of the same product meanwhile is a conflict, and it runs again.
 */
export async function followed(
  connection: Connection,
  before: Order,
  change: Change,
  cause: StockCause,
  session: ClientSession,
): Promise<Change> {
  const wished: Order = { ...before, ...change.set, state: change.state };
  // The reservation of an order that is decided, or given up, has no end any more.
  const after: Order = wished.state === 'pending' ? wished : { ...wished, lapsedAt: undefined };
  const touched = partsOf(before, after).filter(moves);
  const ids = touched.map((p) => p.product);
  const shelves = await shelvesOf(connection, ids, session);
  const { lines, movements } = settle(before, after, shelves);
  const changes = movements.map(({ product, sent, released, taken, waits }) => ({
    product,
    onHand: -sent,
    reserved: taken - released,
    waiting: waits,
  }));
  const { now } = cause;
  await moveShelves(connection, changes, shelves, now, session);
  const told = movements.flatMap((m) => linesOf(before._id, m));
  await addStockMoves(connection, told, cause, session);
  const isSame = lines.every((line, i) => line === after.lines[i]);
  const fields = stockFields(before, { ...after, lines }, now);
  const news = Object.entries(fields).filter(([name, value]) => {
    const present = { ...before, ...change.set }[name as keyof typeof fields];
    return value !== undefined || present !== undefined;
  });
  if (isSame && news.length === 0) return change;
  return { ...change, set: { ...change.set, ...Object.fromEntries(news), ...(isSame ? {} : { lines }) } };
}
