import { noSuchTransaction, writeConflict } from '../errors.ts';
import type { Transaction } from './transaction.ts';

/** How long a write waits for another transaction's end before it is refused, in milliseconds. */
const PATIENCE_MS = 1_000;
/** What is long for a transaction to hold what it has written, in milliseconds. */
const LONG_MS = 100;
/** Waiting holds connections, and the transaction waited for needs one to commit: so many of them may wait. */
const SHARE_THAT_WAITS = 0.75;

/** Another open transaction has written the document: wait for it with `Claims.wait`, then try again. */
export class Held extends Error {
  readonly key: string;
  readonly holder: Transaction;

  constructor(key: string, holder: Transaction) {
    super('held by another transaction');
    this.key = key;
    this.holder = holder;
  }
}

/**
 * Who writes what. The first transaction to write a document holds it until it ends; one that comes later waits for its
 * turn, so that a hot counter is served one by one instead of by collisions. A change committed after a transaction's
 * snapshot is a conflict. All of it lives in memory: no transaction survives a restart.
 */
export class Claims {
  readonly #holders = new Map<string, Transaction>();
  readonly #changedAt = new Map<string, number>();
  readonly #queues = new Map<string, (() => void)[]>();
  readonly #open = new Set<Transaction>();
  /** Open connections of clients, kept by the server. */
  connections = 0;
  /** The longest time in ms for which a transaction held what it had written, until it ended. */
  longestHeldMs = 0;
  /** Transactions that have written, and those of them that held what they had written for more than `LONG_MS`. */
  writers = 0;
  longWriters = 0;
  /** How often a transaction had to give way to another one. */
  conflicts = 0;
  #waiting = 0;
  #clock = 0;

  get now(): number {
    return this.#clock;
  }

  opened(transaction: Transaction): void {
    this.#open.add(transaction);
  }

  take(name: string, by: Transaction): void {
    const holder = this.#holders.get(name);
    if (holder && holder !== by) throw new Held(name, holder);
    if (this.changedSince(name, by.startedAt)) throw writeConflict();
    this.#holders.set(name, by);
  }

  /** A write was done outside, or by the commit of, a transaction. */
  changed(name: string): void {
    if (this.#open.size > 0) this.#changedAt.set(name, ++this.#clock);
  }

  changedSince(name: string, time: number): boolean {
    return (this.#changedAt.get(name) ?? -1) > time;
  }

  /**
   * Waits until the key may be free; whoever has waited calls `passOn` after its try. Throws WriteConflict when it takes
   * too long or both would wait, NoSuchTransaction when the one that waits is ended.
   */
  async wait({ key, holder }: Held, waiting: Transaction): Promise<void> {
    for (let next: Transaction | undefined = holder; next; next = next.waitingFor) {
      if (next === waiting) throw writeConflict();
    }
    if (this.#waiting >= this.connections * SHARE_THAT_WAITS) throw writeConflict();
    waiting.waitingFor = holder;
    this.#waiting++;
    try {
      await this.#turn(key, waiting);
    } finally {
      waiting.waitingFor = undefined;
      this.#waiting--;
    }
  }

  release(transaction: Transaction): void {
    transaction.giveUp?.();
    this.#open.delete(transaction);
    if (transaction.claimed.size > 0) this.#held(performance.now() - transaction.claimedAt);
    for (const name of transaction.claimed) {
      if (this.#holders.get(name) === transaction) this.#holders.delete(name);
      this.passOn(name);
    }
    if (this.#open.size === 0) this.#changedAt.clear();
  }

  #held(ms: number): void {
    this.writers += 1;
    if (ms > LONG_MS) this.longWriters += 1;
    this.longestHeldMs = Math.max(this.longestHeldMs, ms);
  }

  /** Wakes the first that waits for a key, when nobody holds it. */
  passOn(name: string): void {
    if (!this.#holders.has(name)) this.#queues.get(name)?.[0]?.();
  }

  #turn(name: string, waiting: Transaction): Promise<void> {
    return new Promise((resolve, reject) => {
      const queue = this.#queues.get(name) ?? [];
      this.#queues.set(name, queue);
      const leave = () => {
        clearTimeout(timer);
        waiting.giveUp = undefined;
        queue.splice(queue.indexOf(go), 1);
        if (queue.length === 0) this.#queues.delete(name);
      };
      const go = () => {
        leave();
        resolve();
      };
      const fail = (error: Error) => {
        leave();
        reject(error);
      };
      const timer = setTimeout(() => fail(writeConflict()), PATIENCE_MS);
      waiting.giveUp = () => fail(noSuchTransaction(`Transaction ${waiting.number} was ended while it waited.`));
      queue.push(go);
    });
  }
}
