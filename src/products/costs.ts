import { type ClientSession, type Connection, Schema } from 'mongoose';
import { modelOf } from '../database/model-of.ts';
import { native } from '../database/native.ts';
import { newId } from '../id.ts';
import type { Product } from './product.ts';

/** The fields of a product of which every value is kept. */
export const costFields = ['cost', 'floorPrice', 'referencePrice'] as const;
export type CostField = (typeof costFields)[number];

/**
 * One change of what a product costs, of its floor or of its reference price, in 1/10,000 of the major unit; a missing value
 * is none. Rows are added and never changed. All of it is cost class.
 */
export type CostChange = {
  _id: string;
  product: string;
  field: CostField;
  from?: number;
  to?: number;
  on: Date;
  /** Member id; undefined for a file that was loaded at the command line. */
  by?: string;
};

const schema = new Schema<CostChange>(
  {
    _id: { type: String, required: true },
    product: { type: String, required: true },
    field: { type: String, required: true },
    from: Number,
    to: Number,
    on: { type: Date, required: true },
    by: String,
  },
  { collection: 'product_costs', strict: 'throw', versionKey: false },
);
schema.index({ product: 1, on: -1, _id: -1 });

/** The changes of costs of a database connection. */
export const costModel = modelOf<CostChange>('ProductCost', schema);

type Costs = Pick<Product, CostField>;

/** A product before and after a change; the fields that a change leaves alone may be missing on both sides. */
export type Recosted = { product: string; before: Partial<Costs>; after: Partial<Costs> };

/** What differs between both sides. */
export const costMoves = ({
  product,
  before,
  after,
}: Recosted): Pick<CostChange, 'product' | 'field' | 'from' | 'to'>[] =>
  costFields.flatMap((field) => {
    const [from, to] = [before[field] ?? undefined, after[field] ?? undefined];
    if (from === to) return [];
    return [{ product, field, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }];
  });

/** Keeps what changed, in the transaction of the change. Gives the products of which something did. */
export async function keepCosts(
  connection: Connection,
  changes: readonly Recosted[],
  { now, by }: { now: Date; by?: string },
  session: ClientSession,
): Promise<string[]> {
  const moves = changes.flatMap(costMoves);
  if (moves.length === 0) return [];
  const rows = moves.map((move) => ({ _id: newId(), ...move, on: now, ...(by && { by }) }));
  await native(costModel(connection)).insertMany(rows as never[], { session });
  return [...new Set(moves.map(({ product }) => product))];
}

/** The last changes of a product, the newest first. Only for those who read the class of costs. */
export const readCosts = (connection: Connection, product: string, limit: number): Promise<CostChange[]> =>
  costModel(connection).find({ product }).sort({ on: -1, _id: -1 }).limit(limit).lean<CostChange[]>();
