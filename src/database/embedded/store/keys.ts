import { createHash } from 'node:crypto';
import { type Document, isDocument } from '../bson/codec.ts';
import { encodeEach, encodeValue, TAG } from '../bson/order.ts';
import { isPosition, steps } from '../bson/paths.ts';
import { badValue, CommandError } from '../errors.ts';
import { inverted, join, MAX_FIELDS_BYTES, MAX_ID_BYTES } from './bytes.ts';
import type { IndexInfo } from './catalog.ts';

const HASH_BYTES = 16;
const EMPTY_ARRAY = Buffer.from([TAG.emptyArray]);
const MISSING = encodeValue(null);

/** The fields' part of the index keys of one document, and what was learned about the index on the way. */
export interface DocumentKeys {
  fields: Buffer[];
  multikey: boolean[];
  long: boolean;
}

/** The key a document is stored under. Throws when its _id cannot be one. */
export function documentKey(number: number, id: unknown): Buffer {
  if (Array.isArray(id)) throw new CommandError(53, "The '_id' value cannot be of type array");
  if (id instanceof RegExp) throw new CommandError(53, "The '_id' value cannot be of type regex");
  const bytes = encodeValue(id);
  if (bytes.length > MAX_ID_BYTES) throw badValue(`An _id may take ${MAX_ID_BYTES} bytes, this one ${bytes.length}.`);
  return join(number, bytes);
}

/** The values of one document that have been encoded already, by path: several indexes share fields. */
export type KnownValues = Map<string, Values>;

/** Keys of a document in an index, one for each element of an array in it; none when a sparse index passes it by. */
export function documentKeys(index: IndexInfo, document: Document, known: KnownValues = new Map()): DocumentKeys {
  const paths = Object.keys(index.key);
  const found = paths.map((path) => knownAt(known, document, path));
  const multikey = found.map((values) => values.isArray);
  if (index.sparse && found.every((values) => values.isMissing)) return { fields: [], multikey, long: false };
  const tuples = combine(document, paths, found);
  const encoded = tuples.map((tuple) => joinedTuple(tuple, index, paths));
  // The values of each path differ; only those of two arrays can give the same tuple twice.
  const fields = multikey.filter(Boolean).length > 1 ? distinct(encoded) : encoded;
  const long = fields.some((bytes) => bytes.length > MAX_FIELDS_BYTES);
  return { fields: long ? fields.map(cut) : fields, multikey, long };
}

function knownAt(known: KnownValues, document: Document, path: string): Values {
  const values = known.get(path) ?? valuesAt(document, steps(path), 0);
  known.set(path, values);
  return values;
}

function joinedTuple(tuple: Buffer[], index: IndexInfo, paths: string[]): Buffer {
  const parts = tuple.map((value, i) => directed(value, index.key[paths[i]!]!));
  return parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
}

/** Long field bytes are cut and end with a hash: equal values stay equal, the order is kept up to the cut. */
export function cut(bytes: Buffer): Buffer {
  if (bytes.length <= MAX_FIELDS_BYTES) return bytes;
  const hash = createHash('sha256').update(bytes).digest().subarray(0, HASH_BYTES);
  return Buffer.concat([bytes.subarray(0, MAX_FIELDS_BYTES - HASH_BYTES), hash]);
}

/** What of a bound can be compared with cut keys. */
export const COMPARABLE_BYTES = MAX_FIELDS_BYTES - HASH_BYTES;

export function directed(encoded: Buffer, direction: number): Buffer {
  return direction < 0 ? inverted(encoded) : encoded;
}

export interface Values {
  encoded: Buffer[];
  isArray: boolean;
  isMissing: boolean;
  /** The dotted prefix at which an array was entered. */
  arrayAt: number;
}

function valuesAt(value: unknown, path: string[], at: number): Values {
  if (Array.isArray(value)) return valuesInArray(value, path, at);
  if (at === path.length) return leaf(value);
  if (!isDocument(value)) return leaf(undefined);
  const step = path[at] as string;
  return valuesAt(Object.hasOwn(value, step) ? value[step] : undefined, path, at + 1);
}

function leaf(value: unknown): Values {
  const isMissing = value === undefined;
  return { encoded: [isMissing ? MISSING : encodeValue(value)], isArray: false, isMissing, arrayAt: -1 };
}

function valuesInArray(array: unknown[], path: string[], at: number): Values {
  const isLast = at === path.length;
  if (isLast && array.length > 0 && array.every((one) => typeof one === 'string'))
    return { encoded: encodeEach([...new Set(array)]), isArray: true, isMissing: false, arrayAt: at };
  const step = path[at];
  if (!isLast && isPosition(step as string)) {
    const inside = valuesAt(array[Number(step)], path, at + 1);
    return { ...inside, isArray: true, arrayAt: at };
  }
  const parts = isLast
    ? array.map(element)
    : array.map((one) => (isDocument(one) ? valuesAt(one, path, at) : leaf(undefined)));
  const encoded = parts.flatMap((part) => part.encoded);
  const isMissing = !isLast && parts.every((part) => part.isMissing);
  if (encoded.length === 0) encoded.push(isLast ? EMPTY_ARRAY : MISSING);
  return { encoded: distinct(encoded), isArray: true, isMissing, arrayAt: at };
}

function element(value: unknown): Values {
  return { encoded: [encodeValue(value)], isArray: false, isMissing: false, arrayAt: -1 };
}

/** Field values as tuples. Fields under one array go element by element; two arrays side by side are refused. */
function combine(document: Document, paths: string[], found: Values[]): Buffer[][] {
  const arrays = found.flatMap((values, i) => (values.isArray ? [i] : []));
  if (arrays.length === 0) return [found.map((values) => values.encoded[0] as Buffer)];
  if (arrays.length === 1) {
    const many = arrays[0] as number;
    return (found[many] as Values).encoded.map((one) =>
      found.map((v, i) => (i === many ? one : (v.encoded[0] as Buffer))),
    );
  }
  return combineElements(document, paths, found, arrays);
}

function combineElements(document: Document, paths: string[], found: Values[], arrays: number[]): Buffer[][] {
  const prefixes = new Set(arrays.map((i) => steps(paths[i]!).slice(0, found[i]!.arrayAt).join('.')));
  const [prefix] = prefixes;
  if (prefixes.size !== 1 || !prefix) {
    throw new CommandError(171, `cannot index parallel arrays [${arrays.map((i) => paths[i]).join('] [')}]`);
  }
  const parent = steps(prefix).reduce<unknown>((value, step) => (value as Document)?.[step], document) as unknown[];
  if (parent.length === 0) return [found.map((values) => values.encoded[0] as Buffer)];
  const inside = (i: number) => steps(paths[i]!).slice(found[i]!.arrayAt);
  return parent.flatMap((one) => {
    const values = found.map((v, i) => (arrays.includes(i) ? valuesAt(one, inside(i), 0) : v));
    if (values.filter((v, i) => arrays.includes(i) && v.isArray).length > 1) {
      throw new CommandError(171, `cannot index parallel arrays under ${prefix}`);
    }
    return product(values);
  });
}

function product(values: Values[]): Buffer[][] {
  return values.reduce<Buffer[][]>(
    (tuples, value) => tuples.flatMap((tuple) => value.encoded.map((one) => [...tuple, one])),
    [[]],
  );
}

function distinct(buffers: Buffer[]): Buffer[] {
  if (buffers.length < 2) return buffers;
  return [...new Map(buffers.map((one) => [one.toString('latin1'), one])).values()];
}
