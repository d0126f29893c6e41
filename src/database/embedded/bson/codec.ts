import { BSONRegExp, Double, deserialize, Int32, Long, serialize } from 'bson';
import { badValue, CommandError } from '../errors.ts';

/** A document as JavaScript sees it; typed ones hold Int32, Double and Long wrappers, plain ones hold numbers. */
// biome-ignore lint/suspicious/noExplicitAny: a document holds anything
export type Document = Record<string, any>;

export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

const TYPED = { promoteValues: false, promoteBuffers: false, bsonRegExp: true } as const;
const PLAIN = { promoteLongs: true, promoteBuffers: false, bsonRegExp: true, validation: { utf8: false } } as const;

/** Bytes from a client → document whose numbers keep their BSON types. Throws BSONError on malformed bytes. */
export function decodeTyped(bytes: Uint8Array): Document {
  return deserialize(bytes, TYPED);
}

/** Stored bytes → document with plain numbers; a Long that a double cannot hold stays a Long. */
export function decodePlain(bytes: Uint8Array): Document {
  return deserialize(bytes, PLAIN as object);
}

export function encode(document: Document): Uint8Array {
  const bytes = serialize(document, { ignoreUndefined: false });
  if (bytes.length > MAX_DOCUMENT_BYTES) throw documentTooLarge(bytes.length);
  return bytes;
}

export function documentTooLarge(size: number): CommandError {
  return new CommandError(10334, `BSON document of ${size} bytes is larger than the limit of ${MAX_DOCUMENT_BYTES}.`);
}

/** Replaces BSON number wrappers and regular expressions by JavaScript's own, deeply: what filters and mingo read. */
export function toPlain(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(toPlain);
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (Long.isLong(value)) return plainLong(value);
  if (value instanceof BSONRegExp) return toRegExp(value.pattern, value.options);
  return isDocument(value) ? mapDocument(value, toPlain) : value;
}

export function plainDocument(value: unknown, what = 'This argument'): Document {
  if (!isDocument(value)) throw new CommandError(14, `${what} must be an object.`);
  return toPlain(value) as Document;
}

/** Is this an embedded document, and not an array or a BSON or JavaScript class? */
export function isDocument(value: unknown): value is Document {
  if (value === null || typeof value !== 'object') return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

export function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || value instanceof Int32 || value instanceof Double || Long.isLong(value);
}

export function toNumber(value: unknown): number {
  return Number(value);
}

/** MongoDB's `i m s u x` options as a JavaScript expression; `x` has no counterpart and is refused. */
export function toRegExp(pattern: string, options: string): RegExp {
  if (options.includes('x')) throw badValue('The regular expression option x is not supported.');
  try {
    return new RegExp(pattern, [...new Set(options)].filter((flag) => 'imsu'.includes(flag)).join(''));
  } catch (error) {
    throw new CommandError(51091, `Regular expression is invalid: ${(error as Error).message}`);
  }
}

function plainLong(value: Long): number | Long {
  const number = value.toNumber();
  return Number.isSafeInteger(number) ? number : value;
}

function mapDocument(document: Document, change: (value: unknown) => unknown): Document {
  const copy: Document = {};
  for (const key of Object.keys(document)) define(copy, key, change(document[key]));
  return copy;
}

/** Sets a field; `__proto__` becomes a field as any other instead of a prototype. */
export function define(document: Document, key: string, value: unknown): void {
  if (key !== '__proto__') document[key] = value;
  else Object.defineProperty(document, key, { value, enumerable: true, configurable: true, writable: true });
}
