import { Row } from '../bson/row.ts';
import { CommandError } from '../errors.ts';
import { insertDocument, type Writer } from '../store/documents.ts';
import { withId } from '../update/apply.ts';
import { ensureCollection } from './collections.ts';
import type { Request } from './context.ts';
import type { Reply } from './reading.ts';
import { bulk } from './statements.ts';

/** `{ insert, documents, ordered }` */
export function insert(request: Request, writer: Writer): Reply {
  const collection = ensureCollection(request.engine, writer, request.namespace);
  const rows = request.rows('documents');
  let n = 0;
  const writeErrors = bulk(request, rows, (row) => {
    insertDocument(writer, collection, identified(row));
    n++;
  });
  return { n, ...writeErrors };
}

/** Keeps the client's bytes when they begin with _id, as a driver's do. */
function identified(row: Row): Row {
  const document = row.plain;
  const dollar = Object.keys(document).find((key) => key.startsWith('$'));
  if (dollar)
    throw new CommandError(52, `The dollar ($) prefixed field '${dollar}' is not allowed in a stored document.`);
  if (document._id !== undefined && Object.keys(document)[0] === '_id') return row;
  return Row.of(withId(row.typed()));
}
