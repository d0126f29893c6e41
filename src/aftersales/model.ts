import { Schema } from 'mongoose';
import { modelOf } from '../database/model-of.ts';
import type { Case } from './case.ts';

const plain = { _id: false } as const;

const line = new Schema(
  { index: Number, product: String, sku: String, name: String, unit: String, quantity: Number, credit: Number },
  plain,
);
const entry = new Schema({ at: Date, by: String, action: String, note: String, key: String }, plain);

const schema = new Schema<Case>(
  {
    _id: { type: String, required: true },
    number: { type: String, required: true },
    order: { type: String, required: true },
    orderName: String,
    customer: { type: String, required: true },
    customerSnapshot: { type: new Schema({ code: String, name: String }, plain) },
    orderOwner: String,
    team: String,
    kind: { type: String, required: true },
    lines: [line],
    text: { type: String, required: true },
    owner: String,
    dueDate: { type: String, required: true },
    state: { type: String, required: true },
    writeOff: String,
    goods: String,
    currency: String,
    credit: Number,
    outcome: String,
    timeline: [entry],
    openedBy: String,
    requestKey: String,
  },
  { timestamps: true, collection: 'cases', versionKey: 'revision', strict: 'throw' },
);
schema.index({ number: 1 }, { unique: true });
schema.index({ requestKey: 1 }, { unique: true });
schema.index({ order: 1, _id: 1 });
schema.index({ customer: 1, state: 1, dueDate: 1, _id: 1 });
schema.index({ state: 1, dueDate: 1, _id: 1 });
schema.index({ owner: 1, state: 1, dueDate: 1, _id: 1 });
schema.index({ orderOwner: 1, state: 1, dueDate: 1, _id: 1 });
schema.index({ team: 1, state: 1, dueDate: 1, _id: 1 });

/** The after-sales cases of a database connection. */
export const caseModel = modelOf('Case', schema);
