import { Schema } from 'mongoose';
import { modelOf } from '../database/model-of.ts';
import type { Feedback } from './feedback.ts';

const plain = { _id: false } as const;

const schema = new Schema<Feedback>(
  {
    _id: { type: String, required: true },
    customer: { type: String, required: true },
    customerSnapshot: { type: new Schema({ code: String, name: String }, plain) },
    order: String,
    orderName: String,
    // Null where nobody has it, as rights ask for it.
    orderOwner: String,
    team: String,
    kind: { type: String, required: true },
    score: Number,
    text: String,
    lines: { type: [new Schema({ product: String, sku: String, name: String }, plain)], default: undefined },
    photos: { type: [new Schema({ id: String, name: String, mime: String }, plain)], default: undefined },
    case: { type: new Schema({ id: String, number: String }, plain) },
    by: { type: String, required: true },
    at: { type: Date, required: true },
    editedAt: Date,
    requestKey: { type: String, required: true },
  },
  { collection: 'feedback', versionKey: 'revision', strict: 'throw' },
);
schema.index({ requestKey: 1 }, { unique: true });
schema.index({ customer: 1, at: -1, _id: -1 });
schema.index({ order: 1, _id: 1 });
schema.index({ orderOwner: 1, at: -1, _id: -1 });
schema.index({ team: 1, at: -1, _id: -1 });
schema.index({ by: 1, at: -1, _id: -1 });
schema.index({ at: -1, _id: -1 });
schema.index({ 'lines.product': 1, at: -1, _id: -1 });

/** What customers said, of a database connection. */
export const feedbackModel = modelOf('Feedback', schema);
