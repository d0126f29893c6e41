import { type Document, isDocument, toPlain } from '../bson/codec.ts';
import type { Row } from '../bson/row.ts';
import { CommandError, notSupported } from '../errors.ts';
import { prepare } from '../query/find.ts';
import { type SortField, sortFields } from '../query/sort.ts';
import type { CollectionInfo } from '../store/catalog.ts';
import { deleteDocument, insertDocument, replaceDocument, rowAt, type Writer } from '../store/documents.ts';
import { kindOf, type Update, updated, upserted } from '../update/apply.ts';
import { ensureCollection } from './collections.ts';
import type { Request } from './context.ts';
import { type Reply, sourceOf } from './reading.ts';
import { bulk } from './statements.ts';

/** `{ update, updates: [{ q, u, multi, upsert, arrayFilters }], ordered }` */
export function update(request: Request, writer: Writer): Reply {
  const total = { n: 0, nModified: 0 };
  const upsertedIds: Document[] = [];
  const errors = bulk(request, request.list('updates'), (statement, index) => {
    const { matched, modified, insertedId } = updateStatement(request, writer, statement);
    total.n += matched;
    total.nModified += modified;
    if (insertedId !== undefined) upsertedIds.push({ index, _id: insertedId });
  });
  return { ...total, ...(upsertedIds.length > 0 ? { upserted: upsertedIds } : {}), ...errors };
}

/** `{ delete, deletes: [{ q, limit }], ordered }` */
export function remove(request: Request, writer: Writer): Reply {
  let n = 0;
  const collection = request.engine.catalog.find(request.namespace);
  const errors = bulk(request, request.list('deletes'), (statement) => {
    refuseCollation(statement);
    const filter = plainFilter(statement.q);
    const limit = Number(statement.limit ?? 0);
    const rows = collection ? found(request, writer, collection, { filter, limit, hint: statement.hint }) : [];
    for (const row of rows) deleteDocument(writer, collection as CollectionInfo, row);
    n += rows.length;
  });
  return { n, ...errors };
}

export interface Wanted {
  filter: Document;
  limit: number;
  sort?: SortField[];
  hint?: unknown;
}

/** The documents a write is about to change, found before the first is changed. */
export function found(request: Request, writer: Writer, collection: CollectionInfo, wanted: Wanted): Row[] {
  const { filter, limit, sort = [], hint } = wanted;
  const source = sourceOf(request, collection, writer.view);
  return [...prepare(source, { filter, sort, skip: 0, limit, hint: toPlain(hint) }).rows()];
}

/** The update of a statement. Throws FailedToParse (9) for what is none. */
export function updateOf(request: Request, q: unknown, u: unknown, arrayFilters: unknown): Update {
  kindOf(u);
  const filters = (arrayFilters ?? []) as unknown[];
  if (!Array.isArray(filters)) throw new CommandError(14, 'arrayFilters must be an array');
  return {
    filter: plainFilter(q),
    typedFilter: q as Document,
    update: u as Document,
    arrayFilters: toPlain(filters) as Document[],
    variables: request.plain('let'),
    now: request.now,
  };
}

export function plainFilter(q: unknown): Document {
  if (!isDocument(q)) throw new CommandError(14, "The filter 'q' must be an object");
  return toPlain(q) as Document;
}

/** The new version stored, or undefined when the update changed nothing. */
export function applyTo(writer: Writer, collection: CollectionInfo, row: Row, update: Update): Row | undefined {
  const next = updated(row, update);
  if (next) replaceDocument(writer, collection, row, next);
  return next;
}

export function insertUpserted(request: Request, writer: Writer, update: Update): Row {
  const row = upserted(update);
  insertDocument(writer, ensureCollection(request.engine, writer, request.namespace), row);
  return row;
}

function updateStatement(request: Request, writer: Writer, statement: Document) {
  refuseCollation(statement);
  const update = updateOf(request, statement.q, statement.u, statement.arrayFilters);
  if (statement.multi && kindOf(statement.u) === 'replacement') {
    throw new CommandError(9, 'multi update is not supported for replacement-style update');
  }
  const collection = request.engine.catalog.find(request.namespace);
  const sort = sortFields(toPlain(statement.sort));
  const wanted = { filter: update.filter, limit: statement.multi ? 0 : 1, sort, hint: statement.hint };
  const rows = collection ? found(request, writer, collection, wanted) : [];
  if (rows.length > 0) return changeAll(writer, collection as CollectionInfo, rows, update);
  if (!statement.upsert) return { matched: 0, modified: 0 };
  return { matched: 1, modified: 0, insertedId: insertUpserted(request, writer, update).typed()._id as unknown };
}

function changeAll(writer: Writer, collection: CollectionInfo, rows: Row[], update: Update) {
  let modified = 0;
  for (const row of rows) {
    const current = rowAt(writer.view, row.key as Buffer) as Row;
    if (applyTo(writer, collection, current, update)) modified++;
  }
  return { matched: rows.length, modified, insertedId: undefined };
}

export function refuseCollation(statement: Document): void {
  if (isDocument(statement.collation) && statement.collation.locale !== 'simple') throw notSupported('A collation');
}
