import type { ClientSession, Connection } from 'mongoose';
import { native } from '../database/native.ts';
import type { Change } from '../orders/deeds/deed.ts';
import type { Order } from '../orders/order.ts';
import { productModel } from '../products/model.ts';
import { type Movement, moves, partsOf, type Shelf, type Stocked, settle } from './held.ts';
import { addStockMoves, linesOf, type StockCause } from './ledger.ts';

/** What is there of some products. */
async function shelvesOf(
  connection: Connection,
  products: readonly string[],
  session: ClientSession,
): Promise<Map<string, Shelf>> {
  const found = await native(productModel(connection))
    .find({ _id: { $in: [...products] } }, { projection: { onHand: 1, reserved: 1 }, session })
    .toArray();
  return new Map(found.map(({ _id, onHand = 0, reserved = 0 }) => [String(_id), { onHand, reserved }]));
}

/** Moves the shelves, by product id, so that two transactions meet in the same order. */
async function moveShelves(
  connection: Connection,
  movements: readonly Movement[],
  session: ClientSession,
): Promise<void> {
  const changes = movements.map(({ product, released, taken, sent }) => ({
    updateOne: { filter: { _id: product }, update: { $inc: { onHand: -sent, reserved: taken - released } } },
  }));
  await native(productModel(connection)).bulkWrite(changes as never[], { session });
}

/**
 * Lets stock follow a change of an order, in the transaction of the change and before it is stored: products and the
 * ledger are written here, and the change comes back with what its lines hold then. What is free is read in the
 * transaction; somebody who takes of the same product meanwhile is a conflict, and the transaction runs again.
 */
export async function followed(
  connection: Connection,
  before: Order,
  change: Change,
  cause: StockCause,
  session: ClientSession,
): Promise<Change> {
  const after: Stocked = { ...before, ...change.set, state: change.state };
  const touched = partsOf(before, after).filter(moves);
  const shelves = touched.length
    ? await shelvesOf(
        connection,
        touched.map((p) => p.product),
        session,
      )
    : new Map<string, Shelf>();
  const { lines, movements } = settle(before, after, shelves);
  const real = movements.filter((m) => m.released + m.taken + m.sent > 0);
  if (real.length) {
    await moveShelves(connection, real, session);
    await addStockMoves(
      connection,
      real.flatMap((m) => linesOf(before._id, m)),
      cause,
      session,
    );
  }
  const isSame = lines.every((line, i) => line === after.lines[i]);
  return isSame ? change : { ...change, set: { ...change.set, lines } };
}
