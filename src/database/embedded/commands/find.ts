import { plainDocument, toPlain } from '../bson/codec.ts';
import type { Row } from '../bson/row.ts';
import { CommandError, notSupported } from '../errors.ts';
import { distinctValues } from '../query/distinct.ts';
import { countMatching, prepare, type Search } from '../query/find.ts';
import { matcher } from '../query/match.ts';
import { projection } from '../query/project.ts';
import { sortFields } from '../query/sort.ts';
import { checkNamespace } from '../store/catalog.ts';
import type { Request } from './context.ts';
import { cursorId } from './cursors.ts';
import { cursorFrom, cursorOver, RawBatch, type Reply, sourceOf } from './reading.ts';

/** `{ find, filter, sort, projection, skip, limit, batchSize, singleBatch, hint }` */
export function find(request: Request): Reply {
  refuse(request, ['tailable', 'awaitData', 'returnKey', 'showRecordId', 'min', 'max']);
  const search = searchOf(request);
  const collection = request.collections.find(request.namespace);
  matcher(search.filter, search.variables);
  const show = projection(request.plain('projection'), search.filter);
  const batchSize = request.body.batchSize === undefined ? undefined : request.number('batchSize', 101);
  if (!collection) return cursorOver(request, request.namespace, []);
  const single = Boolean(request.body.singleBatch);
  return cursorFrom(
    request,
    request.namespace,
    (view) => {
      const prepared = prepare(sourceOf(request, collection, view), search);
      const rows = prepared.rows();
      return { rows: show ? shown(rows, show) : rows, isStreamed: prepared.isStreamed };
    },
    { batchSize, single },
  );
}

export function searchOf(request: Request): Search {
  const limit = Math.abs(Number(request.body.limit ?? 0));
  return {
    filter: request.plain('filter') ?? request.plain('query') ?? {},
    sort: sortFields(toPlain(request.body.sort)),
    skip: request.number('skip', 0),
    limit,
    hint: toPlain(request.body.hint),
    variables: request.plain('let'),
  };
}

/** `{ getMore: id, collection, batchSize }` */
export function getMore(request: Request): Reply {
  const namespace = checkNamespaceOf(request);
  const batch = request.engine.cursors.more(cursorId(request.body.getMore), namespace, request.number('batchSize', 0));
  return new RawBatch(batch, 'nextBatch');
}

/** `{ killCursors: collection, cursors: [id] }` */
export function killCursors(request: Request): Reply {
  const ids = (request.body.cursors as unknown[]) ?? [];
  if (!Array.isArray(ids)) throw new CommandError(14, "The field 'cursors' must be an array");
  const killed = ids.filter((id) => request.engine.cursors.kill(cursorId(id)));
  const notFound = ids.filter((id) => !killed.includes(id));
  return { cursorsKilled: killed, cursorsNotFound: notFound, cursorsAlive: [], cursorsUnknown: [] };
}

/** `{ count, query, skip, limit, hint }` */
export function count(request: Request): Reply {
  const { engine, transaction } = request;
  const collection = request.collections.find(request.namespace);
  const search = searchOf(request);
  matcher(search.filter, search.variables);
  if (!collection) return { n: 0 };
  const isAll = Object.keys(search.filter).length === 0;
  if (isAll && !transaction) return { n: cut(collection.count, search) };
  return { n: countMatching(sourceOf(request, collection, transaction?.view ?? engine.store), search) };
}

/** `{ distinct, key, query }` */
export function distinct(request: Request): Reply {
  const { engine, transaction, body } = request;
  if (typeof body.key !== 'string') throw new CommandError(14, "The field 'key' must be a string");
  const collection = request.collections.find(request.namespace);
  const filter = plainDocument(body.query ?? {}, 'query');
  matcher(filter);
  if (!collection) return { values: [] };
  const source = sourceOf(request, collection, transaction?.view ?? engine.store);
  return { values: distinctValues(source, body.key, filter) };
}

function cut(total: number, { skip, limit }: Search): number {
  const rest = Math.max(0, total - skip);
  return limit > 0 ? Math.min(rest, limit) : rest;
}

function* shown(rows: Iterable<Row>, show: (row: Row) => Row): Iterable<Row> {
  for (const row of rows) yield show(row);
}

function checkNamespaceOf(request: Request): string {
  const { collection } = request.body;
  if (typeof collection !== 'string') throw new CommandError(14, "The field 'collection' must be a string");
  return collection.startsWith('$cmd')
    ? `${request.database}.${collection}`
    : checkNamespace(request.database, collection);
}

function refuse(request: Request, options: string[]): void {
  for (const option of options) if (request.body[option]) throw notSupported(`The option ${option}`);
}
