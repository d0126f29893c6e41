import { type ClientSession, type Connection, Schema } from 'mongoose';
import { modelOf } from '../database/model-of.ts';
import { native } from '../database/native.ts';
import { newId } from '../id.ts';
import type { Cause } from '../members/actor.ts';
import { markRisks } from '../risks/marks.ts';
import type { Movement } from './held.ts';

/** What a line of the ledger can be. */
export const stockMoveKinds = ['count', 'receive', 'scrap', 'return', 'ship', 'reserve', 'release'] as const;

/**
 * One line of the stock ledger; lines are added and never changed. On hand = count + receive + return − scrap − ship;
 * reserved = reserve − release. `count` says by how much somebody set what is on hand; what is shipped is released in a
 * line of its own.
 */
export type StockMove = {
  _id: string;
  at: Date;
  /** Member id; undefined for the desk itself. */
  by?: string;
  product: string;
  order?: string;
  kind: (typeof stockMoveKinds)[number];
  /** Thousandths; only a count may be below 0. */
  quantity: number;
  /** Why, in the words of who moved it by hand. */
  reason?: string;
  /** The key of the deed that caused it. */
  key: string;
};

const schema = new Schema<StockMove>(
  {
    _id: { type: String, required: true },
    at: { type: Date, required: true },
    by: String,
    product: { type: String, required: true },
    order: String,
    kind: { type: String, required: true },
    quantity: { type: Number, required: true },
    reason: String,
    key: { type: String, required: true },
  },
  { collection: 'stock_moves', strict: 'throw', versionKey: false },
);
schema.index({ product: 1, at: -1, _id: -1 });
schema.index({ order: 1 });

/** The stock ledger of a database connection. */
export const stockMoveModel = modelOf('StockMove', schema);

/** Who moves stock, when, and by which deed. */
export type StockCause = Pick<Cause, 'now' | 'key' | 'member'>;

/** A movement before it is written down. */
export type NewStockMove = Pick<StockMove, 'product' | 'kind' | 'quantity' | 'order' | 'reason'>;

/** Lines of the ledger as they are stored. */
export const stockRows = (lines: readonly NewStockMove[], { now, key, member }: StockCause): StockMove[] =>
  lines
    .filter((line) => line.quantity !== 0 || line.reason)
    .map((line) => ({ _id: newId(), at: now, by: member?._id, ...line, key }));

/** Writes lines of the ledger in the transaction of what they tell. */
export const addStockMoves = (
  connection: Connection,
  lines: readonly NewStockMove[],
  cause: StockCause,
  session?: ClientSession,
): Promise<void> => addStockRows(connection, stockRows(lines, cause), session);

/** Movements after which there is more or less for all: orders may be short of goods, or not any more. */
const setsShelf: readonly StockMove['kind'][] = ['count', 'receive', 'scrap', 'return'];

/** Writes lines of several deeds at once. */
export async function addStockRows(
  connection: Connection,
  rows: readonly StockMove[],
  session?: ClientSession,
): Promise<void> {
  if (rows.length === 0) return;
  await native(stockMoveModel(connection)).insertMany(rows as never[], { session, ignoreUndefined: true });
  const counted = rows.filter(({ kind }) => setsShelf.includes(kind));
  const changed = counted.map(({ product }) => ({ kind: 'product' as const, about: product }));
  await markRisks(connection, changed, { now: rows[0]!.at, session });
}

/** The lines of the ledger that an order's movement is told in. */
export const linesOf = (order: string, { product, released, taken, sent }: Movement): NewStockMove[] => [
  { product, order, kind: 'ship', quantity: sent },
  { product, order, kind: 'release', quantity: released },
  { product, order, kind: 'reserve', quantity: taken },
];
