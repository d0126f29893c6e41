import type { Document } from '../bson/codec.ts';
import { steps } from '../bson/paths.ts';
import { Row } from '../bson/row.ts';
import { keyName } from '../store/bytes.ts';
import { type CollectionInfo, ID_INDEX } from '../store/catalog.ts';
import { documentKeyOf, rowAt } from '../store/documents.ts';
import type { Entry, View } from '../store/view.ts';
import { inRanges } from './leap.ts';
import { limits } from './limits.ts';
import { matcher, type Test } from './match.ts';
import type { OrScan, Plan } from './planner.ts';
import type { IndexScan, KeyRange } from './scan.ts';

/** What a command may use up: `check` throws when its time is over. */
export interface Budget {
  check(): void;
}

/** What was read, for `explain`. */
export interface Tally {
  keys: number;
  documents: number;
}

export interface Source {
  collection: CollectionInfo;
  view: View;
  budget: Budget;
  tally: Tally;
}

/** `isBrief`: the row is looked at and nothing of it is kept, so its bytes may go right after. */
type RowTest = { passes(row: Row): boolean; isBrief?: true };

const CHECK_EVERY = 128;

/** The matching documents of a plan, one after the other. */
export function* matching(source: Source, plan: Plan, test: Test): Iterable<Row> {
  if (plan.kind === 'collection')
    return yield* found(source, plan.scan, undefined, { passes: (row) => test(row.plain) });
  const seen = isOnce(plan) ? undefined : new Set<string>();
  for (const scan of scansOf(plan)) yield* found(source, scan, seen, testOf(scan, test));
}

/** How many documents match, from keys alone; undefined when they have to be looked at. */
export function countKeys(source: Source, plan: Plan, limit: number): number | undefined {
  if (plan.kind === 'collection' || scansOf(plan).some((scan) => !scan.certain)) return undefined;
  if (plan.kind === 'or' || !plan.exact) return countOnce(source, plan, limit);
  const count = plan.ranges.length >= limits.manyRanges ? countWalked : countEach;
  const keys = count(source, plan.ranges, limit);
  source.tally.keys += keys;
  return keys;
}

function countEach({ view, budget }: Source, ranges: KeyRange[], limit: number): number {
  let count = 0;
  for (const { low, high } of ranges) {
    count += view.count(low, high, limit - count);
    budget.check();
    if (count >= limit) break;
  }
  return count;
}

/** Counts in one walk: ranges without keys are not asked one by one. */
function countWalked({ view, budget }: Source, ranges: KeyRange[], limit: number): number {
  let count = 0;
  for (const _ of inRanges(view, ranges)) {
    if (++count % CHECK_EVERY === 0) budget.check();
    if (count >= limit) break;
  }
  return count;
}

/** Counts documents of which several keys may be read. */
function countOnce(source: Source, plan: IndexScan | OrScan, limit: number): number {
  const seen = new Set<string>();
  for (const scan of scansOf(plan)) {
    for (const entry of entries(source.view, scan)) {
      if (++source.tally.keys % CHECK_EVERY === 0) source.budget.check();
      seen.add(keyName(documentKeyIn(source, scan, entry)));
      if (seen.size >= limit) return seen.size;
    }
  }
  return seen.size;
}

/** What is left to test of a document that a scan found: of it only the fields are decoded that the test reads. */
function testOf({ certain, residual }: IndexScan, whole: Test): RowTest | undefined {
  if (certain) return undefined;
  if (!residual) return { passes: (row) => whole(row.plain) };
  const clauses: Document[] = residual.$and ?? [];
  if (clauses.length === 0) return undefined;
  const test = matcher(residual);
  const fields = new Set(clauses.flatMap((one) => Object.keys(one).map((path) => steps(path)[0] as string)));
  return { passes: (row) => test(row.some(fields)), isBrief: true };
}

const scansOf = (plan: IndexScan | OrScan): IndexScan[] => (plan.kind === 'or' ? plan.branches : [plan]);

const isOnce = (plan: IndexScan | OrScan): boolean => plan.kind === 'scan' && !plan.index.multikey.some(Boolean);

function documentKeyIn({ collection }: Source, { index }: IndexScan, entry: Entry): Buffer {
  return index.name === ID_INDEX ? entry.key : documentKeyOf(collection, entry);
}

/** Documents of a scan that were not seen in one before, and that pass the test where there is one. */
function* found(
  source: Source,
  scan: IndexScan,
  seen: Set<string> | undefined,
  test: RowTest | undefined,
): Iterable<Row> {
  const { view, budget, tally } = source;
  for (const entry of entries(view, scan)) {
    if (++tally.keys % CHECK_EVERY === 0) budget.check();
    const key = documentKeyIn(source, scan, entry);
    const name = seen && keyName(key);
    if (name !== undefined && seen?.has(name)) continue;
    if (++tally.documents % CHECK_EVERY === 0) budget.check();
    // Another branch may want what this one does not.
    const row =
      scan.index.name === ID_INDEX ? passing(new Row(entry.value, undefined, key), test) : wanted(view, key, test);
    if (!row) continue;
    if (name !== undefined) seen?.add(name);
    yield row;
  }
}

const passing = (row: Row | undefined, test: RowTest | undefined): Row | undefined =>
  row && (!test || test.passes(row)) ? row : undefined;

/** The document of a key where it passes. For a brief test it is looked at where it lies, and copied when it is wanted. */
function wanted(view: View, key: Buffer, test: RowTest | undefined): Row | undefined {
  if (!test?.isBrief) return passing(rowAt(view, key), test);
  const bytes = view.peek(key);
  return bytes && test.passes(new Row(bytes, undefined, key)) ? rowAt(view, key) : undefined;
}

function* entries(view: View, scan: IndexScan): Iterable<Entry> {
  const ranges = scan.reverse ? [...scan.ranges].reverse() : scan.ranges;
  if (scan.merge) return yield* merged(view, ranges, scan.reverse);
  if (!scan.reverse && ranges.length >= limits.manyRanges) return yield* inRanges(view, ranges);
  for (const { low, high } of ranges) yield* view.range(low, high, scan.reverse);
}

interface Head {
  entry: Entry;
  rest: Iterator<Entry>;
  part: Buffer;
  offset: number;
}

/** Merges ranges that are each in order into one order: `status in (a, b) sort by dueAt` reads only what is asked for. */
function* merged(view: View, ranges: KeyRange[], reverse: boolean): Iterable<Entry> {
  const factor = reverse ? -1 : 1;
  const order = (left: Head, right: Head) => Buffer.compare(left.part, right.part) * factor;
  const heads = ranges.flatMap(({ low, high, offset }) =>
    advance(view.range(low, high, reverse)[Symbol.iterator](), offset),
  );
  heads.sort(order);
  while (heads.length > 0) {
    const [head] = heads as [Head];
    yield head.entry;
    heads.shift();
    for (const next of advance(head.rest, head.offset)) heads.splice(placeOf(heads, next, order), 0, next);
  }
}

function advance(rest: Iterator<Entry>, offset: number): Head[] {
  const { done, value } = rest.next();
  return done ? [] : [{ entry: value, rest, part: value.key.subarray(offset), offset }];
}

function placeOf(heads: Head[], next: Head, order: (left: Head, right: Head) => number): number {
  let [low, high] = [0, heads.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (order(heads[middle] as Head, next) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
