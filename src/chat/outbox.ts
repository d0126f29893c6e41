import type { ClientSession, Connection } from 'mongoose';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { DeliveryError } from './adapter.ts';
import { createClaims, leaseMs, shortestWaitMs } from './claims.ts';
import { laneOf } from './lanes.ts';
import { addOutboxRows, type NewOutboxRow, type OutboxRow, outboxModel } from './outbox-row.ts';
import { plain } from './plain.ts';
import { createSweep, type Swept } from './sweep.ts';

/** Ms between two renewals by a sender that lives. */
const renewEveryMs = 3_000;
/** How many rows are on their way at once. */
const senders = 8;
/** Ms up to which a waiting row is looked after by the process itself. */
const shortWaitMs = 60_000;
/** Tries before a row that fails on our side is dead and listed to the admins. */
const mostAttempts = 12;
/** Ms for which a chat that is away is tried again. */
const patienceMs = 3 * 86_400_000;

/** Tries for which what is younger in a conversation waits: some four minutes of a chat that is away. */
const triesInOrder = 8;
/** Ms until the next try: 1 s, 2 s, 4 s … at most 10 minutes, and up to a quarter more, so that not all come at once. */
const backOffMs = (attempts: number): number => Math.min(1000 * 2 ** (attempts - 1), 600_000) * (1 + Math.random() / 4);

/** A promise that is waited for later: its failure is nobody's surprise until then. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => {});
  return promise;
}

type Deps = {
  connection: Connection;
  log: Log;
  clock: () => Date;
  /** Sends one row. Throws `DeliveryError` when the chat refuses. */
  send(row: OutboxRow): Promise<void>;
  /** Until when the reader of a row wants quiet; undefined where it may be sent now. */
  quietUntil?(row: OutboxRow): Promise<Date | undefined>;
  /** Told of a row that was given up. */
  onDead?(row: OutboxRow): Promise<void>;
  /** Of some due rows those that have nothing to send: they are not taken one by one. */
  needless?(rows: readonly Swept[]): Promise<string[]>;
};

