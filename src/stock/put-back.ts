import type { ClientSession, Connection } from 'mongoose';
import { native } from '../database/native.ts';
import { productModel } from '../products/model.ts';
import { addStockMoves, type StockCause } from './ledger.ts';

/** Goods that came back into the warehouse from an order, in thousandths. */
export type Returned = { product: string; order: string; quantity: number };

/** One sum for each product, by product id. */
function sums(returned: readonly Returned[]): [string, number][] {
  const byProduct = new Map<string, number>();
  for (const { product, quantity } of returned) byProduct.set(product, (byProduct.get(product) ?? 0) + quantity);
  return [...byProduct].toSorted(([a], [b]) => (a < b ? -1 : 1));
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
  const products = native(productModel(connection));
  const found = await products.find({ _id: { $in: ids } }, { projection: { _id: 1 }, session }).toArray();
  const there = new Set(found.map((p) => String(p._id)));
  const real = returned.filter((r) => there.has(r.product) && r.quantity > 0);
  if (real.length === 0) return;
  const changes = sums(real).map(([product, quantity]) => ({
    updateOne: { filter: { _id: product }, update: { $inc: { onHand: quantity } } },
  }));
  await products.bulkWrite(changes as never[], { session });
  await addStockMoves(
    connection,
    real.map((r) => ({ ...r, kind: 'return' as const })),
    cause,
    session,
  );
}
