import { Schema } from 'mongoose';
import { modelOf } from '../database/model-of.ts';
import type { Template } from './template.ts';

const plain = { _id: false } as const;

const line = new Schema({ product: String, sku: String, quantity: Number, discount: Number, unitPrice: Number }, plain);
const schedule = new Schema(
  {
    repeat: String,
    every: Number,
    weekdays: [Number],
    day: Number,
    from: String,
    until: String,
    since: Date,
    done: [String],
    skipped: [String],
    paused: Boolean,
    stopped: { type: new Schema({ why: String, at: Date }, plain) },
    nextAt: Date,
    lookedAt: Date,
  },
  plain,
);

const schema = new Schema<Template>(
  {
    _id: { type: String, required: true },
    name: { type: String, required: true },
    search: [String],
    owner: { type: String, required: true },
    scope: { type: String, required: true },
    team: String,
    holder: { type: String, required: true },
    nameKey: { type: String, required: true },
    customer: String,
    lines: [line],
    paymentDays: Number,
    notes: String,
    schedule: { type: schedule },
    active: { type: Boolean, default: true },
    sample: Boolean,
    createdAt: Date,
    updatedAt: Date,
  },
  { collection: 'templates', versionKey: 'revision', strict: 'throw' },
);
schema.index({ holder: 1, nameKey: 1 }, { unique: true });
schema.index({ owner: 1, scope: 1, active: 1 });
schema.index({ team: 1, scope: 1, active: 1 });
schema.index({ scope: 1, active: 1, name: 1 });
// Those that make drafts: what is due, and what was looked at by a clock that went back.
schema.index({ 'schedule.nextAt': 1 });
schema.index({ 'schedule.lookedAt': 1 });

/** The order templates of a database connection. */
export const templateModel = modelOf('Template', schema);
