import { MaxKey, MinKey } from 'bson';
import { isDocument } from '../bson/codec.ts';
import { encodeValue, TAG, tagOf } from '../bson/order.ts';
import { after } from '../store/bytes.ts';
import { isOperators, TYPE_CODES } from './operators.ts';

/** A stretch of encoded values in ascending order; a point when both ends are one included value. */
export interface Interval {
  low: Buffer;
  lowIncluded: boolean;
  high: Buffer;
  highIncluded: boolean;
}

/** What an index can do for one condition on one field. */
export interface Bounds {
  intervals: Interval[];
  /** Do exactly the matching values lie within? Else each document is tested. */
  exact: boolean;
  /** Does the condition rule out a missing field, whatever the intervals say? */
  present?: boolean;
}

const LOWEST = Buffer.from([0x01]);
const HIGHEST = Buffer.from([0xf8]);
const NULL = encodeValue(null);
const TRUE_RANGES = new Set(['$gt', '$gte', '$lt', '$lte']);

export const EVERYTHING: Interval = { low: LOWEST, lowIncluded: true, high: HIGHEST, highIncluded: false };

export function isPoint(interval: Interval): boolean {
  return interval.lowIncluded && interval.highIncluded && interval.low.equals(interval.high);
}

export function point(value: unknown): Interval {
  const encoded = encodeValue(value);
  return { low: encoded, lowIncluded: true, high: encoded, highIncluded: true };
}

/** Does the interval hold null, which also stands for a missing field? */
export function holdsNull({ low, lowIncluded, high, highIncluded }: Interval): boolean {
  const fromLow = Buffer.compare(low, NULL);
  const toHigh = Buffer.compare(NULL, high);
  return (fromLow < 0 || (fromLow === 0 && lowIncluded)) && (toHigh < 0 || (toHigh === 0 && highIncluded));
}

/** The bounds of `{ path: condition }`, one for each operator that has any. */
export function boundsOf(condition: unknown): Bounds[] {
  if (!isOperators(condition)) return some(equality(condition));
  return Object.keys(condition).flatMap((name) => some(operatorBounds(name, condition[name], condition.$options)));
}

/** How many operators the condition has: all must have exact bounds for an index alone to answer. */
export function operatorCount(condition: unknown): number {
  return isOperators(condition) ? Object.keys(condition).filter((name) => name !== '$options').length : 1;
}

function some(bounds: Bounds | undefined): Bounds[] {
  return bounds ? [bounds] : [];
}

function operatorBounds(name: string, operand: unknown, options: unknown): Bounds | undefined {
  if (name === '$eq') return equality(operand);
  if (name === '$in') return membership(operand);
  if (TRUE_RANGES.has(name)) return range(name, operand);
  if (name === '$exists' && operand) return { intervals: [EVERYTHING], exact: false, present: true };
  if (name === '$type') return ofType(operand);
  if (name === '$regex') return regex(operand, options);
  return undefined;
}

function equality(value: unknown): Bounds | undefined {
  if (value instanceof RegExp) return regex(value, undefined);
  if (Array.isArray(value) || value instanceof MinKey || value instanceof MaxKey) return undefined;
  return { intervals: [point(value ?? null)], exact: !isDocument(value) };
}

function membership(values: unknown): Bounds | undefined {
  if (!Array.isArray(values)) return undefined;
  const each = values.map(equality);
  if (each.some((bounds) => bounds === undefined)) return undefined;
  const intervals = each.flatMap((bounds) => (bounds as Bounds).intervals);
  return { intervals: union(intervals), exact: each.every((bounds) => (bounds as Bounds).exact) };
}

function range(name: string, value: unknown): Bounds | undefined {
  const tag = tagOf(value);
  if (tag === TAG.minKey || tag === TAG.maxKey || tag === TAG.array || value instanceof RegExp) return undefined;
  if (tag === TAG.null) return name.endsWith('e') ? { intervals: [point(null)], exact: true } : undefined;
  if (Number.isNaN(value)) return undefined;
  const encoded = encodeValue(value);
  const included = name.endsWith('e');
  const exact = tag !== TAG.object;
  if (name.startsWith('$gt')) {
    return {
      intervals: [{ low: encoded, lowIncluded: included, high: Buffer.from([tag + 1]), highIncluded: false }],
      exact,
    };
  }
  const first = tag === TAG.number ? encodeValue(Number.NEGATIVE_INFINITY) : Buffer.from([tag]);
  return { intervals: [{ low: first, lowIncluded: true, high: encoded, highIncluded: included }], exact };
}

const TYPE_TAGS: Record<string, number> = {
  string: TAG.string,
  objectId: TAG.objectId,
  date: TAG.date,
  bool: TAG.boolean,
  number: TAG.number,
  int: TAG.number,
  long: TAG.number,
  double: TAG.number,
};

