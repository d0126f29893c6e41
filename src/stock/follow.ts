import type { ClientSession, Connection } from 'mongoose';
import { lookedAt } from '../looked-at.ts';
import type { Change } from '../orders/deeds/deed.ts';
import type { Order } from '../orders/order.ts';
import { type Movement, moves, partsOf, type Shelf, settle } from './held.ts';
import { addStockMoves, linesOf, type StockCause } from './ledger.ts';
import { stockFields } from './queue.ts';
import { type MarkedShelf, moveShelves, type ShelfMove, shelvesOf } from './shelf.ts';

/** The order after a change. The reservation of an order that is decided, or given up, has no end any more. */
function afterwards(before: Order, change: Change): Order {
  const { state, set } = change;
  return lookedAt<Order>(before, set ?? {}, { state, ...(state !== 'pending' && { lapsedAt: undefined }) });
}

/** The products whose shelves a change of an order may move. */
export const stirred = (before: Order, change: Change): string[] =>
  partsOf(before, afterwards(before, change))
    .filter(moves)
    .map((part) => part.product);

/** By how much a movement moves its shelf. */
export const shelfMove = ({ product, sent, released, taken, waits }: Movement): ShelfMove => ({
  product,
  onHand: -sent,
  reserved: taken - released,
  waiting: waits,
});

/** What stock makes of a change: the change with what its lines hold then and the order's place in the queue, and what moves. */
export function following(
  before: Order,
  change: Change,
  shelves: ReadonlyMap<string, Shelf>,
  now: Date,
): { change: Change; movements: Movement[] } {
  const after = afterwards(before, change);
  const { lines, movements } = settle(before, after, shelves);
  const isSame = lines.every((line, i) => line === after.lines[i]);
  const fields = stockFields(before, lookedAt(after, { lines }), now);
  const there = (name: string) => (change.set && name in change.set ? change.set : before)[name as keyof typeof fields];
  const news = Object.entries(fields).filter(([name, value]) => value !== undefined || there(name) !== undefined);
  if (isSame && news.length === 0) return { change, movements };
  const set = { ...change.set, ...Object.fromEntries(news), ...(isSame ? {} : { lines }) };
  return { change: { ...change, set }, movements };
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
  const shelves = await shelvesOf(connection, stirred(before, change), session);
  return followedOn(connection, before, change, { shelves, received: new Map(), cause }, session);
}

/**
 * The same on shelves that were read in the transaction; `received` are goods that are booked in with it, by product, in
 * thousandths.
 */
export async function followedOn(
  connection: Connection,
  before: Order,
  change: Change,
  on: { shelves: ReadonlyMap<string, MarkedShelf>; received: ReadonlyMap<string, number>; cause: StockCause },
  session: ClientSession,
): Promise<Change> {
  const { shelves, received, cause } = on;
  const fuller = new Map([...shelves].map(([id, s]) => [id, { ...s, onHand: s.onHand + (received.get(id) ?? 0) }]));
  const { change: done, movements } = following(before, change, fuller, cause.now);
  const came = [...received].map(([product, quantity]) => ({ product, quantity }));
  const all = [...came.map(({ product, quantity }) => ({ product, onHand: quantity })), ...movements.map(shelfMove)];
  await moveShelves(connection, all, shelves, cause.now, session);
  const booked = came.map((line) => ({ ...line, order: before._id, kind: 'receive' as const }));
  const told = [...booked, ...movements.flatMap((m) => linesOf(before._id, m))];
  await addStockMoves(connection, told, cause, session);
  return done;
}
