import { Schema } from 'mongoose';
import { modelOf } from '../database/model-of.ts';
import type { Level } from './levels.ts';

/** What was said of the step of an order's review, and when it was looked at last. */
export type ReviewMark = {
  /** The order. */
  _id: string;
  /** The step that `told` is about; another step begins with nothing told. */
  step: string;
  told: { level: Level; to: string; at: Date }[];
  lookedAt: Date;
};

const schema = new Schema<ReviewMark>(
  {
    _id: String,
    step: String,
    told: [new Schema({ level: Number, to: String, at: Date }, { _id: false })],
    lookedAt: Date,
  },
  { collection: 'review_marks', strict: 'throw', versionKey: false },
);
// A clock that went back is noticed by what was looked at later than now.
schema.index({ lookedAt: 1 });

/** The marks of a database connection. */
export const reviewMarkModel = modelOf('ReviewMark', schema);
