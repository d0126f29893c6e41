import { type Connection, type Model, Schema } from 'mongoose';
import { isDuplicate } from '../database/transact.ts';
import type { Answer, Incoming } from './incoming.ts';

type InboxRow = { _id: string; incoming: Incoming; at: Date; /** Until then the process that took it works on it. */ lease: Date; answer?: Answer };

/** Days that what people sent is kept: privacy asks for 30, the chats re-send for 7.1 hours. */
const keptDays = 30;
/** Ms after which work that was begun is taken to have died with its process. */
const leaseMs = 15_000;

const schema = new Schema<InboxRow>(
  { _id: String, incoming: Schema.Types.Mixed, at: Date, lease: Date, answer: Schema.Types.Mixed },
  { collection: 'inbox', versionKey: false, minimize: false },
);
schema.index({ at: 1 }, { expireAfterSeconds: keptDays * 86_400 });

export const inboxModel = (connection: Connection): Model<InboxRow> =>
  (connection.models.Inbox as Model<InboxRow>) ?? connection.model<InboxRow>('Inbox', schema);

/** What the inbox knows of a key: it is new (or its worker died), in work, or answered. */
export type Seen = { kind: 'new' } | { kind: 'working' } | { kind: 'answered'; answer: Answer };

/** Every incoming is stored before it is worked on, and answered once however often it is sent. */
export function createInbox(connection: Connection) {
  const rows = inboxModel(connection);

  async function takeOver(key: string, now: Date): Promise<Seen> {
    const row = await rows.findById(key).lean();
    if (row?.answer) return { kind: 'answered', answer: row.answer };
    const taken = await rows.updateOne(
      { _id: key, lease: { $lte: now }, answer: { $exists: false } },
      { $set: { lease: new Date(now.getTime() + leaseMs) } },
    );
    return taken.modifiedCount === 1 ? { kind: 'new' } : { kind: 'working' };
  }

  return {
    /** Stores an incoming; the caller does the work only when it is `new`. */
    async take(key: string, incoming: Incoming, now: Date): Promise<Seen> {
      try {
        await rows.create({ _id: key, incoming, at: now, lease: new Date(now.getTime() + leaseMs) });
        return { kind: 'new' };
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        return takeOver(key, now);
      }
    },
    /** Gives up the work, so that the same key may be tried again at once. */
    async release(key: string): Promise<void> {
      await rows.updateOne({ _id: key, answer: { $exists: false } }, { $set: { lease: new Date(0) } });
    },
    /** Keeps the answer for whoever asks again. */
    async answered(key: string, answer: Answer): Promise<void> {
      await rows.updateOne({ _id: key }, { $set: { answer } });
    },
  };
}
export type Inbox = ReturnType<typeof createInbox>;
