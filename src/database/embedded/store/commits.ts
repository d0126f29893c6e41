import { StorageFailure } from '../errors.ts';
import type { WritableView } from './view.ts';

/** Time after which a batch is committed even if more writes wait, in milliseconds. */
const BATCH_MS = 20;

export interface BatchStore {
  write<T>(work: (view: WritableView) => T): T;
}

export interface BatchHooks {
  /** Called inside the transaction after its writes: persist counters and the catalog. */
  finish(view: WritableView): void;
  /** The transaction was undone: what memory holds of it must be read again. */
  undone(): void;
}

interface Waiting {
  work: (view: WritableView) => unknown;
  resolve: (result: never) => void;
  reject: (error: unknown) => void;
}

interface Outcome {
  waiting: Waiting;
  result?: unknown;
  error?: unknown;
}

/**
 * Group commit: the writes that arrived while the disk was busy share the next LMDB transaction and its one fdatasync.
 * Each is answered after that transaction is on disk. A write that refuses itself (an error before it changed
 * anything) leaves the others alone; a storage failure undoes the batch and fails all of it.
 */
export class CommitQueue {
  readonly #store: BatchStore;
  readonly #hooks: BatchHooks;
  #waiting: Waiting[] = [];
  #scheduled = false;
  /** The longest time in ms for which a commit held the file. */
  longestMs = 0;

  constructor(store: BatchStore, hooks: BatchHooks) {
    this.#store = store;
    this.#hooks = hooks;
  }

  submit<T>(work: (view: WritableView) => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as never, reject });
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#commit());
  }

  #commit(): void {
    this.#scheduled = false;
    const outcomes: Outcome[] = [];
    const began = performance.now();
    try {
      this.#store.write((view) => this.#runAll(view, outcomes));
    } catch (error) {
      this.#hooks.undone();
      for (const outcome of outcomes) outcome.error = error;
    }
    this.longestMs = Math.max(this.longestMs, performance.now() - began);
    for (const { waiting, result, error } of outcomes) {
      if (error === undefined) waiting.resolve(result as never);
      else waiting.reject(error);
    }
    if (this.#waiting.length > 0) this.#schedule();
  }

  #runAll(view: WritableView, outcomes: Outcome[]): void {
    const until = performance.now() + BATCH_MS;
    const batch = this.#waiting;
    let next = 0;
    try {
      while (next < batch.length && (next === 0 || performance.now() < until)) {
        const outcome: Outcome = { waiting: batch[next++] as Waiting };
        outcomes.push(outcome);
        runOne(outcome, view);
      }
    } finally {
      this.#waiting = batch.slice(next);
    }
    this.#hooks.finish(view);
  }
}

function runOne(outcome: Outcome, view: WritableView): void {
  try {
    outcome.result = outcome.waiting.work(view);
  } catch (error) {
    if (error instanceof StorageFailure) throw error;
    outcome.error = error;
  }
}
