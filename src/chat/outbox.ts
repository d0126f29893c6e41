import { type ClientSession, type Connection, type Model, Schema } from 'mongoose';
import { newId } from '../id.ts';
import type { Log } from '../log.ts';
import { withSharedReads } from '../shared-reads.ts';
import { DeliveryError } from './adapter.ts';
import type { Address } from './address.ts';
import { plain } from './plain.ts';
import type { PostViewer } from './posts.ts';

/** Something to send, stored in the same transaction as its cause. */
export type OutboxRow = {
  /** Occurrence key: the same occurrence is sent once. */
  _id: string;
  /**
   * `notice`: a card about an order. `refresh`: the posted cards of an order are brought up to date. `digest`: a member's
   * reminders. `recap`: the week of a team. `newcomer`: an admin is asked about somebody who wrote to the desk.
   */
  job: 'notice' | 'refresh' | 'digest' | 'recap' | 'newcomer';
  /** Which notice, by its file in `notices/`. */
  notice?: string;
  order?: string;
  conversation?: Address;
  viewer?: PostViewer;
  /** What the notice needs besides the order: ids and words, never amounts. */
  data?: Record<string, unknown>;
  state: 'due' | 'sent' | 'dead';
  attempts: number;
  /** When it is tried next; while it is being sent, until when the sender has it. */
  nextAt: Date;
  error?: string;
  /** When an earlier try may have reached the chat, though no answer came: its process died, or the answer was lost. */
  doubtSince?: Date;
  /** When the last such try was last known to be under way. */
  triedAt?: Date;
  /** Who has it: a sender that was taken for dead, and was not, changes nothing any more. */
  claim?: string;
  createdAt: Date;
};

export type NewOutboxRow = Omit<
  OutboxRow,
  'state' | 'attempts' | 'nextAt' | 'createdAt' | 'error' | 'doubtSince' | 'triedAt' | 'claim'
> & {
  dueAt?: Date;
};

const keptDays = 30;
/** Ms after which a row that is being sent, and not renewed, is taken to have died with its process. */
const leaseMs = 10_000;
/** Ms between two renewals by a sender that lives. */
const renewEveryMs = 3_000;
/** How many rows are on their way at once, and how many of them to one chat: a chat that hangs leaves room for the others. */
const senders = 8;
const sendersOfChat = 6;
/** Ms up to which a waiting row is looked after by the process itself. */
const shortWaitMs = 60_000;
/** Tries before a row that fails on our side is dead and listed to the admins. */
const mostAttempts = 12;
/** Ms for which a chat that is away is tried again. */
const patienceMs = 3 * 86_400_000;

const schema = new Schema<OutboxRow>(
  {
    _id: String,
    job: String,
    notice: String,
    order: String,
    conversation: String,
    viewer: Schema.Types.Mixed,
    data: Schema.Types.Mixed,
    state: String,
    attempts: Number,
    nextAt: Date,
    error: String,
    doubtSince: Date,
    triedAt: Date,
    claim: String,
    createdAt: Date,
  },
  { collection: 'outbox', versionKey: false },
);
schema.index({ state: 1, nextAt: 1 });
// What is due is kept until it is sent, and what is dead until somebody looked at it.
schema.index({ createdAt: 1 }, { expireAfterSeconds: keptDays * 86_400, partialFilterExpression: { state: 'sent' } });

export const outboxModel = (connection: Connection): Model<OutboxRow> =>
  (connection.models.Outbox as Model<OutboxRow>) ?? connection.model<OutboxRow>('Outbox', schema);

/** Ms until the next try: 1 s, 2 s, 4 s … at most 10 minutes. */
const backOffMs = (attempts: number): number => Math.min(1000 * 2 ** (attempts - 1), 600_000);

/** Where a row goes: one at a time to a conversation; what goes to several is one at a time for its order. */
const laneOf = ({ conversation, order, _id }: OutboxRow): string => conversation ?? `order:${order ?? _id}`;

const chatOf = (lane: string): string => lane.slice(0, lane.indexOf(':'));

