import {
  Binary,
  BSONRegExp,
  BSONSymbol,
  Code,
  DBRef,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';
import { badValue } from '../errors.ts';

/**
 * BSON values as bytes that sort as MongoDB sorts the values. Each encoding ends itself (none is a prefix of another),
 * so encodings can be written one after the other, and inverted for a descending field.
 */
export const TAG = {
  minKey: 0x08,
  emptyArray: 0x0c,
  null: 0x10,
  number: 0x20,
  string: 0x30,
  object: 0x40,
  array: 0x50,
  binary: 0x60,
  objectId: 0x70,
  boolean: 0x80,
  date: 0x90,
  timestamp: 0xa0,
  regex: 0xb0,
  code: 0xc0,
  maxKey: 0xf0,
} as const;

const END = 0x00;
const MAX_DEPTH = 200;
let buffer = Buffer.allocUnsafe(4096);
let length = 0;

/** One value in ascending order. */
export function encodeValue(value: unknown): Buffer {
  length = 0;
  write(value, 0);
  return written();
}

/** Each of several values in ascending order; they share the memory that they are written to. */
export function encodeEach(values: readonly unknown[]): Buffer[] {
  length = 0;
  const ends = values.map((value) => {
    write(value, 0);
    return length;
  });
  const all = written();
  return ends.map((end, i) => all.subarray(ends[i - 1] ?? 0, end));
}

function written(): Buffer {
  const copy = Buffer.allocUnsafe(length);
  buffer.copy(copy, 0, 0, length);
  return copy;
}

/** The place of a value's type in MongoDB's order of types: values of different tags never compare as ranges. */
export function tagOf(value: unknown): number {
  if (value === null || value === undefined) return TAG.null;
  if (typeof value === 'number' || typeof value === 'bigint') return TAG.number;
  if (typeof value === 'string') return TAG.string;
  if (typeof value === 'boolean') return TAG.boolean;
  if (value instanceof Date) return TAG.date;
  if (Array.isArray(value)) return TAG.array;
  return tagOfObject(value as object);
}

/** Orders two values as MongoDB does: below, equal, or above 0. */
export function compareValues(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return compareNumbers(left, right);
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (left instanceof Date && right instanceof Date) return compareNumbers(left.getTime(), right.getTime());
  if (typeof left === 'string' && left === right) return 0;
  const byType = tagOf(left) - tagOf(right);
  return byType !== 0 ? byType : Buffer.compare(encodeValue(left), encodeValue(right));
}

export function sameValue(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left === 'string' && typeof right === 'string') return false;
  return compareValues(left, right) === 0;
}

function compareNumbers(left: number, right: number): number {
  if (left === right) return 0;
  if (Number.isNaN(left)) return Number.isNaN(right) ? 0 : -1;
  if (Number.isNaN(right)) return 1;
  return left < right ? -1 : 1;
}

function tagOfObject(value: object): number {
  if (value instanceof ObjectId) return TAG.objectId;
  if (value instanceof Int32 || value instanceof Double || value instanceof Decimal128) return TAG.number;
  if (value instanceof Timestamp) return TAG.timestamp;
  if (Long.isLong(value)) return TAG.number;
  if (value instanceof Binary || value instanceof Uint8Array) return TAG.binary;
  if (value instanceof RegExp || value instanceof BSONRegExp) return TAG.regex;
  if (value instanceof BSONSymbol) return TAG.string;
  if (value instanceof MinKey) return TAG.minKey;
  if (value instanceof MaxKey) return TAG.maxKey;
  return value instanceof Code ? TAG.code : TAG.object;
}

function write(value: unknown, depth: number): void {
  const tag = tagOf(value);
  byte(tag);
  writeBody(tag, value, depth);
}

function writeBody(tag: number, value: unknown, depth: number): void {
  if (depth > MAX_DEPTH) throw badValue(`A document is nested deeper than ${MAX_DEPTH} levels.`);
  BODIES[tag]?.(value as never, depth);
}

