import { type Document, documentTooLarge, MAX_DOCUMENT_BYTES } from '../bson/codec.ts';
import { at } from '../bson/paths.ts';
import { Row } from '../bson/row.ts';
import { CommandError, StorageFailure } from '../errors.ts';
import { matcher } from '../query/match.ts';
import { after, join, keyName } from './bytes.ts';
import type { Catalog, CollectionInfo, IndexInfo } from './catalog.ts';
import { changedFields, reaches } from './changed.ts';
import { documentKey, documentKeys, type KnownValues } from './keys.ts';
import type { WritableView } from './view.ts';

/** Where a command writes: straight into an LMDB transaction, or into the overlay of its own transaction. */
export interface Writer {
  view: WritableView;
  catalog: Catalog;
  /** Announces that a document, or the slot of a unique value, is about to be written; may throw WriteConflict. */
  claim(key: Buffer): void;
  /** The collection was written; it holds `by` documents more. */
  grow(collection: CollectionInfo, by: number): void;
}

interface IndexChange {
  index: IndexInfo;
  add: Buffer[];
  remove: Buffer[];
}

/** Stores a new document. Throws 11000 when a unique index, or the _id, is taken. */
export function insertDocument(writer: Writer, collection: CollectionInfo, row: Row): void {
  const key = documentKey(collection.number, row.plain._id);
  if (writer.view.get(key)) throw duplicate(collection, '_id_', { _id: 1 }, { _id: row.plain._id });
  checkSize(row);
  const next = versionOf(row);
  const changes = collection.indexes.map((index) => indexChange(collection, index, key, undefined, next));
  claimAll(writer, collection, key, changes, row);
  apply(writer, key, row.bytes, changes);
  writer.grow(collection, 1);
}

/** Replaces a document by a newer version of itself (same _id). */
export function replaceDocument(writer: Writer, collection: CollectionInfo, before: Row, next: Row): void {
  const key = before.key as Buffer;
  checkSize(next);
  const changed = changedFields(before.bytes, next.bytes);
  const reached = collection.indexes.filter((index) => reaches(index, changed));
  // Most updates reach no index, and need no document that is decoded.
  const [old, fresh] = reached.length > 0 ? [versionOf(before), versionOf(next)] : [];
  const changes = reached.map((index) => indexChange(collection, index, key, old, fresh));
  claimAll(writer, collection, key, changes, next);
  apply(writer, key, next.bytes, changes);
  writer.grow(collection, 0);
}

export function deleteDocument(writer: Writer, collection: CollectionInfo, row: Row): void {
  const key = row.key as Buffer;
  const before = versionOf(row);
  const changes = collection.indexes.map((index) => indexChange(collection, index, key, before, undefined));
  writer.claim(key);
  apply(writer, key, undefined, changes);
  writer.grow(collection, -1);
}

/** Keys that are sorted before they are put: in order each page of the store is written once, and filled. */
const SORTED_KEYS = 200_000;

/** Fills a new index with the entries of all documents. Throws 11000 when it is unique and a value is there twice. */
export function fillIndex(writer: Writer, collection: CollectionInfo, index: IndexInfo, rows: Iterable<Row>): void {
  let waiting: { entry: Buffer; key: Buffer }[] = [];
  const flush = () => {
    waiting.sort((left, right) => Buffer.compare(left.entry, right.entry));
    for (const { entry, key } of waiting) writer.view.put(entry, offsetOf(entry, key));
    waiting = [];
  };
  for (const row of rows) {
    const key = row.key as Buffer;
    const change = indexChange(collection, index, key, undefined, versionOf(row));
    checkUnique(writer, collection, key, change, row);
    for (const entry of change.add) waiting.push({ entry, key });
    // Of a unique index the next document has to see these.
    if (index.unique || waiting.length >= SORTED_KEYS) flush();
  }
  flush();
}

/** The document an index entry points to: its key ends with the identity. */
export function documentKeyOf(collection: CollectionInfo, entry: { key: Buffer; value: Buffer }): Buffer {
  return join(collection.number, entry.key.subarray(entry.value.readUInt16BE(0)));
}

/** Is the document one that a partial index holds? */
export function holds(index: IndexInfo, document: Document): boolean {
  return !index.partial || matcher(index.partial)(document);
}

