import { type ClientSession, type Connection, Schema } from 'mongoose';
import { modelOf } from '../database/model-of.ts';
import { addDays, type CalendarDate } from '../dates.ts';
import type { Member } from '../members/member.ts';

/** What a member was told last. */
export type Mark = {
  /** The member; of the look for silent orders, its name. */
  _id: string;
  /** The last day for which the digest was written. */
  last: CalendarDate;
  /** What was told on it and before, by keys; older ones go. */
  told: string[];
  /** How often something was told at once on the last day; missing in a mark of an earlier version. */
  atOnce?: number;
};

const schema = new Schema<Mark>(
  { _id: String, last: String, told: [String], atOnce: Number },
  { collection: 'reminder_marks', versionKey: false, strict: 'throw' },
);

/** What members of a database connection were told. */
export const markModel = modelOf<Mark>('ReminderMark', schema);

/** Whether a day was told. A mark far in the future is that of a clock that went wrong: it does not silence the desk. */
export const isTold = (mark: Pick<Mark, 'last'> | undefined, today: CalendarDate): boolean =>
  mark !== undefined && mark.last >= today && mark.last <= addDays(today, 1);

/** The first day that a digest looks at again: marks of an earlier version know nothing of what was told on their last day. */
export const lookedFrom = (mark: Mark | undefined): CalendarDate | undefined =>
  mark && (mark.atOnce === undefined ? addDays(mark.last, 1) : mark.last);

/** What a member was told last. */
export const markOf = async (
  connection: Connection,
  member: Member,
  session?: ClientSession,
): Promise<Mark | undefined> =>
  (await markModel(connection).findById(member._id, null, { session }).lean<Mark>()) ?? undefined;