/** The way out: rows are stored with their cause, sent at least once and recognised by their key. */
export function createOutbox(deps: Deps) {
  const { connection, log, clock, send, needless = async () => [], quietUntil = async () => undefined, onDead } = deps;
  const rows = outboxModel(connection);
  const sweep = createSweep({ connection, clock, needless });
  /** Senders that run, and how many of them have not decided to end. */
  const running = new Set<Promise<void>>();
  let active = 0;
  let again = false;
  /** Somebody has asked for more since what has nothing to send was swept away. */
  let unswept = false;
  let isKicked = false;
  let stopped = false;
  let failures = 0;
  /** What is being sent to: the next row there waits, so that people read things as they happened. */
  const taken = new Set<string>();
  let lastClaim: Promise<unknown> = Promise.resolve();

  /** Looks again when a row is due that waits a short while; longer waits are the job's. */
  function lookAgain(afterMs: number): void {
    if (afterMs <= shortWaitMs) setTimeout(() => outbox.kick(), afterMs).unref();
  }

  /** The row, as long as it is this sender's. */
  const mine = ({ _id, claim }: OutboxRow) => ({ _id, claim });

  /** This try surely did not reach the chat: the doubt is what it was before, if there was any. */
  const asBefore = ({ doubtSince, triedAt }: OutboxRow): { $set?: Partial<OutboxRow>; $unset?: Record<string, 1> } =>
    doubtSince ? { $set: { doubtSince, triedAt } } : { $unset: { doubtSince: 1, triedAt: 1 } };

  /** Puts a row back that was not tried; `set` says what else is known of it. */
  async function putBack(row: OutboxRow, nextAt: Date, set: Partial<OutboxRow>): Promise<void> {
    // In one write: who takes it next must not find a doubt that is none.
    const { $set, $unset } = asBefore(row);
    const change = { $set: { nextAt, ...set, ...$set }, $inc: { attempts: -1 }, ...($unset && { $unset }) };
    await rows.updateOne(mine(row), change);
    lookAgain(nextAt.getTime() - clock().getTime());
  }

  const claims = createClaims({ rows, clock, taken, putBack, lookAgain });

  /** Whether trying again is of no use: the chat says no, was away for days, or we fail again and again. */
  function isFinal(row: OutboxRow, error: unknown): boolean {
    if (!(error instanceof DeliveryError)) return row.attempts >= mostAttempts;
    return !error.retry || clock().getTime() - row.createdAt.getTime() > patienceMs;
  }

  async function failed(row: OutboxRow, error: unknown): Promise<void> {
    const final = isFinal(row, error);
    const isChats = error instanceof DeliveryError;
    if (isChats && error.busy && !final)
      return putBack(row, new Date(clock().getTime() + (error.afterMs ?? shortestWaitMs)), { held: !error.apart });
    failures += 1;
    const message = messageOf(error);
    log.warn({ key: row._id, attempts: row.attempts, final, error: message }, 'outbox row was not sent');
    const wait = isChats ? (error.afterMs ?? 0) : 0;
    const waitMs = Math.max(wait, backOffMs(row.attempts));
    const now = clock();
    const nextAt = new Date(now.getTime() + waitMs);
    const state = final ? 'dead' : 'due';
    // What fails by our own fault, or again and again, keeps nothing waiting.
    const held = !final && isChats && row.attempts <= triesInOrder;
    await rows.updateOne(mine(row), { $set: { state, nextAt, triedAt: now, error: message, held } });
    if (isChats && error.refused) await rows.updateOne(mine(row), asBefore(row));
    if (!final) lookAgain(waitMs);
    else await tellOfDead(row);
  }

  const tellOfDead = async (row: OutboxRow): Promise<void> =>
    onDead?.(row).catch((err) => log.error({ err, key: row._id }, 'nobody was told of a dead row'));

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
      const until = await quietUntil(row);
      if (!until) await send(row).finally(letGo);
      letGo();
      if (until) return await putBack(row, until, { notBefore: until, held: false });
      await rows.updateOne(mine(row), { $set: { state: 'sent' }, $unset: { held: 1 } });
      claims.goOn(row);
    } catch (error) {
      letGo();
      await failed(row, error);
    }
  }

  /**
   * The next row for one of the senders; they claim one after the other, so that no two take the same order. What has
   * nothing to send is swept away before, once for all that came meanwhile.
   */
  function next(): Promise<OutboxRow | null> {
    const claimed = lastClaim.then(async () => {
      if (unswept && !stopped) {
        unswept = false;
        await sweep().catch((error) => log.warn({ err: error }, 'outbox was not swept'));
      }
      const row = stopped ? null : await claims.next();
      if (row) taken.add(laneOf(row));
      return row;
    });
    lastClaim = claimed.catch(() => {});
    return claimed;
  }

  /**
   * One of the senders: goes on until it finds nothing that is due and free, and nobody has asked for more since. Whenever
   * it has found something it sets another to work, so that looking in vain is done by one.
   */
  async function sendAll(): Promise<void> {
    const others: Promise<void>[] = [];
    active += 1;
    try {
      do {
        again = false;
        for (let row = await next(); row; row = await next()) {
          const lane = laneOf(row);
          if (active < senders) others.push(handled(sendAll()));
          await sendOne(row).finally(() => taken.delete(lane));
        }
      } while (again && !stopped);
    } finally {
      active -= 1;
    }
    await Promise.all(others);
  }

  /** Sets a sender to work, if one is free: a row that hangs keeps only its own. */
  function wake(): void {
    again = true;
    unswept = true;
    if (active === senders || stopped) return;
    const run: Promise<void> = sendAll().finally(() => running.delete(run));
    running.add(run);
  }

  const outbox = {
    /** Stores rows, in the caller's transaction where there is one. A key that is there already is left as it is. */
    add: (news: readonly NewOutboxRow[], now: Date, session?: ClientSession): Promise<void> =>
      addOutboxRows(connection, news, now, session),
    /** Lists something that cannot be said at all among the dead, once under its key; nothing else waits for it. */
    async bury(row: NewOutboxRow, why: string): Promise<void> {
      const now = clock();
      const stone = { ...plain(row), state: 'dead' as const, attempts: 1, error: why, nextAt: now, createdAt: now };
      const { upsertedCount } = await rows.updateOne({ _id: row._id }, { $setOnInsert: stone }, { upsert: true });
      if (upsertedCount > 0) await tellOfDead(stone as OutboxRow);
    },
    /** Sends all that is due, and waits for it. A row that fails or hangs does not hold up those to others. */
    async drain(): Promise<void> {
      wake();
      // Who was asked to send meanwhile may have a row in hand that this one waited for.
      while (running.size > 0) await Promise.all(running);
    },
    /** Sends soon, without being waited for: once for all who ask at the same moment. */
    kick(): void {
      if (isKicked || stopped) return;
      isKicked = true;
      setImmediate(() => {
        isKicked = false;
        if (!stopped) void outbox.drain().catch((error) => log.error({ err: error }, 'outbox could not be read'));
      });
    },
    /** A row by its key, as long as it is kept. */
    find: async (key: string): Promise<OutboxRow | undefined> =>
      (await rows.findById(key).lean<OutboxRow>()) ?? undefined,
    /** Whether a row is still to be sent. */
    isDue: async (key: string): Promise<boolean> => (await rows.exists({ _id: key, state: 'due' })) !== null,
    /** Rows that wait and that were given up, for metrics. */
    async depth(): Promise<{ due: number; dead: number }> {
      const [due, dead] = await Promise.all([
        rows.countDocuments({ state: 'due' }),
        rows.countDocuments({ state: 'dead' }),
      ]);
      return { due, dead };
    },
    /** Since when the oldest row that is still to be sent waits; what waits for the end of somebody's quiet hours does not count. */
    async oldestDue(): Promise<Date | undefined> {
      const oldest = async (where: object, by: 'createdAt' | 'notBefore') =>
        (
          await rows
            .findOne({ state: 'due', ...where }, { [by]: 1 })
            .sort({ [by]: 1 })
            .lean<OutboxRow>()
        )?.[by];
      const found = await Promise.all([
        oldest({ notBefore: { $exists: false } }, 'createdAt'),
        oldest({ notBefore: { $lte: clock() } }, 'notBefore'),
      ]);
      return found.flatMap((at) => at ?? []).sort((a, b) => a.getTime() - b.getTime())[0];
    },
    /** How often a row was not sent since this process started. */
    failures: (): number => failures,
    /** Ends after the row that is being sent. */
    async stop(): Promise<void> {
      stopped = true;
      await Promise.allSettled(running);
    },
  };
  return outbox;
}
export type Outbox = ReturnType<typeof createOutbox>;
