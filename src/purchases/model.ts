import { Schema } from 'mongoose';
import { modelOf } from '../database/model-of.ts';
import type { Purchase } from './purchase.ts';

const schema = new Schema<Purchase>(
  {
    _id: { type: String, required: true },
    supplier: { type: String, required: true },
    product: { type: String, required: true },
    sku: { type: String, required: true },
    supplierName: { type: String, required: true },
    quantity: { type: Number, required: true },
    unitCost: Number,
    orderedOn: { type: String, required: true },
    promisedOn: { type: String, required: true },
    expectedOn: { type: String, required: true },
    received: [
      new Schema(
        {
          on: { type: String, required: true },
          quantity: { type: Number, required: true },
          by: { type: String, required: true },
          key: { type: String, required: true },
        },
        { _id: false, strict: 'throw' },
      ),
    ],
    state: { type: String, required: true },
    endedOn: String,
    note: String,
    by: { type: String, required: true },
    at: { type: Date, required: true },
    sample: Boolean,
  },
  { collection: 'purchases', strict: 'throw', versionKey: false },
);
schema.index({ product: 1, state: 1, expectedOn: 1 });
schema.index({ supplier: 1, state: 1, expectedOn: 1 });
// What was due or came in a time, for the rate and the history of prices.
schema.index({ supplier: 1, endedOn: -1 });
schema.index({ supplier: 1, promisedOn: -1 });
schema.index({ state: 1, expectedOn: 1 });
schema.index({ supplier: 1, at: -1 });
schema.index({ product: 1, at: -1 });

/** The purchases of a database connection. */
export const purchaseModel = modelOf<Purchase>('Purchase', schema);
