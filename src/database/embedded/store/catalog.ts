import { type Document, decodePlain, encode } from '../bson/codec.ts';
import { CommandError } from '../errors.ts';
import { after, join, KEYSPACE, keyspace } from './bytes.ts';
import { nextNumber } from './numbers.ts';
import type { View, WritableView } from './view.ts';

/** An index as stored; `number` is its keyspace. The index on _id is the collection's own keyspace. */
export interface IndexInfo {
  name: string;
  key: Record<string, 1 | -1>;
  number: number;
  unique: boolean;
  sparse: boolean;
  partial?: Document;
  expireAfterSeconds?: number;
  hidden?: boolean;
  /** Per field: has any document held an array there? Then sorts and some bounds cannot rely on it. */
  multikey: boolean[];
  /** Has any entry been cut because its values were too long? Then each match is checked on the document. */
  long: boolean;
}

export interface CollectionInfo {
  /** `database.collection` */
  namespace: string;
  number: number;
  uuid: string;
  indexes: IndexInfo[];
  /** Documents in it, kept with every write. */
  count: number;
  /** Changes when indexes do, so that an open transaction which has not seen it is refused. */
  epoch: number;
}

export const ID_INDEX = '_id_';

/** Collections by their names. */
export interface Collections {
  find(namespace: string): CollectionInfo | undefined;
}

/** Collections and their indexes: held in memory, written to the store with the change that caused it. */
export class Catalog implements Collections {
  readonly #collections = new Map<string, CollectionInfo>();
  readonly #changed = new Set<CollectionInfo>();
  readonly #counted = new Set<CollectionInfo>();
  /** How many times a name was taken from a collection: as long as it stays, an older snapshot has the same names. */
  moves = 0;

  load(view: View): void {
    this.#collections.clear();
    this.#changed.clear();
    this.#counted.clear();
    for (const { value } of view.range(keyspace(KEYSPACE.catalog), keyspace(KEYSPACE.catalog + 1))) {
      const stored = decodePlain(value) as Omit<CollectionInfo, 'count' | 'epoch'>;
      const count = view.get(countKey(stored.number))?.readDoubleBE(0) ?? 0;
      this.#collections.set(stored.namespace, { ...stored, count, epoch: 0 });
    }
  }

  find(namespace: string): CollectionInfo | undefined {
    return this.#collections.get(namespace);
  }

  /** Collections of one database, or all, by name. */
  list(database?: string): CollectionInfo[] {
    const all = [...this.#collections.values()].filter((one) => !database || databaseOf(one) === database);
    return all.sort((left, right) => (left.namespace < right.namespace ? -1 : 1));
  }

  add(collection: CollectionInfo): void {
    this.#collections.set(collection.namespace, collection);
    this.#changed.add(collection);
    this.#counted.add(collection);
  }

  /** Forgets a collection; its keyspaces go to the trash, emptied later piece by piece. */
  drop(collection: CollectionInfo, view: WritableView): void {
    this.#collections.delete(collection.namespace);
    this.#changed.delete(collection);
    this.#counted.delete(collection);
    collection.epoch++;
    this.moves++;
    view.remove(entryKey(collection.namespace));
    view.remove(countKey(collection.number));
    for (const number of [collection.number, ...collection.indexes.map((index) => index.number)]) discard(number, view);
  }

  rename(collection: CollectionInfo, namespace: string, view: WritableView): void {
    view.remove(entryKey(collection.namespace));
    this.#collections.delete(collection.namespace);
    collection.namespace = namespace;
    collection.epoch++;
    this.moves++;
    this.add(collection);
  }

  /** The definition of the collection was changed: written when the running transaction ends. */
  touch(collection: CollectionInfo): void {
    this.#changed.add(collection);
  }

  grow(collection: CollectionInfo, by: number): void {
    if (by === 0) return;
    collection.count += by;
    this.#counted.add(collection);
  }

  /** Writes what changed in memory; part of each LMDB transaction. */
  flush(view: WritableView): void {
    for (const collection of this.#changed) {
      const { count: _count, epoch: _epoch, ...stored } = collection;
      view.put(entryKey(collection.namespace), encode(stored));
    }
    for (const { number, count } of this.#counted) view.put(countKey(number), double(count));
    this.#changed.clear();
    this.#counted.clear();
  }
}

export function databaseOf(collection: CollectionInfo): string {
  return collection.namespace.slice(0, collection.namespace.indexOf('.'));
}

export function nameOf(collection: CollectionInfo): string {
  return collection.namespace.slice(collection.namespace.indexOf('.') + 1);
}

/** Does a name mean in a view what it means now? A collection made later is no other one: it is empty in the view. */
export function isSameIn(view: View, namespace: string, now: CollectionInfo | undefined): boolean {
  const bytes = view.get(entryKey(namespace));
  if (bytes) return decodePlain(bytes).number === now?.number;
  return !now || now.number >= nextNumber(view);
}

/** The collection itself, seen as the index on _id. */
export function idIndex(collection: CollectionInfo): IndexInfo {
  const { number } = collection;
  return { name: ID_INDEX, key: { _id: 1 }, number, unique: true, sparse: false, multikey: [false], long: false };
}

export function checkNamespace(database: string, collection: string): string {
  if (!/^[^/\\. "$*<>:|?\0]{1,63}$/.test(database)) throw invalid(`${database}.${collection}`);
  if (collection === '' || collection.includes('$') || collection.includes('\0') || collection.startsWith('.')) {
    throw invalid(`${database}.${collection}`);
  }
  if (database.length + collection.length > 254) throw invalid(`${database}.${collection}`);
  return `${database}.${collection}`;
}

export function discard(number: number, view: WritableView): void {
  view.put(join(KEYSPACE.trash, keyspace(number)), Buffer.alloc(0));
}

/** Deletes up to `limit` keys of discarded keyspaces. Returns whether there is more to do. */
export function emptyTrash(view: WritableView, limit: number): boolean {
  let left = limit;
  for (const { key } of [...view.range(keyspace(KEYSPACE.trash), keyspace(KEYSPACE.trash + 1))]) {
    const prefix = key.subarray(4);
    for (const entry of view.range(prefix, after(prefix))) {
      if (left-- === 0) return true;
      view.remove(entry.key);
    }
    view.remove(key);
  }
  return false;
}

export function hasTrash(view: View): boolean {
  return view.count(keyspace(KEYSPACE.trash), keyspace(KEYSPACE.trash + 1), 1) > 0;
}

function invalid(namespace: string): CommandError {
  return new CommandError(73, `Invalid namespace specified '${namespace}'`);
}

function entryKey(namespace: string): Buffer {
  return join(KEYSPACE.catalog, Buffer.from(namespace, 'utf8'));
}

function countKey(number: number): Buffer {
  return join(KEYSPACE.counts, keyspace(number));
}

function double(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
}
