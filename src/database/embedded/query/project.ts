import { type Document, define, isDocument, toPlain } from '../bson/codec.ts';
import { steps } from '../bson/paths.ts';
import { Row } from '../bson/row.ts';
import { badValue, notSupported } from '../errors.ts';
import { positional } from '../update/targets.ts';
import { matcher } from './match.ts';
import { aggregateWith } from './mingo.ts';

interface Tree {
  [step: string]: Tree | Leaf;
}
type Leaf = (value: unknown, document: Document) => unknown;

const WHOLE: Leaf = (value) => value;

/** How `find` shows a document: `{ a: 1, 'b.c': 1 }` keeps, `{ secret: 0 }` leaves out; undefined shows it whole. */
export function projection(spec: Document | undefined, filter: Document): ((row: Row) => Row) | undefined {
  if (!spec || Object.keys(spec).length === 0) return undefined;
  const fields = flattened(spec);
  if (fields.some(([, value]) => isExpression(value))) return computed(spec);
  const others = fields.filter(([path]) => path !== '_id');
  const isIncluding =
    others.some(([, value]) => value === 1) ||
    (others.every(([, value]) => isDocument(value) && '$elemMatch' in value) && (others.length > 0 || spec._id === 1));
  if (isIncluding && others.some(([, value]) => value === 0))
    throw badValue('Cannot do exclusion on a field in inclusion projection');
  const tree = treeOf(fields, filter, isIncluding);
  if (isIncluding && !fields.some(([path]) => path === '_id')) tree._id = WHOLE;
  return (row) => Row.of(isIncluding ? included(row.typed(), tree) : excluded(row.typed(), tree));
}

function flattened(spec: Document, prefix = ''): [string, unknown][] {
  return Object.entries(spec).flatMap(([key, value]): [string, unknown][] => {
    const path = prefix + key;
    if (typeof value === 'boolean' || typeof value === 'number') return [[path, value ? 1 : 0]];
    const isNested = isDocument(value) && !Object.keys(value).some((name) => name.startsWith('$'));
    return isNested ? flattened(value, `${path}.`) : [[path, value]];
  });
}

function isExpression(value: unknown): boolean {
  if (value === 0 || value === 1) return false;
  if (isDocument(value) && '$meta' in value) throw notSupported('Projecting $meta');
  return !(
    isDocument(value) &&
    ('$slice' in value || '$elemMatch' in value) &&
    (value.$elemMatch || !isFieldSlice(value.$slice))
  );
}

/** `{ $slice: ['$field', 2] }` is an expression, `{ $slice: 2 }` and `{ $slice: [1, 2] }` are not. */
function isFieldSlice(slice: unknown): boolean {
  return Array.isArray(slice) && typeof slice[0] !== 'number';
}

function computed(spec: Document): (row: Row) => Row {
  return (row) => Row.of(aggregateWith([{ $project: spec }], [row.plain])[0] as Document);
}

function treeOf(fields: [string, unknown][], filter: Document, isIncluding: boolean): Tree {
  const tree: Tree = {};
  for (const [path, value] of fields) {
    if (path === '_id' && value === 0 && isIncluding) continue;
    const isPositional = path.endsWith('.$');
    const parts = steps(isPositional ? path.slice(0, -2) : path);
    let node = tree;
    for (const step of parts.slice(0, -1)) node = branch(node, step);
    node[parts.at(-1) as string] = isPositional ? matched(parts, filter) : leaf(value);
  }
  if (isIncluding && fields.some(([path, value]) => path === '_id' && value === 0)) delete tree._id;
  return tree;
}

function branch(node: Tree, step: string): Tree {
  const next = node[step];
  if (typeof next === 'object') return next;
  const made: Tree = {};
  node[step] = made;
  return made;
}

function leaf(value: unknown): Leaf {
  if (!isDocument(value)) return value === 0 ? () => undefined : WHOLE;
  if ('$elemMatch' in value) return elementLeaf(value.$elemMatch);
  return (array) => (Array.isArray(array) ? slice(array, value.$slice) : array);
}

function elementLeaf(condition: Document): Leaf {
  const test = matcher({ array: { $elemMatch: condition } });
  return (array) => {
    const found = Array.isArray(array) ? array.find((one) => test({ array: [toPlain(one)] })) : undefined;
    return found === undefined ? undefined : [found];
  };
}

function matched(parts: string[], filter: Document): Leaf {
  return (array, document) => (Array.isArray(array) ? [array[positional(document, parts, filter)]] : array);
}

function slice(array: unknown[], spec: unknown): unknown[] {
  const [start, count] = Array.isArray(spec) ? (spec as [number, number]) : [undefined, Number(spec)];
  if (start === undefined) return count < 0 ? array.slice(count) : array.slice(0, count);
  const from = start < 0 ? Math.max(0, array.length + start) : start;
  return array.slice(from, from + count);
}

function included(document: Document, tree: Tree, root = document): Document {
  const result: Document = {};
  for (const key of Object.keys(document)) {
    const node = Object.hasOwn(tree, key) ? tree[key] : undefined;
    if (node === undefined) continue;
    const value = typeof node === 'function' ? node(document[key], root) : keep(document[key], node, root);
    if (value !== undefined) define(result, key, value);
  }
  return result;
}

function keep(value: unknown, tree: Tree, root: Document): unknown {
  if (Array.isArray(value)) return value.map((one) => keep(one, tree, root)).filter((one) => one !== undefined);
  return isDocument(value) ? included(value, tree, root) : undefined;
}

function excluded(document: Document, tree: Tree, root = document): Document {
  for (const [key, node] of Object.entries(tree)) {
    if (!Object.hasOwn(document, key)) continue;
    const value = typeof node === 'function' ? node(document[key], root) : leave(document[key], node, root);
    if (value === undefined) delete document[key];
    else define(document, key, value);
  }
  return document;
}

function leave(value: unknown, tree: Tree, root: Document): unknown {
  if (Array.isArray(value)) return value.map((one) => leave(one, tree, root));
  return isDocument(value) ? excluded(value, tree, root) : value;
}
