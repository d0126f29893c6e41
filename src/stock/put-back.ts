import type { ClientSession, Connection } from 'mongoose';
import { addStockMoves, type StockCause } from './ledger.ts';
import { moveShelves, shelvesOf } from './shelf.ts';

/** Goods that came back into the warehouse from an order, in thousandths. */
export type Returned = { product: string; order: string; quantity: number };

/**
 * Puts goods back into stock, in the transaction of what brings them; a product that is gone is passed over. The caller
 * sees to it that the same deed comes once.
 */
export async function putBack(
  connection: Connection,
  returned: readonly Returned[],
  cause: StockCause,
  session: ClientSession,
): Promise<void> {
  const ids = returned.map((r) => r.product);
  const shelves = await shelvesOf(connection, ids, session);
  const real = returned.filter((r) => shelves.has(r.product) && r.quantity > 0);
  if (real.length === 0) return;
  const moves = real.map(({ product, quantity }) => ({ product, onHand: quantity }));
  await moveShelves(connection, moves, shelves, cause.now, session);
  const lines = real.map((r) => ({ ...r, kind: 'return' as const }));
  await addStockMoves(connection, lines, cause, session);
}
