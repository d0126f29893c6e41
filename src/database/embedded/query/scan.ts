import type { Document } from '../bson/codec.ts';
import { steps } from '../bson/paths.ts';
import { after, inverted, keyspace } from '../store/bytes.ts';
import type { IndexInfo } from '../store/catalog.ts';
import { COMPARABLE_BYTES } from '../store/keys.ts';
import type { Conditions } from './conditions.ts';
import { type Bounds, holdsNull, type Interval, intersection, isPoint, operatorCount } from './intervals.ts';
import { limits } from './limits.ts';
import type { SortField } from './sort.ts';

/** A stretch of index keys; `offset` is where, in its keys, the part begins that a merge compares. */
export interface KeyRange {
  low: Buffer;
  high: Buffer;
  offset: number;
}

/** One way to read one index. */
export interface IndexScan {
  kind: 'scan';
  index: IndexInfo;
  ranges: KeyRange[];
  reverse: boolean;
  /** Do documents come in the order asked for? With `merge` the ranges have to be merged for it. */
  sorted: boolean;
  merge: boolean;
  /** Does each key read belong to a matching document, once? Then a count needs no document. */
  exact: boolean;
  /** Does each key read belong to a matching document, maybe to one that another key found? Then none is tested. */
  certain: boolean;
  /** The conditions that its keys leave open, to test on a document found by one; undefined where all are to be tested. */
  residual: Document | undefined;
  /** Fields of the index that narrow the scan. */
  bounded: number;
  /** All fields of the index are compared with single values. */
  pinned: boolean;
}

const MAX_MERGED = 500;

type FieldState = 'one' | 'many' | 'range' | 'open';

interface Built {
  prefixes: Buffer[][];
  intervals: Interval[] | undefined;
  states: FieldState[];
  /** Paths whose conditions are wholly expressed in the ranges. */
  consumed: Set<string>;
}

/** How this index would serve the conditions and the sort. */
export function scanOf(index: IndexInfo, conditions: Conditions, sort: SortField[], implied: Set<string>): IndexScan {
  const built = build(index, conditions);
  const order = sortOf(index, built.states, conditions, sort);
  const { ranges, isCut } = toRanges(index, built, order.skipped);
  const isPlain = !index.multikey.some(Boolean) && !index.long && !isCut;
  const consumed = [...conditions.fields.keys()].every((path) => built.consumed.has(path) || implied.has(path));
  const merge = order.skipped >= 0 && ranges.length > 1;
  const sorted = order.served && !index.long && !isCut && (!merge || ranges.length <= MAX_MERGED);
  const bounded = built.states.filter((state) => state !== 'open').length;
  const pinned = built.states.every((state) => state === 'one' || state === 'many');
  const certain = !index.long && !isCut && conditions.onlyBounds && consumed && !isAmbiguous(index, conditions);
  return {
    kind: 'scan',
    index,
    ranges,
    reverse: order.reverse,
    sorted,
    merge: sorted && merge,
    exact: isPlain && certain,
    certain,
    residual: index.long || isCut ? undefined : residualOf(index, conditions, built.consumed),
    bounded,
    pinned,
  };
}

/** The conditions on fields that the ranges of a scan do not express, or not wholly. */
function residualOf(index: IndexInfo, conditions: Conditions, consumed: Set<string>): Document | undefined {
  if (!conditions.onlyFields) return undefined;
  const open = [...conditions.fields].filter(([path, { bounds, raw }]) => {
    const operators = raw.reduce<number>((sum, one) => sum + operatorCount(one), 0);
    const isExact = bounds.length === operators && bounds.every(({ exact }) => exact);
    return !isExact || !consumed.has(path) || isAmbiguousAt(index, conditions, path);
  });
  const clauses = open.flatMap(([path, { raw }]) => raw.map((one) => ({ [path]: one })));
  return clauses.length > 0 ? { $and: clauses } : {};
}

const isAmbiguous = (index: IndexInfo, conditions: Conditions): boolean =>
  Object.keys(index.key).some((path) => isAmbiguousAt(index, conditions, path));

/**
 * Does a key of an array say too little? Of several conditions on it each may hold for another element, and where null is
 * asked for, an array without elements has a key that looks the same.
 */
function isAmbiguousAt(index: IndexInfo, conditions: Conditions, path: string): boolean {
  if (!index.multikey[Object.keys(index.key).indexOf(path)]) return false;
  const bounds = conditions.fields.get(path)?.bounds ?? [];
  return bounds.length > 1 || bounds.some(({ intervals }) => intervals.some(holdsNull));
}

function build(index: IndexInfo, conditions: Conditions): Built {
  const built: Built = { prefixes: [[]], intervals: undefined, states: [], consumed: new Set() };
  let [isOpen, seenArray] = [false, false];
  for (const [i, path] of Object.keys(index.key).entries()) {
    const bounds = conditions.fields.get(path)?.bounds ?? [];
    const isArray = index.multikey[i] as boolean;
    if (isOpen || bounds.length === 0 || (isArray && seenArray)) {
      isOpen = true;
      built.states.push('open');
      continue;
    }
    seenArray ||= isArray;
    isOpen = narrow(built, path, index.key[path] as number, isArray ? [narrowest(bounds)] : bounds);
  }
  return built;
}