function ofType(operand: unknown): Bounds | undefined {
  const name = typeof operand === 'number' ? TYPE_CODES[operand] : operand;
  const tag = typeof name === 'string' ? TYPE_TAGS[name] : undefined;
  if (tag === undefined) return undefined;
  const interval = { low: Buffer.from([tag]), lowIncluded: true, high: Buffer.from([tag + 1]), highIncluded: false };
  return { intervals: [interval], exact: false };
}

function regex(operand: unknown, options: unknown): Bounds | undefined {
  const pattern = operand instanceof RegExp ? operand.source : operand;
  const flags = typeof options === 'string' ? options : operand instanceof RegExp ? operand.flags : '';
  if (typeof pattern !== 'string') return undefined;
  const prefix = flags.includes('i') || flags.includes('m') ? '' : literalPrefix(pattern);
  if (prefix !== '' && isWhole(pattern, prefix)) {
    const same = encodeValue(new RegExp(pattern)).subarray(0, -2);
    return { intervals: [beginningWith(encodeValue(prefix).subarray(0, -2)), beginningWith(same)], exact: true };
  }
  const from = prefix === '' ? Buffer.from([TAG.string]) : encodeValue(prefix).subarray(0, -2);
  return { intervals: [beginningWith(from), beginningWith(Buffer.from([TAG.regex]))], exact: false };
}

function beginningWith(bytes: Buffer): Interval {
  return { low: bytes, lowIncluded: true, high: after(bytes), highIncluded: false };
}

/** Is the pattern `^` and the prefix, nothing else? Then it holds exactly the strings that begin so, and its own equal. */
function isWhole(pattern: string, prefix: string): boolean {
  return pattern === `^${prefix}` && !prefix.includes('/');
}

/** `^SO-00.*` → `SO-00`; empty when the start is not fixed. */
function literalPrefix(pattern: string): string {
  if (!pattern.startsWith('^') || pattern.includes('|')) return '';
  const [literal] = /^[\p{L}\p{N} _\-:@/#]*/u.exec(pattern.slice(1)) as unknown as [string];
  const next = pattern[literal.length + 1];
  return next !== undefined && '*?{'.includes(next) ? [...literal].slice(0, -1).join('') : literal;
}

/** Sorted, and joined where they overlap, so that nothing is read twice. */
export function union(intervals: Interval[]): Interval[] {
  const joined: Interval[] = [];
  for (const next of [...intervals].sort((left, right) => Buffer.compare(left.low, right.low))) {
    const last = joined.at(-1);
    if (last && overlap(last, next).length > 0) joined[joined.length - 1] = hull(last, next);
    else joined.push(next);
  }
  return joined;
}

function hull(left: Interval, right: Interval): Interval {
  const order = Buffer.compare(left.high, right.high);
  const lowIncluded = left.lowIncluded || (right.lowIncluded && left.low.equals(right.low));
  if (order === 0) return { ...left, lowIncluded, highIncluded: left.highIncluded || right.highIncluded };
  const { high, highIncluded } = order > 0 ? left : right;
  return { low: left.low, lowIncluded, high, highIncluded };
}

/** Does each of these intervals lie within one of the others? */
export function within(inner: Interval[], outer: Interval[]): boolean {
  return inner.every((one) => outer.some((other) => overlap(one, other).some((both) => same(both, one))));
}

/** Where both lists of intervals overlap. */
export function intersection(left: Interval[], right: Interval[]): Interval[] {
  return left.flatMap((one) => right.flatMap((other) => overlap(one, other)));
}

function overlap(left: Interval, right: Interval): Interval[] {
  const lows = Buffer.compare(left.low, right.low);
  const highs = Buffer.compare(left.high, right.high);
  const low = lows >= 0 ? left.low : right.low;
  const high = highs <= 0 ? left.high : right.high;
  const lowIncluded =
    lows === 0 ? left.lowIncluded && right.lowIncluded : lows > 0 ? left.lowIncluded : right.lowIncluded;
  const highIncluded =
    highs === 0 ? left.highIncluded && right.highIncluded : highs < 0 ? left.highIncluded : right.highIncluded;
  const order = Buffer.compare(low, high);
  if (order > 0 || (order === 0 && !(lowIncluded && highIncluded))) return [];
  return [{ low, lowIncluded, high, highIncluded }];
}

function same(left: Interval, right: Interval): boolean {
  const sameEnds = left.low.equals(right.low) && left.high.equals(right.high);
  return sameEnds && left.lowIncluded === right.lowIncluded && left.highIncluded === right.highIncluded;
}
