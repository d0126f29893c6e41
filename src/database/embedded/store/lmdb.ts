import { chmodSync } from 'node:fs';
import { join as joinPath } from 'node:path';
import { type Database, open, type RootDatabase } from 'lmdb';
import type { Entry, View, WritableView } from './view.ts';

/** Address space reserved for the file, not disk space: the file grows with what is written. */
const MAP_BYTES = 256 * 2 ** 30;
/** One slot for each open snapshot (a transaction or a cursor between two batches). */
const MAX_READERS = 4096;
const FIRST_CHUNK = 16;
const LARGEST_CHUNK = 512;

type Store = Database<Buffer, Buffer>;
type ReadTransaction = ReturnType<Store['useReadTransaction']>;
/** The library's types leave out that its fast read takes the options of the plain one. */
type FastReads = { getBinaryFast(key: Buffer, options?: { transaction: ReadTransaction }): Buffer | undefined };

/** A view that keeps showing one moment until it is released. */
export interface Snapshot extends View {
  release(): void;
}

/** The LMDB file: reads see the newest commit; `write` is one durable transaction. */
export class LmdbStore implements View {
  readonly #root: RootDatabase<Buffer, Buffer>;
  readonly #data: Store;

  /** Opens `folder`/store.lmdb, made when missing. Throws when the file cannot be opened. */
  constructor(folder: string) {
    const encoding = { encoding: 'binary', keyEncoding: 'binary' } as const;
    const limits = { mapSize: MAP_BYTES, maxReaders: MAX_READERS, maxDbs: 4 };
    // With overlapping syncs a commit would be seen before it is on disk; without them it returns after fdatasync.
    const durable = { overlappingSync: false, noSubdir: true, cache: false };
    this.#root = open({ path: joinPath(folder, 'store.lmdb'), ...encoding, ...limits, ...durable } as never);
    chmodSync(joinPath(folder, 'store.lmdb'), 0o600);
    this.#data = this.#root.openDB('data', encoding);
  }

  get(key: Buffer): Buffer | undefined {
    return this.#data.get(key);
  }

  peek(key: Buffer): Uint8Array | undefined {
    return peekIn(this.#data, key);
  }

  range(low: Buffer, high: Buffer, reverse = false): Iterable<Entry> {
    return chunks(this.#data, low, high, reverse);
  }

  count(low: Buffer, high: Buffer, limit?: number): number {
    return this.#data.getKeysCount({ start: low, end: high, ...limited(limit) });
  }

  /** Runs `work` in one LMDB transaction; returns when it is on disk. An exception undoes everything. */
  write<T>(work: (view: WritableView) => T): T {
    let result: T | undefined;
    this.#root.transactionSync(() => {
      result = work(this.#writer);
    });
    return result as T;
  }

  /** The newest commit, held until released; LMDB keeps its pages that long. */
  snapshot(): Snapshot {
    this.#root.resetReadTxn();
    return new LmdbSnapshot(this.#data);
  }

  close(): Promise<void> {
    return this.#root.close();
  }

  readonly #writer: WritableView = {
    get: (key) => this.get(key),
    peek: (key) => this.peek(key),
    range: (low, high, reverse) => this.range(low, high, reverse),
    count: (low, high, limit) => this.count(low, high, limit),
    put: (key, value) => void this.#data.put(key, value as Buffer),
    remove: (key) => void this.#data.remove(key),
  };
}

class LmdbSnapshot implements Snapshot {
  readonly #data: Store;
  #transaction: ReadTransaction | undefined;

  constructor(data: Store) {
    this.#data = data;
    this.#transaction = data.useReadTransaction();
  }

  get(key: Buffer): Buffer | undefined {
    return this.#data.get(key, { transaction: this.#open() });
  }

  peek(key: Buffer): Uint8Array | undefined {
    return peekIn(this.#data, key, { transaction: this.#open() });
  }

  range(low: Buffer, high: Buffer, reverse = false): Iterable<Entry> {
    return chunks(this.#data, low, high, reverse, this.#open());
  }

  count(low: Buffer, high: Buffer, limit?: number): number {
    const options = { start: low, end: high, transaction: this.#open(), ...limited(limit) };
    return this.#data.getKeysCount(options);
  }

  release(): void {
    this.#transaction?.done();
    this.#transaction = undefined;
  }

  #open(): ReadTransaction {
    if (!this.#transaction) throw new Error('This snapshot has been released.');
    return this.#transaction;
  }
}

/** Of the buffer that the library reads everything into, the part that was read: its `length` says so, its size does not. */
function peekIn(data: Store, key: Buffer, options?: { transaction: ReadTransaction }): Uint8Array | undefined {
  const shared = (data as FastReads).getBinaryFast(key, options);
  return shared && new Uint8Array(shared.buffer, shared.byteOffset, shared.length);
}

/** LMDB knows no endless limit. */
function limited(limit: number | undefined): { limit?: number } {
  return limit && Number.isFinite(limit) ? { limit } : {};
}

/** Reads a range piece by piece, so that no LMDB cursor stays open while the caller writes or waits. */
function* chunks(data: Store, low: Buffer, high: Buffer, reverse: boolean, transaction?: ReadTransaction) {
  let [from, exclusive, size] = [reverse ? high : low, reverse, FIRST_CHUNK];
  const bounds = reverse ? { reverse, end: low, inclusiveEnd: true } : { end: high };
  const snapshot = transaction ? { transaction } : {};
  while (true) {
    const options = { ...bounds, ...snapshot, start: from, exclusiveStart: exclusive, limit: size };
    const entries = Array.from(data.getRange(options as never)) as unknown as Entry[];
    yield* entries;
    if (entries.length < size) return;
    from = (entries[entries.length - 1] as Entry).key;
    exclusive = true;
    size = Math.min(size * 2, LARGEST_CHUNK);
  }
}
