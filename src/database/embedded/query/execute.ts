import { Row } from '../bson/row.ts';
import { keyName } from '../store/bytes.ts';
import { type CollectionInfo, ID_INDEX } from '../store/catalog.ts';
import { documentKeyOf, rowAt } from '../store/documents.ts';
import type { Entry, View } from '../store/view.ts';
import type { Test } from './match.ts';
import type { Plan } from './planner.ts';
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

const CHECK_EVERY = 128;

/** The matching documents of a plan, one after the other. */
export function* matching(source: Source, plan: Plan, test: Test): Iterable<Row> {
  const isTested = plan.kind !== 'scan' || !plan.certain;
  for (const row of rows(source, plan)) {
    if (++source.tally.documents % CHECK_EVERY === 0) source.budget.check();
    if (!isTested || test(row.plain)) yield row;
  }
}

/** How many documents match, from keys alone; undefined when they have to be looked at. */
export function countKeys(source: Source, plan: Plan, limit: number): number | undefined {
  if (plan.kind !== 'scan' || !plan.certain) return undefined;
  if (!plan.exact) return countOnce(source, plan, limit);
  let count = 0;
  for (const { low, high } of plan.ranges) {
    count += source.view.count(low, high, limit - count);
    source.budget.check();
    if (count >= limit) break;
  }
  source.tally.keys += count;
  return count;
}

/** Counts documents of which several keys may be read. */
function countOnce(source: Source, scan: IndexScan, limit: number): number {
  const seen = new Set<string>();
  for (const entry of entries(source.view, scan)) {
    if (++source.tally.keys % CHECK_EVERY === 0) source.budget.check();
    seen.add(keyName(documentKeyOf(source.collection, entry)));
    if (seen.size >= limit) break;
  }
  return seen.size;
}

function* rows(source: Source, plan: Plan): Iterable<Row> {
  if (plan.kind === 'collection') return yield* scanned(source, plan.scan, undefined);
  const isOnce = plan.kind === 'scan' && !plan.index.multikey.some(Boolean);
  const seen = isOnce ? undefined : new Set<string>();
  for (const scan of plan.kind === 'or' ? plan.branches : [plan]) yield* scanned(source, scan, seen);
}

function* scanned(source: Source, scan: IndexScan, seen: Set<string> | undefined): Iterable<Row> {
  const { view, collection } = source;
  for (const entry of entries(view, scan)) {
    if (++source.tally.keys % CHECK_EVERY === 0) source.budget.check();
    const isId = scan.index.name === ID_INDEX;
    const key = isId ? entry.key : documentKeyOf(collection, entry);
    if (seen && isSeen(seen, key)) continue;
    const row = isId ? new Row(entry.value, undefined, key) : rowAt(view, key);
    if (row) yield row;
  }
}

function isSeen(seen: Set<string>, key: Buffer): boolean {
  const name = keyName(key);
  if (seen.has(name)) return true;
  seen.add(name);
  return false;
}

function* entries(view: View, scan: IndexScan): Iterable<Entry> {
  const ranges = scan.reverse ? [...scan.ranges].reverse() : scan.ranges;
  if (scan.merge) return yield* merged(view, ranges, scan.reverse);
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
