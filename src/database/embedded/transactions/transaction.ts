import { noSuchTransaction, snapshotUnavailable, writeConflict } from '../errors.ts';
import { keyName } from '../store/bytes.ts';
import { type Catalog, type CollectionInfo, type Collections, isSameIn } from '../store/catalog.ts';
import type { Writer } from '../store/documents.ts';
import type { Snapshot } from '../store/lmdb.ts';
import { nextNumber } from '../store/numbers.ts';
import { Overlay } from '../store/overlay.ts';
import type { Claims } from './claims.ts';

/** A connection: with the last one that carried its statements, a transaction ends. */
export interface Carrier {
  isGone: boolean;
}

/** One multi-document transaction: a snapshot, what it wrote over it, and what it claimed for writing. */
export class Transaction implements Writer, Collections {
  readonly session: string;
  readonly number: bigint;
  readonly catalog: Catalog;
  readonly claimed = new Set<string>();
  /** When it claimed the first of them, by the process's own watch in ms. */
  claimedAt = 0;
  readonly grown = new Map<CollectionInfo, number>();
  /** Collections written, with the epoch they had. */
  readonly epochs = new Map<CollectionInfo, number>();
  /** The open connections that have carried its statements. */
  readonly carriers = new Set<Carrier>();
  readonly #claims: Claims;
  readonly #takeSnapshot: () => Snapshot;
  #snapshot: Snapshot;
  /** What `catalog.moves` was when the snapshot was taken. */
  #moves: number;
  view: Overlay;
  startedAt: number;
  lastUsed = Date.now();
  isOpen = true;
  isRunning = false;
  /** The commit, once it has begun: then neither its session nor its connections end the transaction. */
  committing: Promise<void> | undefined;
  /** Has a statement been answered? Then the snapshot may not move any more. */
  hasAnswered = false;
  /** The transaction whose write this one waits for. */
  waitingFor: Transaction | undefined;
  /** Ends the waiting. */
  giveUp: (() => void) | undefined;

  constructor(session: string, number: bigint, catalog: Catalog, claims: Claims, takeSnapshot: () => Snapshot) {
    this.session = session;
    this.number = number;
    this.catalog = catalog;
    this.#claims = claims;
    this.#takeSnapshot = takeSnapshot;
    this.#snapshot = takeSnapshot();
    this.#moves = catalog.moves;
    this.view = new Overlay(this.#snapshot);
    this.startedAt = claims.now;
  }

  /** The collection of a name. Throws SnapshotUnavailable when the name meant another one, or none, in the snapshot. */
  find(namespace: string): CollectionInfo | undefined {
    const found = this.catalog.find(namespace);
    if (this.catalog.moves !== this.#moves && !isSameIn(this.#snapshot, namespace, found)) throw snapshotUnavailable();
    return found;
  }

  /** See Writer. Throws Held while another transaction has written the key, WriteConflict when it has changed. */
  claim(key: Buffer): void {
    this.#checkOpen();
    const name = keyName(key);
    if (this.claimed.has(name)) return;
    this.#claims.take(name, this);
    if (this.claimed.size === 0) this.claimedAt = performance.now();
    this.claimed.add(name);
  }

  grow(collection: CollectionInfo, by: number): void {
    if (!this.epochs.has(collection)) this.#enter(collection);
    this.grown.set(collection, (this.grown.get(collection) ?? 0) + by);
  }

  /** Starts over on the newest commit: possible as long as nothing was answered or written. */
  refresh(): boolean {
    this.#checkOpen();
    if (this.hasAnswered || this.view.changes.size > 0) return false;
    this.#snapshot.release();
    this.#snapshot = this.#takeSnapshot();
    this.#moves = this.catalog.moves;
    this.view = new Overlay(this.#snapshot);
    this.startedAt = this.#claims.now;
    return true;
  }

  /** Writes everything into the running LMDB transaction. Throws WriteConflict when somebody was faster. */
  applyTo(target: Writer): void {
    this.#checkOpen();
    for (const name of this.claimed) if (this.#claims.changedSince(name, this.startedAt)) throw writeConflict();
    for (const [collection, epoch] of this.epochs) if (collection.epoch !== epoch) throw writeConflict();
    for (const { key, value } of this.view.changes.values()) {
      if (value) target.view.put(key, value);
      else target.view.remove(key);
    }
    for (const name of this.claimed) this.#claims.changed(name);
    for (const [collection, by] of this.grown) this.catalog.grow(collection, by);
  }

  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#snapshot.release();
    this.#claims.release(this);
  }

  /** Throws NoSuchTransaction when it was ended meanwhile: whoever waited must not go on with it. */
  #checkOpen(): void {
    if (!this.isOpen) throw noSuchTransaction(`Transaction ${this.number} has been aborted.`);
  }

  /** The first write to a collection. An index made since cannot say, in the snapshot, which values are taken. */
  #enter(collection: CollectionInfo): void {
    const end = nextNumber(this.view);
    if (collection.indexes.some(({ number }) => number >= end)) throw writeConflict();
    this.epochs.set(collection, collection.epoch);
  }
}
