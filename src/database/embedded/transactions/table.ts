import { CommandError, noSuchTransaction, TRANSIENT, writeConflict } from '../errors.ts';
import type { Catalog } from '../store/catalog.ts';
import type { LmdbStore } from '../store/lmdb.ts';
import { Claims, Held } from './claims.ts';
import { answered } from './sessions.ts';
import { type Carrier, Transaction } from './transaction.ts';

/** How long a transaction may stay without a statement, in milliseconds. */
export const IDLE_TRANSACTION_MS = 60_000;
const REMEMBERED_READS = 10_000;

/** The open transactions by session. */
export class Transactions {
  readonly claims = new Claims();
  readonly #store: LmdbStore;
  readonly #catalog: Catalog;
  readonly #open = new Map<string, Transaction>();
  /** The last committed transaction of a session that wrote nothing: nothing is stored of it. */
  readonly #onlyRead = new Map<string, bigint>();

  constructor(store: LmdbStore, catalog: Catalog) {
    this.#store = store;
    this.#catalog = catalog;
  }

  get size(): number {
    return this.#open.size;
  }

  start(session: string, number: bigint): Transaction {
    const last = answered(this.#store, session);
    if (last && last.number >= number)
      throw new CommandError(225, `Cannot start transaction ${number}: the session has used ${last.number}.`);
    const open = this.#open.get(session);
    if (open && open.number === number) throw new CommandError(117, `Transaction ${number} is already in progress.`);
    if (open) this.end(open);
    const transaction = new Transaction(session, number, this.#catalog, this.claims, () => this.#store.snapshot());
    this.#open.set(session, transaction);
    this.claims.opened(transaction);
    return transaction;
  }

  /** The open transaction of a session. Throws NoSuchTransaction, labelled so that drivers start it again. */
  find(session: string, number: bigint): Transaction {
    const open = this.#open.get(session);
    if (open?.number === number && open.isOpen) return open;
    throw noSuchTransaction(`Given transaction number ${number} does not match any in-progress transactions.`);
  }

  /** Runs a statement; waits for a document that another transaction has written. An error ends the transaction. */
  async run<T>(transaction: Transaction, statement: () => T): Promise<T> {
    transaction.isRunning = true;
    try {
      const result = await this.#attempt(transaction, statement);
      transaction.hasAnswered = true;
      return result;
    } catch (error) {
      if (isConflict(error)) this.claims.conflicts += 1;
      this.end(transaction);
      throw inTransaction(error);
    } finally {
      transaction.isRunning = false;
      transaction.lastUsed = Date.now();
    }
  }

  /** A transaction without writes is committed by ending it; a repeated commit is answered the same. */
  endRead(transaction: Transaction): void {
    this.end(transaction);
    if (this.#onlyRead.size >= REMEMBERED_READS) this.#onlyRead.clear();
    this.#onlyRead.set(transaction.session, transaction.number);
  }

  /** Commits with `write`. Asked again while the commit is under way, it gives the same outcome. */
  commit(transaction: Transaction, write: () => Promise<void>): Promise<void> {
    transaction.committing ??= write().finally(() => this.end(transaction));
    return transaction.committing;
  }

  /** Resolves when no commit of the session is under way. */
  async settled(session: string): Promise<void> {
    await this.#open.get(session)?.committing?.catch(() => undefined);
  }

  isReadCommitted(session: string, number: bigint): boolean {
    return this.#onlyRead.get(session) === number;
  }

  end(transaction: Transaction): void {
    if (this.#open.get(transaction.session) === transaction) this.#open.delete(transaction.session);
    transaction.close();
  }

  endSession(session: string): void {
    const open = this.#open.get(session);
    if (open) this.#abandon(open);
  }

  /** A connection has closed: ends the transactions that no open connection has carried a statement of. */
  leave(carrier: Carrier): void {
    carrier.isGone = true;
    for (const one of [...this.#open.values()]) {
      if (one.carriers.delete(carrier) && one.carriers.size === 0) this.#abandon(one);
    }
  }

  endIdle(now: number): void {
    for (const one of [...this.#open.values()]) {
      if (!one.isRunning && now - one.lastUsed > IDLE_TRANSACTION_MS) this.#abandon(one);
    }
  }

  endAll(): void {
    for (const one of [...this.#open.values()]) this.end(one);
  }

  /** Ends a transaction from outside, unless its commit has begun. */
  #abandon(transaction: Transaction): void {
    if (!transaction.committing) this.end(transaction);
  }

  async #attempt<T>(transaction: Transaction, statement: () => T): Promise<T> {
    let outcome = tried(statement);
    while (outcome instanceof Held) {
      const { key } = outcome;
      await this.claims.wait(outcome, transaction);
      try {
        if (!transaction.refresh()) throw writeConflict();
        outcome = tried(statement);
      } finally {
        this.claims.passOn(key);
      }
    }
    return outcome;
  }
}

function tried<T>(statement: () => T): T | Held {
  try {
    return statement();
  } catch (error) {
    if (error instanceof Held) return error;
    throw error;
  }
}

const isConflict = (error: unknown): error is CommandError => error instanceof CommandError && error.code === 112;

/** Conflicts inside a transaction are to be retried from its start. */
function inTransaction(error: unknown): unknown {
  if (isConflict(error) && !error.labels.includes(TRANSIENT)) error.labels.push(TRANSIENT);
  return error;
}