/** What follows a tag; null, and the least and greatest keys, are their tag alone. */
const BODIES: Record<number, (value: never, depth: number) => void> = {
  [TAG.number]: (value) => writeNumber(value),
  [TAG.string]: (value) => text(String(value)),
  [TAG.boolean]: (value) => byte(value ? 1 : 0),
  [TAG.date]: (value: Date) => signed64(BigInt(Math.trunc(value.getTime() || 0))),
  [TAG.objectId]: (value: ObjectId) => raw(value.id),
  [TAG.object]: (value, depth) => writeObject(value, depth),
  [TAG.array]: (value, depth) => writeArray(value, depth),
  [TAG.binary]: (value) => writeBinary(value),
  [TAG.timestamp]: (value: Timestamp) => unsigned64(BigInt.asUintN(64, value.toBigInt())),
  [TAG.regex]: (value) => writeRegex(value),
  [TAG.code]: (value: Code) => text(String(value.code)),
};

/** A double, then what a 64-bit integer has beyond its nearest double, so that all numbers share one order. */
function writeNumber(value: number | Int32 | Double | Long | Decimal128 | bigint): void {
  const exact = Long.isLong(value) ? (value as Long).toBigInt() : undefined;
  const double = value instanceof Decimal128 ? Number(value.toString()) : Number(exact ?? value);
  writeDouble(double);
  const beyond = exact === undefined ? 0 : Number(exact - BigInt(double));
  reserve(2);
  length = buffer.writeUInt16BE(0x8000 + beyond, length);
}

function writeDouble(value: number): void {
  reserve(8);
  if (Number.isNaN(value)) {
    buffer.fill(0, length, length + 8);
  } else {
    buffer.writeDoubleBE(value === 0 ? 0 : value, length);
    const first = buffer[length] as number;
    if (first < 0x80) buffer[length] = first | 0x80;
    else for (let i = length; i < length + 8; i++) buffer[i] = ~(buffer[i] as number) & 0xff;
  }
  length += 8;
}

function writeObject(value: object, depth: number): void {
  const document = value instanceof DBRef ? value.toJSON() : (value as Record<string, unknown>);
  for (const key of Object.keys(document)) {
    const field = (document as Record<string, unknown>)[key];
    const tag = tagOf(field);
    byte(tag);
    text(key);
    writeBody(tag, field, depth + 1);
  }
  byte(END);
}

function writeArray(values: unknown[], depth: number): void {
  for (const value of values) write(value, depth + 1);
  byte(END);
}

function writeBinary(value: Binary | Uint8Array): void {
  const bytes = value instanceof Binary ? value.value() : value;
  const subtype = value instanceof Binary ? value.sub_type : 0;
  reserve(5);
  length = buffer.writeUInt32BE(bytes.length, length);
  length = buffer.writeUInt8(subtype, length);
  raw(bytes);
}

function writeRegex(value: RegExp | BSONRegExp): void {
  text(value instanceof RegExp ? value.source : value.pattern);
  text(value instanceof RegExp ? value.flags : value.options);
}

/** UTF-8 with NUL escaped as 00 FF and ended by 00 01, which keeps the order of the bytes. */
function text(value: string): void {
  reserve(value.length * 3 + 2);
  if (!value.includes('\0')) {
    length += buffer.write(value, length, 'utf8');
  } else {
    for (const one of Buffer.from(value, 'utf8')) {
      byte(one);
      if (one === 0) byte(0xff);
    }
  }
  byte(0x00);
  byte(0x01);
}

function signed64(value: bigint): void {
  unsigned64(BigInt.asUintN(64, value ^ (1n << 63n)));
}

function unsigned64(value: bigint): void {
  reserve(8);
  length = buffer.writeBigUInt64BE(value, length);
}

function raw(bytes: Uint8Array): void {
  reserve(bytes.length);
  buffer.set(bytes, length);
  length += bytes.length;
}

function byte(value: number): void {
  reserve(1);
  buffer[length++] = value;
}

function reserve(more: number): void {
  if (length + more <= buffer.length) return;
  const larger = Buffer.allocUnsafe(Math.max(buffer.length * 2, length + more));
  buffer.copy(larger, 0, 0, length);
  buffer = larger;
}
