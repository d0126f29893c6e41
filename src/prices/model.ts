import { Schema } from 'mongoose';
import { modelOf } from '../database/model-of.ts';
import type { PriceEntry } from './entry.ts';

const schema = new Schema<PriceEntry>(
  {
    _id: { type: String, required: true },
    product: { type: String, required: true },
    customer: String,
    tier: String,
    whom: { type: String, required: true },
    from: { type: Number, required: true },
    price: { type: Number, required: true },
    validFrom: String,
    validTo: String,
    by: String,
    at: { type: Date, required: true },
    endedAt: Date,
    endedBy: String,
    slot: String,
    importHash: String,
    sample: Boolean,
  },
  { collection: 'price_entries', strict: 'throw', versionKey: false },
);
schema.index({ product: 1, whom: 1 });
schema.index({ product: 1, endedAt: -1 });
schema.index({ customer: 1 });
schema.index({ validTo: 1 }, { partialFilterExpression: { validTo: { $gt: '' } } });
schema.index({ importHash: 1 }, { partialFilterExpression: { importHash: { $gt: '' } } });
// Of the entries that are not ended, one takes a place.
schema.index({ slot: 1 }, { unique: true, partialFilterExpression: { slot: { $gt: '' } } });

/** The prices of a database connection that are not the list price of a product. */
export const priceModel = modelOf('Price', schema);