/** Adds a field to the ranges. Returns whether fields after it can narrow no more. */
function narrow(built: Built, path: string, direction: number, bounds: Bounds[]): boolean {
  const intervals = bounds.map((one) => one.intervals).reduce(intersection);
  const directed = direction < 0 ? intervals.map(turned).reverse() : intervals;
  const points = directed.filter(isPoint);
  built.consumed.add(path);
  if (points.length === directed.length && points.length * built.prefixes.length <= limits.mostRanges) {
    built.prefixes = built.prefixes.flatMap((prefix) => points.map((one) => [...prefix, one.low]));
    built.states.push(points.length === 1 ? 'one' : 'many');
    return false;
  }
  // Where fields before it narrow already, what they leave is looked at rather than each pair of values.
  const isMany = built.prefixes.length > 1 && directed.length * built.prefixes.length > limits.mostRanges;
  if (isMany) built.consumed.delete(path);
  built.intervals = isMany ? [around(directed)] : directed;
  built.states.push('range');
  return true;
}

/** One stretch from the first interval to the end of the last: what lies between them is looked at, too. */
function around(intervals: Interval[]): Interval {
  const [first, last] = [intervals[0], intervals.at(-1)] as [Interval, Interval];
  const { high, highIncluded } = last;
  return { ...first, high, highIncluded };
}

/** Over arrays each condition may hold for another element, so only one of them can bound the scan. */
function narrowest(bounds: Bounds[]): Bounds {
  const size = (one: Bounds) =>
    one.intervals.filter((interval) => !isPoint(interval)).length * 1000 + one.intervals.length;
  return bounds.reduce((best, one) => (size(one) < size(best) ? one : best));
}

function turned(interval: Interval): Interval {
  const { low, lowIncluded, high, highIncluded } = interval;
  return { low: inverted(high), lowIncluded: highIncluded, high: inverted(low), highIncluded: lowIncluded };
}

interface Order {
  served: boolean;
  reverse: boolean;
  /** The last field with several values that stands before the sort's fields; -1 when there is none. */
  skipped: number;
}

/** Walks the index's fields along the sort's: fields fixed to one value may be passed over. */
function sortOf(index: IndexInfo, states: FieldState[], conditions: Conditions, sort: SortField[]): Order {
  const isFixed = (path: string) => hasOneValue(conditions, path) && !isArrayField(index, path);
  const wanted = sort.filter(({ path }) => !isFixed(path));
  const fields = Object.entries(index.key) as [string, number][];
  if (!fields.some(([path]) => path === '_id')) fields.push(['_id', 1]);
  const order: Order = { served: false, reverse: false, skipped: -1 };
  let [next, factor] = [0, 0];
  for (const [i, [path, direction]] of fields.entries()) {
    const field = wanted[next];
    if (!field) break;
    if (field.path === path && !index.multikey[i]) {
      if (factor !== 0 && factor !== field.direction * direction) return order;
      factor = field.direction * direction;
      next++;
    } else if (states[i] === 'many' && factor === 0) order.skipped = i;
    else if (!isFixed(path)) return order;
  }
  return { ...order, served: next === wanted.length, reverse: factor < 0 };
}

function hasOneValue(conditions: Conditions, path: string): boolean {
  const bounds = conditions.fields.get(path)?.bounds ?? [];
  return bounds.some(({ intervals }) => intervals.length === 1 && isPoint(intervals[0] as Interval));
}

/** A value fixed by the filter says nothing of the order when the field may hold an array. */
function isArrayField(index: IndexInfo, path: string): boolean {
  const at = Object.keys(index.key).indexOf(path);
  return at < 0 ? steps(path)[0] !== '_id' : (index.multikey[at] as boolean);
}

function toRanges(index: IndexInfo, built: Built, skipped: number): { ranges: KeyRange[]; isCut: boolean } {
  const start = keyspace(index.number);
  const raw = built.prefixes.flatMap((prefix) => {
    const offset = start.length + prefix.slice(0, skipped + 1).reduce((sum, part) => sum + part.length, 0);
    const bytes = Buffer.concat([start, ...prefix]);
    if (!built.intervals) return [{ low: bytes, high: after(bytes), offset }];
    return built.intervals.map((interval) => ({ ...edges(bytes, interval), offset }));
  });
  const isCut = raw.some(({ low, high }) => Math.max(low.length, high.length) > COMPARABLE_BYTES + start.length);
  return { ranges: isCut ? joined(raw.map(cutRange)) : raw, isCut };
}

function edges(prefix: Buffer, interval: Interval): { low: Buffer; high: Buffer } {
  const low = Buffer.concat([prefix, interval.low]);
  const high = Buffer.concat([prefix, interval.high]);
  return { low: interval.lowIncluded ? low : after(low), high: interval.highIncluded ? after(high) : high };
}

/** Bounds longer than the comparable part of a key are widened to it. */
function cutRange({ low, high, offset }: KeyRange): KeyRange {
  const length = COMPARABLE_BYTES + 4;
  const isLong = high.length > length;
  return { low: low.subarray(0, length), high: isLong ? after(high.subarray(0, length)) : high, offset };
}

function joined(ranges: KeyRange[]): KeyRange[] {
  const result: KeyRange[] = [];
  for (const range of [...ranges].sort((left, right) => Buffer.compare(left.low, right.low))) {
    const last = result.at(-1);
    if (last && Buffer.compare(range.low, last.high) < 0) {
      if (Buffer.compare(range.high, last.high) > 0) last.high = range.high;
    } else result.push({ ...range });
  }
  return result;
}
