import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import { DeskError } from '../errors.ts';
import type { Actor } from '../members/actor.ts';
import { decimalText, quantityScale } from '../money.ts';
import { productModel } from '../products/model.ts';
import type { Product } from '../products/product.ts';
import { addStockMoves } from '../stock/ledger.ts';
import { putBack, type Returned } from '../stock/put-back.ts';
import { availableOf, moveShelves, shelvesOf } from '../stock/shelf.ts';
import type { StockMove } from './rules.ts';

/** Several lines of the same product are one movement. */
function perProduct(moves: readonly StockMove[]): StockMove[] {
  const sums = new Map<string, StockMove>();
  for (const move of moves)
    sums.set(move.product, { ...move, quantity: move.quantity + (sums.get(move.product)?.quantity ?? 0) });
  return [...sums.values()];
}

/** Replacements leave the warehouse. */
async function sendOut(connection: Connection, sent: Returned, actor: Actor, session: ClientSession): Promise<void> {
  const { product, quantity } = sent;
  const shelves = await shelvesOf(connection, [product], session);
  await moveShelves(connection, [{ product, onHand: -quantity }], shelves, actor.now, session);
  await addStockMoves(connection, [{ ...sent, kind: 'ship' }], actor, session);
}

/**
 * Moves goods in and out of the warehouse in the transaction of their case. What is reserved for orders is not given
 * away; a product that is gone takes nothing in. Two who take the last ones at once collide in the database, and the
 * second is asked again.
 */
export async function moveStock(
  { connection, audit }: { connection: Connection; audit: Pick<Audit, 'changed'> },
  actor: Actor,
  { order, moves }: { order: string; moves: readonly StockMove[] },
  session: ClientSession,
): Promise<void> {
  const products = productModel(connection);
  for (const { product, sku, quantity } of perProduct(moves)) {
    const there = await products.findById(product, null, { session }).lean<Product>();
    const free = there ? Math.max(0, availableOf(there)) : 0;
    if (quantity < 0 && free < -quantity)
      throw new DeskError('error.case_no_stock', {
        sku,
        free: decimalText(free, quantityScale),
        needed: decimalText(-quantity, quantityScale),
      });
    if (!there) continue;
    if (quantity > 0) await putBack(connection, [{ product, order, quantity }], actor, session);
    else await sendOut(connection, { product, order, quantity: -quantity }, actor, session);
    const [before, after] = [{ onHand: there.onHand }, { onHand: there.onHand + quantity }];
    await audit.changed(actor, 'case.stock', { kind: 'Product', id: product }, before, after, session);
  }
}
