import { Long } from 'bson';
import type { Row } from '../bson/row.ts';
import { CommandError } from '../errors.ts';

/** How long a cursor may stay unasked: short when it holds a snapshot, which keeps old pages alive. Milliseconds. */
const IDLE_MS = 10 * 60_000;
const IDLE_WITH_SNAPSHOT_MS = 60_000;
const FIRST_BATCH = 101;
const MAX_BATCH_BYTES = 16 * 1024 * 1024;

export interface CursorSource {
  namespace: string;
  rows: Iterable<Row>;
  /** Frees the snapshot the rows are read from, when there is one. */
  release?: () => void;
  session?: string;
}

interface OpenCursor {
  namespace: string;
  rest: Iterator<Row>;
  next: Row | undefined;
  release: (() => void) | undefined;
  session: string | undefined;
  lastUsed: number;
}

export interface Batch {
  /** 0 when all has been given. */
  id: bigint;
  namespace: string;
  documents: Uint8Array[];
}

/** Cursors between two batches. */
export class Cursors {
  readonly #open = new Map<bigint, OpenCursor>();

  get size(): number {
    return this.#open.size;
  }

  /** The first batch. `batchSize` undefined is 101; a single batch leaves no cursor. */
  open(source: CursorSource, batchSize: number | undefined, isSingle = false): Batch {
    const { namespace, rows, release, session } = source;
    const cursor: OpenCursor = {
      namespace,
      rest: rows[Symbol.iterator](),
      next: undefined,
      release,
      session,
      lastUsed: Date.now(),
    };
    try {
      const documents = take(cursor, batchSize ?? FIRST_BATCH, true);
      if (cursor.next === undefined || isSingle) return this.#ended(cursor, documents);
      const id = newId();
      this.#open.set(id, cursor);
      return { id, namespace, documents };
    } catch (error) {
      close(cursor);
      throw error;
    }
  }

  /** The next batch of at most `batchSize` documents; 0 leaves it to the bytes. Throws 43 for an unknown cursor. */
  more(id: bigint, namespace: string, batchSize: number): Batch {
    const cursor = this.#open.get(id);
    if (!cursor) throw new CommandError(43, `cursor id ${id} not found`);
    if (cursor.namespace !== namespace) throw new CommandError(13, `cursor id ${id} belongs to ${cursor.namespace}`);
    cursor.lastUsed = Date.now();
    try {
      const documents = take(cursor, batchSize || Number.POSITIVE_INFINITY, false);
      if (cursor.next !== undefined) return { id, namespace, documents };
      this.#open.delete(id);
      return this.#ended(cursor, documents);
    } catch (error) {
      this.kill(id);
      throw error;
    }
  }

  kill(id: bigint): boolean {
    const cursor = this.#open.get(id);
    if (!cursor) return false;
    this.#open.delete(id);
    close(cursor);
    return true;
  }

  closeIdle(now: number): void {
    for (const [id, { lastUsed, release }] of this.#open) {
      if (now - lastUsed > (release ? IDLE_WITH_SNAPSHOT_MS : IDLE_MS)) this.kill(id);
    }
  }

  closeSession(session: string): void {
    for (const [id, cursor] of this.#open) if (cursor.session === session) this.kill(id);
  }

  closeAll(): void {
    for (const id of [...this.#open.keys()]) this.kill(id);
  }

  #ended(cursor: OpenCursor, documents: Uint8Array[]): Batch {
    close(cursor);
    return { id: 0n, namespace: cursor.namespace, documents };
  }
}

function take(cursor: OpenCursor, count: number, isFirst: boolean): Uint8Array[] {
  const documents: Uint8Array[] = [];
  let bytes = 0;
  if (isFirst) advance(cursor);
  while (cursor.next !== undefined && documents.length < count) {
    const document = cursor.next.bytes;
    bytes += document.length;
    if (bytes > MAX_BATCH_BYTES && documents.length > 0) break;
    documents.push(document);
    advance(cursor);
  }
  return documents;
}

function advance(cursor: OpenCursor): void {
  const { done, value } = cursor.rest.next();
  cursor.next = done ? undefined : value;
}

function close(cursor: OpenCursor): void {
  cursor.rest.return?.();
  cursor.release?.();
}

function newId(): bigint {
  const random = crypto.getRandomValues(new Uint32Array(2)) as unknown as [number, number];
  return (BigInt(random[0] & 0x7fffffff) << 32n) | BigInt(random[1] | 1);
}

export function cursorId(value: unknown): bigint {
  if (Long.isLong(value)) return (value as Long).toBigInt();
  return BigInt(Number(value));
}
