import { Schema } from 'mongoose';
import { modelOf } from '../database/model-of.ts';
import type { CalendarDate } from '../dates.ts';

/** What a member was told last. */
export type Mark = {
  /** The member. */
  _id: string;
  /** The last day for which the digest was written. */
  last: CalendarDate;
  /** What was told on it and before, by keys; older ones go. */
  told: string[];
  /** How often something was told at once on the last day. */
  atOnce?: number;
};

const schema = new Schema<Mark>(
  { _id: String, last: String, told: [String], atOnce: Number },
  { collection: 'reminder_marks', versionKey: false, strict: 'throw' },
);

/** What members of a database connection were told. */
export const markModel = modelOf<Mark>('ReminderMark', schema);
