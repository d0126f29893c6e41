import { type ClientSession, type Connection, Schema } from 'mongoose';
import { modelOf } from '../database/model-of.ts';
import { transact } from '../database/transact.ts';
import type { CalendarDate } from '../dates.ts';
import { doneKey, isEndedBy, type Occurrence } from './occurrences.ts';

/** What a member said to a reminder: done, or again on a later day. */
export type Pause = {
  /** Member and occurrence: one answer to one reminder. */
  _id: string;
  member: string;
  occurrence: Occurrence;
  /** The calendar date from which it is told again; undefined = it is done. */
  until?: CalendarDate;
  /** It was told again: nothing is left to do. */
  told?: boolean;
  at: Date;
};

/** Days that an answer is kept: longer than the card under which it was given is looked at. */
const keptDays = 120;

const schema = new Schema<Pause>(
  { _id: String, member: String, occurrence: Schema.Types.Mixed, until: String, told: Boolean, at: Date },
  { collection: 'reminder_pauses', versionKey: false },
);
schema.index({ member: 1, until: 1 }, { partialFilterExpression: { told: false } });
schema.index({ at: 1 }, { expireAfterSeconds: keptDays * 86_400 });

export const pauseModel = modelOf('ReminderPause', schema);

const idOf = (member: string, { key }: Pick<Occurrence, 'key'>): string => `${member} ${key}`;

/**
 * The answers of members to their reminders. They change no record, so that they are not on the audit trail; what somebody said
 * is done is not passed on to the manager.
 */
export function createPauses(connection: Connection) {
  const rows = pauseModel(connection);
  return {
    /** Tells a reminder again from a day on. Said twice, the last counts. */
    async snooze(member: string, occurrence: Occurrence, until: CalendarDate, now: Date): Promise<void> {
      const set = { member, occurrence, until, told: false, at: now };
      await rows.updateOne({ _id: idOf(member, occurrence) }, { $set: set }, { upsert: true });
    },
    /**
     * Ends a reminder and the earlier ones of the same order and kind, whether they stand `beside` it or were put off;
     * the next one of the order's timetable comes all the same.
     */
    async done(member: string, ticked: Occurrence, beside: readonly Occurrence[], now: Date): Promise<void> {
      await transact(connection, async (session) => {
        const waiting = await rows.find({ member, told: false }, null, { session }).lean<Pause[]>();
        const earlier = [...beside, ...waiting.map((p) => p.occurrence)].filter((o) => isEndedBy(o, ticked));
        const key = doneKey(ticked);
        const all = [ticked, ...(key ? [{ ...ticked, key }] : []), ...earlier];
        const ended = new Map(all.map((o) => [o.key, o]));
        for (const occurrence of ended.values()) {
          const set = { member, occurrence, told: true, at: now };
          const change = { $set: set, $unset: { until: 1 } };
          await rows.updateOne({ _id: idOf(member, occurrence) }, change, { upsert: true, session });
        }
      });
    },
    /** What a member said to these reminders, by their keys. */
    async to(member: string, occurrences: readonly Occurrence[]): Promise<Map<string, Pause>> {
      const found = await rows.find({ _id: { $in: occurrences.map((o) => idOf(member, o)) } }).lean<Pause[]>();
      return new Map(found.map((p) => [p.occurrence.key, p]));
    },
    /** Of some keys those under which a member said that something is done. */
    async ticked(member: string, keys: readonly string[], session?: ClientSession): Promise<Set<string>> {
      if (keys.length === 0) return new Set();
      const ids = keys.map((key) => idOf(member, { key }));
      const done = { _id: { $in: ids }, told: true, until: { $exists: false } };
      const found = await rows.find(done, { 'occurrence.key': 1 }, { session }).lean<Pause[]>();
      return new Set(found.map((p) => p.occurrence.key));
    },
    /** What waits to be told again to a member, the earliest first. */
    waiting: (member: string, session?: ClientSession): Promise<Pause[]> =>
      rows.find({ member, told: false }, null, { session }).sort({ until: 1, _id: 1 }).lean<Pause[]>().exec(),
    /** They are told in this transaction. */
    async told(pauses: readonly Pause[], session: ClientSession): Promise<void> {
      await rows.updateMany({ _id: { $in: pauses.map((p) => p._id) } }, { $set: { told: true } }, { session });
    },
  };
}
export type Pauses = ReturnType<typeof createPauses>;