/** What is free to be sent while some lanes are taken. */
function freeOf(taken: ReadonlySet<string>): Record<string, unknown> {
  if (taken.size === 0) return {};
  const lanes = [...taken];
  const orders = lanes.filter((l) => chatOf(l) === 'order').map((l) => l.slice('order:'.length));
  const full = [...new Set(lanes.map(chatOf))].filter(
    (c) => lanes.filter((l) => chatOf(l) === c).length >= sendersOfChat,
  );
  const toOne = {
    conversation: { $nin: lanes, $exists: true },
    $nor: full.map((c) => ({ conversation: new RegExp(`^${c}:`) })),
  };
  const toSeveral = { conversation: { $exists: false }, order: { $nin: orders } };
  const isFull = full.includes('order');
  const { $nor, ...free } = toOne;
  const one = $nor.length > 0 ? toOne : free;
  return isFull ? one : { $or: [one, toSeveral] };
}

type Deps = {
  connection: Connection;
  log: Log;
  clock: () => Date;
  /** Sends one row. Throws `DeliveryError` when the chat refuses. */
  send(row: OutboxRow): Promise<void>;
};

/** The way out: rows are stored with their cause, sent at least once and recognised by their key. */
export function createOutbox({ connection, log, clock, send }: Deps) {
  const rows = outboxModel(connection);
  /** Senders that run, and how many of them have not decided to end. */
  const running = new Set<Promise<void>>();
  let active = 0;
  let again = false;
  let stopped = false;
  /** What is being sent to: the next row there waits, so that people read things as they happened. */
  const taken = new Set<string>();
  let lastClaim: Promise<unknown> = Promise.resolve();

  async function claim(now: Date): Promise<OutboxRow | null> {
    const claim = newId();
    const before = await rows
      .findOneAndUpdate(
        { state: 'due', nextAt: { $lte: now }, ...freeOf(taken) },
        {
          $set: { nextAt: new Date(now.getTime() + leaseMs), triedAt: now, claim },
          $min: { doubtSince: now },
          $inc: { attempts: 1 },
        },
        { sort: { nextAt: 1 }, returnDocument: 'before' },
      )
      .lean<OutboxRow>();
    return before && { ...before, attempts: before.attempts + 1, claim };
  }

  /** Looks again when a row is due that waits a short while; longer waits are the job's. */
  function lookAgain(afterMs: number): void {
    if (afterMs <= shortWaitMs) setTimeout(() => outbox.kick(), afterMs).unref();
  }

  /** The row, as long as it is this sender's. */
  const mine = ({ _id, claim }: OutboxRow) => ({ _id, claim });

  /** This try surely did not reach the chat: the doubt is what it was before, if there was any. */
  const asBefore = ({ doubtSince, triedAt }: OutboxRow) =>
    doubtSince ? { $set: { doubtSince, triedAt } } : { $unset: { doubtSince: 1, triedAt: 1 } };

  /** Puts a row back that was not tried, since its conversation takes no more at the moment. */
  async function putBack(row: OutboxRow, afterMs = 1000): Promise<void> {
    const nextAt = new Date(clock().getTime() + afterMs);
    await rows.updateOne(mine(row), { $set: { nextAt }, $inc: { attempts: -1 } });
    await rows.updateOne(mine(row), asBefore(row));
    lookAgain(afterMs);
  }

  /** Whether trying again is of no use: the chat says no, was away for days, or we fail again and again. */
  function isFinal(row: OutboxRow, error: unknown): boolean {
    if (!(error instanceof DeliveryError)) return row.attempts >= mostAttempts;
    return !error.retry || clock().getTime() - row.createdAt.getTime() > patienceMs;
  }

  async function failed(row: OutboxRow, error: unknown): Promise<void> {
    const final = isFinal(row, error);
    if (error instanceof DeliveryError && error.busy && !final) return putBack(row, error.afterMs);
    const message = error instanceof Error ? error.message : String(error);
    log.warn({ key: row._id, attempts: row.attempts, final, error: message }, 'outbox row was not sent');
    const wait = error instanceof DeliveryError ? (error.afterMs ?? 0) : 0;
    const waitMs = Math.max(wait, backOffMs(row.attempts));
    const now = clock();
    const nextAt = new Date(now.getTime() + waitMs);
    const state = final ? 'dead' : 'due';
    await rows.updateOne(mine(row), { $set: { state, nextAt, triedAt: now, error: message } });
    if (error instanceof DeliveryError && error.refused) await rows.updateOne(mine(row), asBefore(row));
    if (!final) lookAgain(waitMs);
  }

  /** Keeps the row while it is being sent, however long the chat takes; ends with the function it gives. */
  function hold(row: OutboxRow): () => void {
    const renew = () => {
      const now = clock();
      const nextAt = new Date(now.getTime() + leaseMs);
      rows.updateOne({ ...mine(row), state: 'due' }, { $set: { nextAt, triedAt: now } }).catch(() => {});
    };
    const timer = setInterval(renew, renewEveryMs).unref();
    return () => clearInterval(timer);
  }

  async function sendOne(row: OutboxRow): Promise<void> {
    const letGo = hold(row);
    try {
      await withSharedReads(() => send(row)).finally(letGo);
      await rows.updateOne(mine(row), { $set: { state: 'sent' } });
    } catch (error) {
      await failed(row, error);
    }
  }

  /** The next row for one of the senders; they claim one after the other, so that no two take the same order. */
  function next(): Promise<OutboxRow | null> {
    const claimed = lastClaim.then(async () => {
      const row = stopped ? null : await claim(clock());
      if (row) taken.add(laneOf(row));
      return row;
    });
    lastClaim = claimed.catch(() => {});
    return claimed;
  }

  /** One of the senders: goes on until it finds nothing that is due and free, and nobody has asked for more since. */
  async function sendAll(): Promise<void> {
    active += 1;
    try {
      do {
        again = false;
        for (let row = await next(); row; row = await next()) {
          const lane = laneOf(row);
          await sendOne(row).finally(() => taken.delete(lane));
        }
      } while (again && !stopped);
    } finally {
      active -= 1;
    }
  }

  /** Sets as many senders to work as are free: a row that hangs keeps only its own. */
  function wake(): void {
    again = true;
    while (active < senders && !stopped) {
      const run: Promise<void> = sendAll().finally(() => running.delete(run));
      running.add(run);
    }
  }

  const outbox = {
    /** Stores rows, in the caller's transaction where there is one. A key that is there already is left as it is. */
    async add(news: readonly NewOutboxRow[], now: Date, session?: ClientSession): Promise<void> {
      if (news.length === 0) return;
      await rows.bulkWrite(
        news.map(({ dueAt, _id, ...rest }) => ({
          updateOne: {
            filter: { _id },
            update: {
              $setOnInsert: { ...plain(rest), state: 'due', attempts: 0, nextAt: dueAt ?? now, createdAt: now },
            },
            upsert: true,
          },
        })),
        { session },
      );
    },
    /** Sends all that is due, and waits for it. A row that fails or hangs does not hold up those to others. */
    async drain(): Promise<void> {
      wake();
      await Promise.all(running);
    },
    /** Sends soon, without being waited for. */
    kick(): void {
      if (!stopped) void outbox.drain().catch((error) => log.error({ err: error }, 'outbox could not be read'));
    },
    /** A row by its key, as long as it is kept. */
    find: async (key: string): Promise<OutboxRow | undefined> =>
      (await rows.findById(key).lean<OutboxRow>()) ?? undefined,
    /** Whether a row is still to be sent. */
    isDue: async (key: string): Promise<boolean> => (await rows.exists({ _id: key, state: 'due' })) !== null,
    /** Rows by state, for metrics. */
    async depth(): Promise<Record<OutboxRow['state'], number>> {
      const [due, dead] = await Promise.all([
        rows.countDocuments({ state: 'due' }),
        rows.countDocuments({ state: 'dead' }),
      ]);
      return { due, dead, sent: 0 };
    },
    /** Ends after the row that is being sent. */
    async stop(): Promise<void> {
      stopped = true;
      await Promise.allSettled(running);
    },
  };
  return outbox;
}
export type Outbox = ReturnType<typeof createOutbox>;
