import type { ClientSession, Connection } from 'mongoose';
import { native } from '../database/native.ts';
import type { Change } from '../orders/deeds/deed.ts';
import type { Order } from '../orders/order.ts';
import { productModel } from '../products/model.ts';
import { type Movement, moves, type Part, partsOf, type Shelf, type Stocked, settle } from './held.ts';
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
export async function moveShelves(
  connection: Connection,
  movements: readonly Movement[],
  session: ClientSession,
): Promise<void> {
  const changes = movements.map(({ product, released, taken, sent }) => ({
    updateOne: { filter: { _id: product }, update: { $inc: { onHand: -sent, reserved: taken - released } } },
  }));
  await native(productModel(connection)).bulkWrite(changes as never[], { session });
}

/** The parts of a change of an order that may move stock. */
export const stirred = (before: Order, change: Change): Part[] =>
  partsOf(before, afterwards(before, change)).filter(moves);

const afterwards = (before: Order, change: Change): Stocked => ({ ...before, ...change.set, state: change.state });

/** What stock makes of a change: the change with what its lines hold then, and what moves. */
export function following(
  before: Order,
  change: Change,
  shelves: ReadonlyMap<string, Shelf>,
): { change: Change; movements: Movement[] } {
  const after = afterwards(before, change);
  const { lines, movements } = settle(before, after, shelves);
  const isSame = lines.every((line, i) => line === after.lines[i]);
  return {
    change: isSame ? change : { ...change, set: { ...change.set, lines } },
    movements: movements.filter((m) => m.released + m.taken + m.sent > 0),
  };
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
  const products = stirred(before, change).map((p) => p.product);
  const shelves = products.length ? await shelvesOf(connection, products, session) : new Map<string, Shelf>();
  const { change: done, movements } = following(before, change, shelves);
  if (movements.length) {
    await moveShelves(connection, movements, session);
    await addStockMoves(
      connection,
      movements.flatMap((m) => linesOf(before._id, m)),
      cause,
      session,
    );
  }
  return done;
}
