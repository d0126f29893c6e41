import { type Document, toPlain } from '../bson/codec.ts';
import { Row } from '../bson/row.ts';
import { CommandError } from '../errors.ts';
import { projection } from '../query/project.ts';
import { sortFields } from '../query/sort.ts';
import { deleteDocument, type Writer } from '../store/documents.ts';
import type { Request } from './context.ts';
import type { Reply } from './reading.ts';
import { applyTo, found, insertUpserted, plainFilter, updateOf } from './update.ts';

/** `{ findAndModify, query, update | remove, new, upsert, sort, fields, arrayFilters }` */
export function findAndModify(request: Request, writer: Writer): Reply {
  const { body, engine } = request;
  if (Boolean(body.remove) === (body.update !== undefined))
    throw new CommandError(9, 'Either an update or remove=true must be specified');
  const filter = plainFilter(body.query ?? {});
  const show = projection(request.plain('fields') ?? request.plain('projection'), filter) ?? ((row: Row) => row);
  const collection = engine.catalog.find(request.namespace);
  const wanted = { filter, limit: 1, sort: sortFields(toPlain(body.sort)), hint: body.hint };
  const [row] = collection ? found(request, writer, collection, wanted) : [];
  if (!row || !collection) return body.remove || !body.upsert ? nothing(body) : insertNew(request, writer, show);
  if (body.remove) {
    deleteDocument(writer, collection, row);
    return { lastErrorObject: { n: 1 }, value: show(row).typed() };
  }
  const next =
    applyTo(writer, collection, row, updateOf(request, body.query ?? {}, body.update, body.arrayFilters)) ?? row;
  return {
    lastErrorObject: { n: 1, updatedExisting: true },
    value: show(body.new ? next : new Row(row.bytes)).typed(),
  };
}

function insertNew(request: Request, writer: Writer, show: (row: Row) => Row): Reply {
  const { body } = request;
  const row = insertUpserted(request, writer, updateOf(request, body.query ?? {}, body.update, body.arrayFilters));
  const lastErrorObject = { n: 1, updatedExisting: false, upserted: row.typed()._id as unknown };
  return { lastErrorObject, value: body.new ? show(row).typed() : null };
}

function nothing(body: Document): Reply {
  return { lastErrorObject: body.remove ? { n: 0 } : { n: 0, updatedExisting: false }, value: null };
}
