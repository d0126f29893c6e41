import type { ClientSession, Connection } from 'mongoose';
import { addStockMoves, type StockCause } from './ledger.ts';
import { moveShelves, shelvesOf } from './shelf.ts';

/** Goods that came back into the warehouse from an order, in thousandths. */
export type Returned = { product: string; order: string; quantity: number };

/** One sum for each product. */
function sums(returned: readonly Returned[]): { product: string; onHand: number }[] {
  const byProduct = new Map<string, number>();
  for (const { product, quantity } of returned) byProduct.set(product, (byProduct.get(product) ?? 0) + quantity);
  return [...byProduct].map(([product, onHand]) => ({ product, onHand }));
}

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
  await moveShelves(connection, sums(real), shelves, cause.now, session);
  const lines = real.map((r) => ({ ...r, kind: 'return' as const }));
  await addStockMoves(connection, lines, cause, session);
}
