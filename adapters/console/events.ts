import { type ClientSession, type Connection, type Model, Schema } from 'mongoose';

/** Something that changed: `_id` is its place in the one sequence of all processes. */
export type DeskEvent = { _id: number; at: Date; topic: string; data: Record<string, unknown> };

/** Events by sequence, kept for a day. */
export type EventLog = {
  /** Adds an event inside the caller's transaction. Commits are in the order of the sequence, so no reader misses one. */
  append(session: ClientSession, event: Omit<DeskEvent, '_id'>): Promise<number>;
  /** The sequence of the newest event; 0 when there never was one. */
  last(): Promise<number>;
  /** The sequence of the oldest event that is still there. */
  first(): Promise<number | undefined>;
  /** Events after a sequence, oldest first. */
  since(sequence: number, limit: number): Promise<DeskEvent[]>;
  /** Makes the indexes. */
  init(): Promise<void>;
};

const eventSchema = new Schema<DeskEvent>(
  {
    _id: { type: Number, required: true },
    at: { type: Date, required: true },
    topic: { type: String, required: true },
    data: { type: Schema.Types.Mixed, required: true },
  },
  { collection: 'events', versionKey: false, minimize: false, strict: 'throw' },
);

type Counter = { _id: string; sequence: number };
const counterSchema = new Schema<Counter>(
  { _id: { type: String, required: true }, sequence: { type: Number, required: true } },
  { collection: 'event_counters', versionKey: false, strict: 'throw' },
);

const modelOf = <T>(connection: Connection, name: string, schema: Schema<T>): Model<T> =>
  (connection.models[name] as Model<T>) ?? connection.model<T>(name, schema);

/**
 * The event log of a database connection; events live `lifeSeconds`. Every append takes the one counter inside its
 * transaction, so a later number is never visible before an earlier one.
 */
export function createEventLog(connection: Connection, lifeSeconds: number): EventLog {
  const events = modelOf(connection, 'DeskEvent', eventSchema);
  const counters = modelOf(connection, 'EventCounter', counterSchema);
  return {
    async append(session, event) {
      const counter = await counters.findOneAndUpdate(
        { _id: 'events' },
        { $inc: { sequence: 1 } },
        { session, upsert: true, returnDocument: 'after' },
      );
      await events.create([{ _id: counter.sequence, ...event }], { session });
      return counter.sequence;
    },
    last: async () => (await counters.findById('events').lean<Counter>())?.sequence ?? 0,
    first: async () => (await events.findOne().sort({ _id: 1 }).select('_id').lean<DeskEvent>())?._id,
    since: (sequence, limit) =>
      events
        .find({ _id: { $gt: sequence } })
        .sort({ _id: 1 })
        .limit(limit)
        .lean<DeskEvent[]>(),
    async init() {
      await counters.createCollection();
      await events.collection.createIndex({ at: 1 }, { expireAfterSeconds: lifeSeconds });
    },
  };
}
