import { type Connection, type Model, Schema } from 'mongoose';
import { native } from '../database/native.ts';
import { isDuplicate } from '../database/transact.ts';
import { newId } from '../id.ts';
import type { Answer, Incoming } from './incoming.ts';
import { createLeases, later, leaseMs, lookEveryMs, pause, type Taken } from './leases.ts';
import { plain } from './plain.ts';

/** An incoming with what became of it. */
export type InboxRow = {
  _id: string;
  incoming: Incoming;
  at: Date;
  /** Until then the process that took it works on it. */
  lease: Date;
  /** The token of its last taking. */
  claim?: string;
  /** As JSON, since it is only ever read as a whole; rows of earlier versions have the answer itself. */
  answer?: string | Answer;
  /** It was acknowledged, and its answer has not reached the person. */
  open?: boolean;
  /** How often its answer was brought in vain. */
  tries?: number;
  /** How often it was taken over from a process that died over it. */
  taken?: number;
};

/** What was answered, if anything was. */
export const answerOf = ({ answer }: Pick<InboxRow, 'answer'>): Answer | undefined =>
  typeof answer === 'string' ? (JSON.parse(answer) as Answer) : answer;

/** The key of a row: what one person sent once. */
export const inboxKey = ({ from, key }: Pick<Incoming, 'from' | 'key'>): string => `${from} ${key}`;

/** Days that what people sent is kept: privacy asks for 30, the chats re-send for 7.1 hours. */
const keptDays = 30;
/** How often an answer is brought before it is given up: for some hours. */
export const mostTries = 40;
/** How often what ends its process is taken over before it is answered with an apology. */
export const mostTaken = 5;

const schema = new Schema<InboxRow>(
  {
    _id: String,
    incoming: Schema.Types.Mixed,
    at: Date,
    lease: Date,
    claim: String,
    answer: Schema.Types.Mixed,
    open: Boolean,
    tries: Number,
    taken: Number,
  },
  { collection: 'inbox', versionKey: false, minimize: false },
);
schema.index({ at: 1 }, { expireAfterSeconds: keptDays * 86_400 });
schema.index({ lease: 1 }, { partialFilterExpression: { open: true } });

export const inboxModel = (connection: Connection): Model<InboxRow> =>
  (connection.models.Inbox as Model<InboxRow>) ?? connection.model<InboxRow>('Inbox', schema);

/**
 * What the inbox knows of a key: it is new (or its worker died), has ended each process that worked on it, is in work for
 * longer than a lease, answered, or answered while the answer still has to be brought.
 */
export type Seen =
  | { kind: 'new' | 'deadly'; taken: Taken }
  | { kind: 'working' }
  | { kind: 'answered'; answer: Answer }
  | { kind: 'undelivered'; answer: Answer; taken: Taken };

/** How an incoming is taken: `open` when it is acknowledged before it is answered; `stored` is told as soon as it is safe. */
export type Taking = { open: boolean; stored?(): void };

/** A row, as long as this taking of it is the last one. */
const mine = ({ key, claim }: Taken) => ({ _id: key, claim });

/** Ms until an answer that could not be brought is tried again: 2 s, 4 s … at most 5 minutes. */
const backOffMs = (tries: number): number => Math.min(1000 * 2 ** tries, 300_000);

/**
 * Every incoming is stored before it is worked on, and answered once however often it is sent. Who sends it again while
 * it is in work waits for its answer; when its process died, the waiting one takes the work over.
 */
