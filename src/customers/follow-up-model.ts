import { Schema } from 'mongoose';
import { modelOf } from '../database/model-of.ts';
import type { FollowUp } from './follow-up.ts';

const schema = new Schema<FollowUp>(
  {
    _id: { type: String, required: true },
    customer: { type: String, required: true },
    order: String,
    member: { type: String, required: true },
    on: { type: String, required: true },
    text: String,
    by: String,
    at: Date,
    silentSince: String,
    heardAt: Date,
    doneAt: Date,
    doneBy: String,
  },
  { collection: 'follow_ups', versionKey: false, strict: 'throw' },
);
schema.index({ customer: 1, doneAt: 1, on: 1 });
schema.index({ member: 1, doneAt: 1, on: 1 });
schema.index({ silentSince: 1, doneAt: 1 }, { partialFilterExpression: { silentSince: { $gt: '' } } });
schema.index({ order: 1, doneAt: 1 }, { partialFilterExpression: { order: { $gt: '' } } });

/** The follow-ups of a database connection. */
export const followUpModel = modelOf('FollowUp', schema);

/** Those that are not ticked off. */
export const openFollowUps = { doneAt: { $exists: false } } as const;
