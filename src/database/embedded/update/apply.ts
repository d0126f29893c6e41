import { ObjectId } from 'bson';
import { type Document, decodePlain, encode, isDocument, toPlain } from '../bson/codec.ts';
import { sameValue } from '../bson/order.ts';
import { steps } from '../bson/paths.ts';
import { Row } from '../bson/row.ts';
import { CommandError } from '../errors.ts';
import { aggregateWith, mingoOptions } from '../query/mingo.ts';
import { isOperators } from '../query/operators.ts';
import { applyOperators, type UpdateContext } from './operators.ts';
import { write } from './place.ts';
import { retype } from './retype.ts';
import { arrayFilterTests } from './targets.ts';

/** One update statement as a client sent it: `update` keeps its BSON types, filters are plain. */
export interface Update {
  filter: Document;
  typedFilter: Document;
  update: Document | Document[];
  arrayFilters: Document[];
  variables?: Document;
  now: Date;
}

const STAGES = new Set(['$set', '$addFields', '$unset', '$project', '$replaceRoot', '$replaceWith']);

/** The next version of a document; undefined when the update changes nothing. Throws 66 when _id would change. */
export function updated(row: Row, update: Update): Row | undefined {
  const next = change(row.typed(), row, update, false);
  if (!sameValue(next._id, row.plain._id)) throw immutableId();
  const bytes = encode(next);
  return Buffer.compare(bytes, row.bytes) === 0 ? undefined : new Row(bytes, undefined, row.key);
}

/** The document an upsert inserts: the filter's equalities, then the update, then an _id if none was given. */
export function upserted(update: Update): Row {
  const isReplacement = kindOf(update.update) === 'replacement';
  const base: Document = {};
  for (const [path, value] of equalities(update.typedFilter)) {
    if (!isReplacement || path === '_id') write(base, steps(path), value);
  }
  const id = base._id;
  const next = change(base, Row.of(base), update, true);
  if (id !== undefined && !sameValue(next._id, id)) throw immutableId();
  return new Row(encode(withId(next)));
}

/** A document with its _id in the first place, made when missing. */
export function withId(document: Document): Document {
  if (document._id !== undefined && Object.keys(document)[0] === '_id') return document;
  const { _id = new ObjectId(), ...rest } = document;
  return { _id, ...rest };
}

export function kindOf(update: unknown): 'pipeline' | 'operators' | 'replacement' {
  if (Array.isArray(update)) return 'pipeline';
  if (!isDocument(update)) throw new CommandError(9, 'The update must be an object or a pipeline');
  return Object.keys(update)[0]?.startsWith('$') ? 'operators' : 'replacement';
}

function change(document: Document, row: Row, update: Update, isInsert: boolean): Document {
  const kind = kindOf(update.update);
  if (kind === 'pipeline') return byPipeline(document, row, update);
  if (kind === 'replacement') return replacement(document, update.update as Document);
  const { filter, now } = update;
  const context: UpdateContext = { filter, now, isInsert, arrayFilters: arrayFilterTests(update.arrayFilters) };
  applyOperators(document, update.update as Document, context);
  return document;
}

function replacement(document: Document, next: Document): Document {
  const dollar = Object.keys(next).find((key) => key.startsWith('$'));
  if (dollar) throw new CommandError(52, `The dollar ($) prefixed field '${dollar}' is not allowed in a replacement.`);
  const _id = next._id ?? document._id;
  const { _id: _own, ...rest } = next;
  return _id === undefined ? rest : { _id, ...rest };
}

function byPipeline(document: Document, row: Row, update: Update): Document {
  const stages = toPlain(update.update) as Document[];
  for (const stage of stages) {
    const [name] = Object.keys(stage);
    if (!name || !STAGES.has(name)) throw new CommandError(9, `${name} is not allowed to be used within an update`);
  }
  const before = Object.keys(document).length === 0 ? {} : decodePlain(row.bytes);
  const [next] = aggregateWith(stages, [before], mingoOptions(update.variables));
  const { _id = before._id, ...rest } = next as Document;
  return retype(_id === undefined ? rest : { _id, ...rest }, document) as Document;
}

/** `{ a: 1, b: { $eq: 2 }, $and: [{ c: 3 }] }` → a, b and c: what an upsert takes from its filter. */
function equalities(filter: Document): [string, unknown][] {
  return Object.entries(filter).flatMap(([key, value]): [string, unknown][] => {
    if (key === '$and' && Array.isArray(value)) return value.flatMap(equalities);
    if (key === '$or' && Array.isArray(value) && value.length === 1) return equalities(value[0]);
    if (key.startsWith('$') || value?._bsontype === 'BSONRegExp') return [];
    if (!isOperators(value)) return [[key, value]];
    if ('$eq' in value) return [[key, value.$eq]];
    const { $in, $all } = value;
    const single = Array.isArray($in) && $in.length === 1 ? $in : Array.isArray($all) && $all.length === 1 ? $all : [];
    return single.map((one): [string, unknown] => [key, one]);
  });
}

function immutableId(): CommandError {
  return new CommandError(66, "Performing an update on the path '_id' would modify the immutable field '_id'");
}
