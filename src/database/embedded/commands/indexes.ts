import { type Document, isDocument, plainDocument, toPlain } from '../bson/codec.ts';
import { sameValue } from '../bson/order.ts';
import type { Row } from '../bson/row.ts';
import { CommandError, notSupported } from '../errors.ts';
import { matcher } from '../query/match.ts';
import { rowsOf } from '../query/rows.ts';
import { type CollectionInfo, discard, ID_INDEX, type IndexInfo, idIndex } from '../store/catalog.ts';
import { fillIndex, type Writer } from '../store/documents.ts';
import { takeNumber } from '../store/numbers.ts';
import { ensureCollection } from './collections.ts';
import type { Request } from './context.ts';
import { cursorDocument, type Reply } from './reading.ts';

const KNOWN = new Set([
  'key',
  'name',
  'unique',
  'sparse',
  'partialFilterExpression',
  'expireAfterSeconds',
  'background',
  'v',
  'hidden',
  'ns',
  'dropDups',
  'collation',
]);

/** `{ createIndexes: collection, indexes: [{ key, name, unique, … }] }`: each is built inside this one write. */
export function createIndexes(request: Request, writer: Writer): Reply {
  const { engine, namespace } = request;
  const specs = request.list('indexes').map((spec) => plainDocument(spec, 'An index'));
  const created = !engine.catalog.find(namespace);
  const infos = specs.map((spec) => infoOf(spec, namespace));
  const collection = ensureCollection(engine, writer, namespace);
  const numIndexesBefore = collection.indexes.length + 1;
  const added = infos.filter((info) => !isThere(collection, info));
  for (const info of added) info.number = takeNumber(writer.view);
  for (const info of added) build(request, writer, collection, info);
  if (added.length > 0) change(request, collection, [...collection.indexes, ...added]);
  const note = added.length === 0 ? { note: 'all indexes already exist' } : {};
  return {
    numIndexesBefore,
    numIndexesAfter: collection.indexes.length + 1,
    createdCollectionAutomatically: created,
    ...note,
  };
}

export function listIndexes(request: Request): Reply {
  const collection = request.engine.collection(request.namespace);
  return cursorDocument(request.namespace, shownIndexes(collection));
}

/** `{ dropIndexes: collection, index: name | [names] | key | '*' }` */
export function dropIndexes(request: Request, writer: Writer): Reply {
  const collection = request.engine.collection(request.namespace);
  const nIndexesWas = collection.indexes.length + 1;
  const dropped = chosen(collection, toPlain(request.body.index));
  for (const { number } of dropped) discard(number, writer.view);
  change(
    request,
    collection,
    collection.indexes.filter((index) => !dropped.includes(index)),
  );
  return { nIndexesWas };
}

export function shownIndexes(collection: CollectionInfo): Document[] {
  return [idIndex(collection), ...collection.indexes].map((index) => {
    const shown: Document = { v: 2, key: index.key, name: index.name };
    if (index.unique && index.name !== ID_INDEX) shown.unique = true;
    if (index.sparse) shown.sparse = true;
    if (index.partial) shown.partialFilterExpression = index.partial;
    if (index.expireAfterSeconds !== undefined) shown.expireAfterSeconds = index.expireAfterSeconds;
    if (index.hidden) shown.hidden = true;
    return shown;
  });
}

function infoOf(spec: Document, namespace: string): IndexInfo {
  checkSpec(spec, namespace);
  const { key, name, partialFilterExpression: partial, expireAfterSeconds } = spec;
  if (partial) matcher(partial);
  return {
    name,
    key: Object.fromEntries(Object.entries(key as Record<string, number>).map(([path, to]) => [path, to > 0 ? 1 : -1])),
    number: 0,
    unique: Boolean(spec.unique),
    sparse: Boolean(spec.sparse),
    ...(partial ? { partial } : {}),
    ...(expireAfterSeconds !== undefined ? { expireAfterSeconds: expiry(spec, key) } : {}),
    ...(spec.hidden ? { hidden: true } : {}),
    multikey: Object.keys(key).map(() => false),
    long: false,
  };
}

