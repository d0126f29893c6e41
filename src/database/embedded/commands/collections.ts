import { randomUUID } from 'node:crypto';
import { UUID } from 'bson';
import type { Document } from '../bson/codec.ts';
import { plainDocument } from '../bson/codec.ts';
import type { Engine } from '../engine.ts';
import { CommandError, notSupported } from '../errors.ts';
import { matcher } from '../query/match.ts';
import { after, keyspace } from '../store/bytes.ts';
import { type CollectionInfo, checkNamespace, databaseOf, nameOf } from '../store/catalog.ts';
import type { Writer } from '../store/documents.ts';
import { takeNumber } from '../store/numbers.ts';
import type { Request } from './context.ts';
import { shownIndexes } from './indexes.ts';
import { cursorDocument, type Reply } from './reading.ts';

/** The collection of a write, made when it does not exist. */
export function ensureCollection(engine: Engine, writer: Writer, namespace: string): CollectionInfo {
  const known = engine.catalog.find(namespace);
  if (known) return known;
  const number = takeNumber(writer.view);
  const collection = { namespace, number, uuid: randomUUID(), indexes: [], count: 0, epoch: 0 };
  engine.catalog.add(collection);
  return collection;
}

/** `{ create: name }`; views, capped and time-series collections are refused. */
export function create(request: Request, writer: Writer): Reply {
  for (const option of ['capped', 'timeseries', 'viewOn', 'clusteredIndex', 'validator', 'encryptedFields']) {
    if (request.body[option]) throw notSupported(`Creating a collection with ${option}`);
  }
  const { engine, namespace } = request;
  if (engine.catalog.find(namespace)) throw new CommandError(48, `Collection ${namespace} already exists.`);
  ensureCollection(engine, writer, namespace);
  return {};
}

export function drop(request: Request, writer: Writer): Reply {
  const collection = request.engine.catalog.find(request.namespace);
  if (!collection) return { ns: request.namespace };
  const indexes = collection.indexes.length + 1;
  request.engine.catalog.drop(collection, writer.view);
  return { ns: request.namespace, nIndexesWas: indexes };
}

export function dropDatabase(request: Request, writer: Writer): Reply {
  for (const collection of request.engine.catalog.list(request.database))
    request.engine.catalog.drop(collection, writer.view);
  return { dropped: request.database };
}

/** `{ renameCollection: 'db.a', to: 'db.b', dropTarget }` */
export function renameCollection(request: Request, writer: Writer): Reply {
  const { engine, body } = request;
  const from = engine.collection(String(body.renameCollection));
  const [database = '', ...rest] = String(body.to).split('.');
  const to = checkNamespace(database, rest.join('.'));
  const target = engine.catalog.find(to);
  if (target && !body.dropTarget) throw new CommandError(48, 'target namespace exists');
  if (target) engine.catalog.drop(target, writer.view);
  engine.catalog.rename(from, to, writer.view);
  return {};
}

/** `{ listCollections: 1, filter, nameOnly }` */
export function listCollections(request: Request): Reply {
  const test = matcher(plainDocument(request.body.filter ?? {}, 'filter'));
  const shown = request.engine.catalog.list(request.database).map((collection): Document => {
    const info = { readOnly: false, uuid: new UUID(collection.uuid) };
    const [idIndex] = shownIndexes(collection);
    return { name: nameOf(collection), type: 'collection', options: {}, info, idIndex };
  });
  return cursorDocument(`${request.database}.$cmd.listCollections`, shown.filter(test));
}

export function listDatabases(request: Request): Reply {
  const names = [...new Set(request.engine.catalog.list().map(databaseOf))];
  const test = matcher(plainDocument(request.body.filter ?? {}, 'filter'));
  const databases = names.map((name): Document => ({ name, sizeOnDisk: sizeOf(request.engine, name), empty: false }));
  return { databases: databases.filter(test), totalSize: 0 };
}

/** `collMod` can change when a TTL index expires its documents, and hide an index. */
export function collMod(request: Request): Reply {
  const { engine, namespace, body } = request;
  const collection = engine.collection(namespace);
  if (!body.index) throw notSupported('This collMod');
  const wanted = plainDocument(body.index, 'index');
  const keys = JSON.stringify(wanted.keyPattern);
  const index = collection.indexes.find((one) => one.name === wanted.name || JSON.stringify(one.key) === keys);
  if (!index) throw new CommandError(27, `cannot find index ${wanted.name ?? keys} for ns ${namespace}`);
  if (wanted.expireAfterSeconds !== undefined) index.expireAfterSeconds = Number(wanted.expireAfterSeconds);
  if (wanted.hidden !== undefined) index.hidden = Boolean(wanted.hidden);
  engine.catalog.touch(collection);
  return {};
}

/** `collStats` and `dbStats`: counts are exact, sizes are not kept. */
export function collStats(request: Request): Reply {
  const collection = request.engine.catalog.find(request.namespace);
  const nindexes = collection ? collection.indexes.length + 1 : 0;
  return { ns: request.namespace, count: collection?.count ?? 0, size: 0, storageSize: 0, nindexes, totalIndexSize: 0 };
}

export function dbStats(request: Request): Reply {
  const collections = request.engine.catalog.list(request.database);
  const objects = collections.reduce((sum, { count }) => sum + count, 0);
  const indexes = collections.reduce((sum, one) => sum + one.indexes.length + 1, 0);
  return {
    db: request.database,
    collections: collections.length,
    objects,
    indexes,
    dataSize: 0,
    storageSize: 0,
    indexSize: 0,
  };
}

function sizeOf(engine: Engine, database: string): number {
  const start = engine.catalog.list(database).map(({ number }) => keyspace(number));
  return start.some((prefix) => engine.store.count(prefix, after(prefix), 1) > 0) ? 4096 : 0;
}
