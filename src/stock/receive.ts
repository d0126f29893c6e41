import type { ClientSession, Connection } from 'mongoose';
import { addStockMoves, type StockCause } from './ledger.ts';
import { moveShelves, shelvesOf } from './shelf.ts';

/**
 * Takes goods in that came from a supplier, in the transaction of what says so: on hand rises, a line of the ledger tells
 * why, and stock is kept of the product from now on. Orders that wait are served after it, by `serve`.
 */
export async function takeIn(
  connection: Connection,
  { product, quantity, reason }: { product: string; quantity: number; reason: string },
  cause: StockCause,
  session: ClientSession,
): Promise<void> {
  const shelves = await shelvesOf(connection, [product], session);
  await moveShelves(connection, [{ product, onHand: quantity }], shelves, cause.now, session, { counts: true });
  await addStockMoves(connection, [{ product, kind: 'receive', quantity, reason }], cause, session);
}
