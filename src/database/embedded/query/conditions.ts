import { type Document, isDocument } from '../bson/codec.ts';
import { type Bounds, boundsOf, operatorCount } from './intervals.ts';
import { isOperators } from './operators.ts';

/** A filter taken apart for the planner: conditions by path that must all hold, and the `$or`s beside them. */
export interface Conditions {
  fields: Map<string, FieldBounds>;
  ors: Document[][];
  /** Is each part of the filter a bound of a field? Only then can an index answer alone. */
  onlyBounds: boolean;
  /** Is each part of the filter a condition of one field? Then those that an index does not answer can be tested alone. */
  onlyFields: boolean;
}

export interface FieldBounds {
  bounds: Bounds[];
  /** The conditions as written, to compare with those of a partial index. */
  raw: unknown[];
}

/** Takes a plain filter apart. Nothing is lost: what has no bounds clears `onlyBounds`, and documents are tested. */
export function conditionsOf(filter: Document): Conditions {
  const conditions: Conditions = { fields: new Map(), ors: [], onlyBounds: true, onlyFields: true };
  collect(filter, conditions);
  return conditions;
}

function collect(filter: Document, into: Conditions): void {
  for (const [key, value] of Object.entries(filter)) {
    if (key === '$and' && Array.isArray(value)) for (const clause of value) collect(clause, into);
    else if (key === '$or' && Array.isArray(value)) collectOr(value, into);
    else if (key.startsWith('$')) collectOther(key, into);
    else collectField(key, value, into);
  }
}

function collectOther(key: string, into: Conditions): void {
  into.onlyBounds &&= key === '$comment';
  into.onlyFields &&= key === '$comment';
}

function collectOr(clauses: Document[], into: Conditions): void {
  if (clauses.length === 1) {
    collect(clauses[0] as Document, into);
  } else {
    into.ors.push(clauses);
    into.onlyBounds = false;
    into.onlyFields = false;
  }
}

function collectField(path: string, condition: unknown, into: Conditions): void {
  const bounds = boundsOf(condition);
  if (bounds.length < operatorCount(condition) || bounds.some((one) => !one.exact)) into.onlyBounds = false;
  add(path, bounds, condition, into);
  if (isOperators(condition) && isDocument(condition.$elemMatch)) collectElement(path, condition.$elemMatch, into);
}

/** `{ items: { $elemMatch: { sku: 'A' } } }` is bounded as `items.sku` is; the documents are tested for the rest. */
function collectElement(path: string, inner: Document, into: Conditions): void {
  if (isOperators(inner)) {
    const bounds = Object.keys(inner).length === 1 ? boundsOf(inner) : [];
    if (!('$exists' in inner)) add(path, bounds, undefined, into);
    return;
  }
  for (const [field, condition] of Object.entries(inner)) {
    if (!field.startsWith('$')) add(`${path}.${field}`, boundsOf(condition), undefined, into);
  }
}

function add(path: string, bounds: Bounds[], raw: unknown, into: Conditions): void {
  const known = into.fields.get(path) ?? { bounds: [], raw: [] };
  known.bounds.push(...bounds);
  if (raw !== undefined) known.raw.push(raw);
  into.fields.set(path, known);
}