/** A document before or after a write, with what of it has been encoded. */
interface Version {
  document: Document;
  known: KnownValues;
}

const versionOf = (row: Row): Version => ({ document: row.plain, known: new Map() });

function indexChange(
  collection: CollectionInfo,
  index: IndexInfo,
  key: Buffer,
  before: Version | undefined,
  next: Version | undefined,
): IndexChange {
  const identity = key.subarray(4);
  const keysOf = (fields: Buffer[]) => fields.map((one) => join(index.number, one, identity));
  const fresh = next ? fieldsOf(collection, index, next) : [];
  if (!before) return { index, add: keysOf(fresh), remove: [] };
  const old = new Map(fieldsOf(collection, index, before).map((one) => [keyName(one), one]));
  const add = fresh.filter((one) => !old.delete(keyName(one)));
  return { index, add: keysOf(add), remove: keysOf([...old.values()]) };
}

function fieldsOf(collection: CollectionInfo, index: IndexInfo, { document, known }: Version): Buffer[] {
  if (!holds(index, document)) return [];
  const { fields, multikey, long } = documentKeys(index, document, known);
  if (long) index.long = note(collection, index.long);
  multikey.forEach((isArray, i) => {
    if (isArray) index.multikey[i] = note(collection, index.multikey[i] as boolean);
  });
  return fields;
}

const noted = new WeakSet<CollectionInfo>();

/** Remembers that an index learned something which has to be stored. */
function note(collection: CollectionInfo, known: boolean): true {
  if (!known) noted.add(collection);
  return true;
}

function claimAll(writer: Writer, collection: CollectionInfo, key: Buffer, changes: IndexChange[], row: Row): void {
  for (const change of changes) checkUnique(writer, collection, key, change, row);
  if (noted.delete(collection)) writer.catalog.touch(collection);
  writer.claim(key);
  for (const { index, add } of changes) {
    if (index.unique) for (const entry of add) writer.claim(slot(entry, key));
  }
}

function checkUnique(writer: Writer, collection: CollectionInfo, key: Buffer, change: IndexChange, row: Row): void {
  const { index } = change;
  if (!index.unique) return;
  for (const entry of change.add) {
    const taken = slot(entry, key);
    for (const other of writer.view.range(taken, after(taken))) {
      if (documentKeyOf(collection, other).equals(key)) continue;
      throw duplicate(collection, index.name, index.key, valuesOf(index, row.plain));
    }
  }
}

/** The part of an index key that a unique index allows once: everything before the identity. */
function slot(entry: Buffer, key: Buffer): Buffer {
  return entry.subarray(0, entry.length - (key.length - 4));
}

function apply(writer: Writer, key: Buffer, bytes: Uint8Array | undefined, changes: IndexChange[]): void {
  try {
    if (bytes) writer.view.put(key, bytes);
    else writer.view.remove(key);
    for (const { add, remove } of changes) {
      for (const entry of remove) writer.view.remove(entry);
      for (const entry of add) writer.view.put(entry, offsetOf(entry, key));
    }
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new StorageFailure(`The storage refused a write: ${(error as Error).message}`, { cause: error });
  }
}

const offsets: Buffer[] = [];

/** Where in an index key the identity begins, as it is stored beside the key. */
function offsetOf(entry: Buffer, key: Buffer): Buffer {
  const at = entry.length - (key.length - 4);
  offsets[at] ??= Buffer.from([at >> 8, at & 0xff]);
  return offsets[at];
}

function valuesOf(index: IndexInfo, document: Document): Document {
  return Object.fromEntries(Object.keys(index.key).map((path) => [path, at(document, path) ?? null]));
}

function checkSize(row: Row): void {
  if (row.bytes.length > MAX_DOCUMENT_BYTES) throw documentTooLarge(row.bytes.length);
}

function duplicate(collection: CollectionInfo, name: string, keyPattern: Document, keyValue: Document): CommandError {
  const shown = JSON.stringify(keyValue).slice(0, 500);
  const message = `E11000 duplicate key error collection: ${collection.namespace} index: ${name} dup key: ${shown}`;
  return new CommandError(11000, message, { extra: { keyPattern, keyValue } });
}

export function rowAt(view: { get(key: Buffer): Buffer | undefined }, key: Buffer): Row | undefined {
  const bytes = view.get(key);
  return bytes && new Row(bytes, undefined, key);
}