function checkSpec(spec: Document, namespace: string): void {
  const { key, name } = spec;
  const unknown = Object.keys(spec).find((option) => !KNOWN.has(option));
  if (unknown) {
    throw new CommandError(197, `The field '${unknown}' is not valid for an index specification of ${namespace}`);
  }
  if (!isDocument(key) || Object.keys(key).length === 0) {
    throw new CommandError(67, 'An index needs a key document that is not empty');
  }
  if (typeof name !== 'string' || name === '') {
    throw new CommandError(9, "The 'name' field is a required property of an index specification");
  }
  for (const [path, direction] of Object.entries(key)) checkDirection(path, direction);
  if (isDocument(spec.collation) && spec.collation.locale !== 'simple') throw notSupported('An index with a collation');
  if (spec.sparse && spec.partialFilterExpression) {
    throw new CommandError(67, "cannot mix 'partialFilterExpression' and 'sparse' options");
  }
}

function checkDirection(path: string, direction: unknown): void {
  if (typeof direction === 'string') throw notSupported(`An index of the type '${direction}'`);
  if (path.includes('$**')) throw notSupported('A wildcard index');
  if (typeof direction === 'number' && direction !== 0) return;
  throw new CommandError(67, `Values in an index key pattern must be 1 or -1, not ${direction}`);
}

function expiry(spec: Document, key: Document): number {
  if (Object.keys(key).length > 1)
    throw new CommandError(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL');
  const seconds = Number(spec.expireAfterSeconds);
  if (!Number.isFinite(seconds) || seconds < 0)
    throw new CommandError(67, 'TTL index expireAfterSeconds must be a number that is not negative');
  return seconds;
}

/** The same index again is nothing to do; the same name or key for another index is refused. */
function isThere(collection: CollectionInfo, info: IndexInfo): boolean {
  if (JSON.stringify(info.key) === '{"_id":1}') return true;
  const sameKey = (one: IndexInfo) =>
    JSON.stringify(one.key) === JSON.stringify(info.key) && sameValue(one.partial, info.partial);
  const known = collection.indexes.find((one) => one.name === info.name || sameKey(one));
  if (!known) return false;
  if (!sameKey(known))
    throw new CommandError(86, `An existing index has the same name as the requested index: ${info.name}`);
  const isSame =
    known.unique === info.unique &&
    known.sparse === info.sparse &&
    known.expireAfterSeconds === info.expireAfterSeconds;
  if (!isSame)
    throw new CommandError(
      known.name === info.name ? 86 : 85,
      `An equivalent index already exists with different options: ${known.name}`,
    );
  if (known.name !== info.name) throw new CommandError(85, `Index already exists with a different name: ${known.name}`);
  return true;
}

/** A value that is twice there leaves entries behind in a keyspace nobody knows: it goes to the trash. */
function build(request: Request, writer: Writer, collection: CollectionInfo, info: IndexInfo): void {
  try {
    fillIndex(writer, collection, info, checked(rowsOf(collection, writer.view), request));
  } catch (error) {
    discard(info.number, writer.view);
    throw error;
  }
}

function* checked(rows: Iterable<Row>, request: Request): Iterable<Row> {
  for (const row of rows) {
    request.budget.check();
    yield row;
  }
}

function change(request: Request, collection: CollectionInfo, indexes: IndexInfo[]): void {
  collection.indexes = indexes;
  collection.epoch++;
  request.engine.catalog.touch(collection);
}

function chosen(collection: CollectionInfo, wanted: unknown): IndexInfo[] {
  if (wanted === '*') return collection.indexes;
  return (Array.isArray(wanted) ? wanted : [wanted]).map((one) => {
    if (one === ID_INDEX) throw new CommandError(72, 'cannot drop _id index');
    const text = JSON.stringify(one);
    const index = collection.indexes.find(({ name, key }) => name === one || JSON.stringify(key) === text);
    if (!index) throw new CommandError(27, `index not found with name [${typeof one === 'string' ? one : text}]`);
    return index;
  });
}
