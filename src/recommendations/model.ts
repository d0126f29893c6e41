import { Schema } from 'mongoose';
import { modelOf } from '../database/model-of.ts';
import type { ProductFacts, Totals } from './companions.ts';
import type { Weights } from './parts.ts';

/** One row a product: what all customers' orders say of it. `build`: the counting that wrote it; later ones sort after. */
export type ProductRow = Omit<ProductFacts, 'product'> & { _id: string; build: string };

/** The last counting as a whole, in the one row `current`; missing parts are those of a counting that was never finished. */
export type BuildRow = {
  _id: string;
  /** When it began, of the last one that was finished. */
  builtAt?: Date;
  totals?: Totals;
  weights?: Weights;
  /** When the one began that is under way. */
  begunAt?: Date;
  /** When whoever counts last said that it is at it. */
  aliveAt?: Date;
};

const plain = { _id: false } as const;
const companion = new Schema({ product: String, customers: Number, orders: Number }, plain);
const totals = new Schema({ customers: Number, lines: Number, popular: [companion] }, plain);
const weights = new Schema({ usual: Number, due: Number, together: Number, popular: Number }, plain);
const options = { versionKey: false, strict: 'throw' } as const;

const product = new Schema<ProductRow>(
  { _id: String, build: String, customers: Number, orders: Number, interval: Number, companions: [companion] },
  { ...options, collection: 'product_companions' },
);
product.index({ build: 1 });

const build = new Schema<BuildRow>(
  { _id: String, builtAt: Date, totals, weights, begunAt: Date, aliveAt: Date },
  { ...options, collection: 'recommendation_builds' },
);

/** What is known of each product over all customers. */
export const companionModel = modelOf<ProductRow>('ProductCompanions', product);
/** When that was counted, and what of it is of no single product. */
export const buildModel = modelOf<BuildRow>('RecommendationBuild', build);