export function createInbox(connection: Connection, clock: () => Date) {
  const rows = native(inboxModel(connection));
  const leases = createLeases(clock, (taken, lease) =>
    rows.updateOne({ ...mine(taken), lease: { $lt: lease } }, { $set: { lease } }),
  );

  async function look(key: string, now: Date): Promise<Seen> {
    const row = await rows.findOne({ _id: key });
    const answer = row ? answerOf(row) : undefined;
    if (answer && !row?.open) return { kind: 'answered', answer };
    // As it was read: who answered meanwhile is not worked on again, what was brought meanwhile not brought again.
    const asRead = answer ? { open: true } : { answer: { $exists: false } };
    const taken = answer ? 0 : (row?.taken ?? 0) + 1;
    // Each time for longer, so that what ends processes ends few of them.
    const lease = later(now, leaseMs * 2 ** Math.max(0, taken - 1));
    const claim = newId();
    const set = { lease, taken, claim };
    const took = await rows.updateOne({ _id: key, lease: { $lte: now }, ...asRead }, { $set: set });
    if (took.modifiedCount !== 1) return answer ? { kind: 'answered', answer } : { kind: 'working' };
    if (answer) return { kind: 'undelivered', answer, taken: { key, claim } };
    return { kind: taken > mostTaken ? 'deadly' : 'new', taken: { key, claim } };
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

  async function seen(key: string, incoming: Incoming, now: Date, { open, stored }: Taking): Promise<Seen> {
    try {
      const claim = newId();
      const lease = later(now, leaseMs);
      const row = { _id: key, incoming: plain(incoming), at: now, lease, claim, ...(open && { open }) };
      await rows.insertOne(row);
      stored?.();
      return { kind: 'new', taken: { key, claim } };
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      stored?.();
      return open ? look(key, now) : waitFor(key, now);
    }
  }

  return {
    /**
     * Stores an incoming; the caller does the work only when it is `new`, apologises when it is `deadly`, and brings the
     * answer when `undelivered`.
     */
    async take(key: string, incoming: Incoming, now: Date, taking: Taking = { open: false }): Promise<Seen> {
      const found = await seen(key, incoming, now, taking);
      if ('taken' in found) leases.hold(found.taken);
      return found;
    },
    /** Gives up the work, so that the same key may be tried again at once. */
    async release(taken: Taken): Promise<void> {
      leases.letGo(taken);
      const freed = { $set: { lease: new Date(0) }, $unset: { taken: 1 as const } };
      await rows.updateOne({ ...mine(taken), answer: { $exists: false } }, freed);
    },
    /** Keeps the answer for whoever asks again. An open one stays in work until it is `delivered`. */
    async answered(taken: Taken, answer: Answer, open = false): Promise<void> {
      if (!open) leases.letGo(taken);
      await rows.updateOne(mine(taken), { $set: { answer: JSON.stringify(answer) } });
    },
    /** The answer reached the person; it is kept now where it was not kept before. */
    async delivered(taken: Taken, answer?: Answer): Promise<void> {
      leases.letGo(taken);
      const set = answer && { $set: { answer: JSON.stringify(answer) } };
      await rows.updateOne(mine(taken), { ...set, $unset: { open: 1 as const } });
    },
    /**
     * The answer could not be brought: it is tried again later, and given up at last, or at once where that is of no use.
     * False when it is given up.
     */
    async undelivered(taken: Taken, now: Date, { retry = true, afterMs = 0 } = {}): Promise<boolean> {
      leases.letGo(taken);
      const row = await rows.findOneAndUpdate(mine(taken), { $inc: { tries: 1 } }, { returnDocument: 'after' });
      if (!row) return true;
      const tries = row.tries ?? mostTries;
      const again = retry && tries < mostTries;
      const lease = later(now, Math.max(afterMs, backOffMs(tries)));
      await rows.updateOne(mine(taken), again ? { $set: { lease } } : { $unset: { open: 1 } });
      return again;
    },
    /** What was acknowledged and is in nobody's work: its process died, or its answer is to be brought again. */
    abandoned: (now: Date, platforms: readonly string[], limit: number): Promise<InboxRow[]> =>
      rows
        .find({ open: true, lease: { $lte: now }, _id: new RegExp(`^(?:${platforms.join('|')}):`) })
        .sort({ lease: 1 })
        .limit(limit)
        .toArray(),
  };
}
export type Inbox = ReturnType<typeof createInbox>;
