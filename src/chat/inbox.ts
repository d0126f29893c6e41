import { type Connection, type Model, Schema } from 'mongoose';
import { isDuplicate } from '../database/transact.ts';
import type { Answer, Incoming } from './incoming.ts';
import { plain } from './plain.ts';

type InboxRow = {
  _id: string;
  incoming: Incoming;
  at: Date /** Until then the process that took it works on it. */;
  lease: Date;
  answer?: Answer;
};

/** Days that what people sent is kept: privacy asks for 30, the chats re-send for 7.1 hours. */
const keptDays = 30;
/** Ms after which work that was begun, and not renewed, is taken to have died with its process. */
const leaseMs = 3_000;
/** Ms between two renewals by a worker that lives. */
const renewEveryMs = 1_000;
/** Ms between two looks at what somebody else works on. */
const lookEveryMs = 100;

const schema = new Schema<InboxRow>(
  { _id: String, incoming: Schema.Types.Mixed, at: Date, lease: Date, answer: Schema.Types.Mixed },
  { collection: 'inbox', versionKey: false, minimize: false },
);
schema.index({ at: 1 }, { expireAfterSeconds: keptDays * 86_400 });

export const inboxModel = (connection: Connection): Model<InboxRow> =>
  (connection.models.Inbox as Model<InboxRow>) ?? connection.model<InboxRow>('Inbox', schema);

const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What the inbox knows of a key: it is new (or its worker died), in work for longer than a lease, or answered. */
export type Seen = { kind: 'new' } | { kind: 'working' } | { kind: 'answered'; answer: Answer };

/**
 * Every incoming is stored before it is worked on, and answered once however often it is sent. Who sends it again while
 * it is in work waits for its answer; when its process died, the waiting one takes the work over.
 */
export function createInbox(connection: Connection) {
  const rows = inboxModel(connection);
  const held = new Map<string, NodeJS.Timeout>();

  /** Renews the lease while the work goes on. `now` is when it was taken; timers count from there. */
  function hold(key: string, now: Date): void {
    letGo(key);
    let passed = 0;
    const renew = () => {
      passed += renewEveryMs;
      const lease = later(now, passed + leaseMs);
      rows.updateOne({ _id: key, answer: { $exists: false } }, { $max: { lease } }).catch(() => {});
    };
    held.set(key, setInterval(renew, renewEveryMs).unref());
  }

  function letGo(key: string): void {
    clearInterval(held.get(key));
    held.delete(key);
  }

  async function look(key: string, now: Date): Promise<Seen> {
    const row = await rows.findById(key).lean();
    if (row?.answer) return { kind: 'answered', answer: row.answer };
    const taken = await rows.updateOne(
      { _id: key, lease: { $lte: now }, answer: { $exists: false } },
      { $set: { lease: later(now, leaseMs) } },
    );
    return taken.modifiedCount === 1 ? { kind: 'new' } : { kind: 'working' };
  }

  /** Waits for the answer of whoever works on it, until a lease that nobody renews has passed. */
  async function waitFor(key: string, now: Date): Promise<Seen> {
    for (let waited = 0; waited <= leaseMs + lookEveryMs; waited += lookEveryMs) {
      const seen = await look(key, later(now, waited));
      if (seen.kind !== 'working') return seen;
      await pause(lookEveryMs);
    }
    return { kind: 'working' };
  }

  async function seen(key: string, incoming: Incoming, now: Date): Promise<Seen> {
    try {
      await rows.create({ _id: key, incoming, at: now, lease: later(now, leaseMs) });
      return { kind: 'new' };
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return waitFor(key, now);
    }
  }

  return {
    /** Stores an incoming; the caller does the work only when it is `new`. */
    async take(key: string, incoming: Incoming, now: Date): Promise<Seen> {
      const found = await seen(key, incoming, now);
      if (found.kind === 'new') hold(key, now);
      return found;
    },
    /** Gives up the work, so that the same key may be tried again at once. */
    async release(key: string): Promise<void> {
      letGo(key);
      await rows.updateOne({ _id: key, answer: { $exists: false } }, { $set: { lease: new Date(0) } });
    },
    /** Keeps the answer for whoever asks again. */
    async answered(key: string, answer: Answer): Promise<void> {
      letGo(key);
      await rows.updateOne({ _id: key }, { $set: { answer: plain(answer) } });
    },
  };
}
export type Inbox = ReturnType<typeof createInbox>;
