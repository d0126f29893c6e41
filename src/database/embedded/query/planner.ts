import type { Document } from '../bson/codec.ts';
import { isDocument } from '../bson/codec.ts';
import { badValue, snapshotUnavailable } from '../errors.ts';
import { type CollectionInfo, type IndexInfo, idIndex } from '../store/catalog.ts';
import { nextNumber } from '../store/numbers.ts';
import type { View } from '../store/view.ts';
import { type Conditions, conditionsOf } from './conditions.ts';
import { holdsNull, within } from './intervals.ts';
import { inRanges } from './leap.ts';
import { limits } from './limits.ts';
import { type IndexScan, scanOf } from './scan.ts';
import type { SortField } from './sort.ts';

/** Several scans, one for each branch of an `$or`; a document found by two of them is given once. */
export interface OrScan {
  kind: 'or';
  branches: IndexScan[];
}

/** Every document, in the order of _id. */
export interface CollectionScan {
  kind: 'collection';
  scan: IndexScan;
}

export type Plan = IndexScan | OrScan | CollectionScan;

export interface Question {
  filter: Document;
  sort: SortField[];
  skip: number;
  /** 0 means no limit. */
  limit: number;
  hint?: unknown;
}

/** Keys counted to compare two indexes; beyond it they are told apart by shape only. */
const SAMPLE = 1_000;
/** Keys counted in the first round of a comparison, and by how much each round counts more. */
const FIRST_ROUND = 16;
const ROUND_GROWTH = 4;
/** The longest answer for which an index that gives it in order, key by key, is taken unseen. */
const SHORT_ANSWER = 100;

/** Chooses how to find the documents of a question: the index that reads the fewest keys, or that saves a sort. */
export function planFor(collection: CollectionInfo, view: View, question: Question): Plan {
  const conditions = conditionsOf(question.filter);
  const indexes = indexesIn(collection, view);
  const hinted = hintedIndex(indexes, collection, question.hint);
  const usable = (hinted ?? indexes).flatMap((index) => candidate(index, conditions, question.sort));
  const worth = hinted
    ? usable
    : usable.filter((scan) => scan.bounded > 0 || (scan.sorted && question.sort.length > 0));
  const best = pick(withoutWider(worth), view, question);
  if (!hinted && conditions.ors.length > 0) {
    const or = orScan(indexes, question, conditions.ors);
    const few = best && narrowness(best, view);
    if (or && (few === undefined ? !(best?.scan.sorted && question.limit > 0) : readsFewer(or, few, view))) return or;
  }
  if (best) return best.scan;
  return { kind: 'collection', scan: scanOf(idIndex(collection), conditionsOf({}), question.sort, new Set()) };
}

/** The indexes that may be used. One made after the moment of the view has no keys in it. */
function indexesIn(collection: CollectionInfo, view: View): IndexInfo[] {
  const end = nextNumber(view);
  return [idIndex(collection), ...collection.indexes.filter(({ hidden, number }) => !hidden && number < end)];
}

/** Leaves out each scan beside which another narrows the same fields and more: they need not be counted against each other. */
function withoutWider(scans: IndexScan[]): IndexScan[] {
  return scans.filter((scan) => !scans.some((other) => isWider(scan, other)));
}

/** Of one that holds a part of the documents, or that nothing narrows, the shape says nothing about how much it reads. */
function isWider(scan: IndexScan, other: IndexScan): boolean {
  if (scan.index.partial || scan.index.sparse || scan.bounded === 0) return false;
  if (other.bounded <= scan.bounded || scan.index.unique || (scan.sorted && !other.sorted)) return false;
  const narrowed = boundedPaths(other);
  return boundedPaths(scan).every((path) => narrowed.includes(path));
}

const boundedPaths = ({ index, bounded }: IndexScan): string[] => Object.keys(index.key).slice(0, bounded);

interface Ranked {
  scan: IndexScan;
  keys: number;
}

function pick(scans: IndexScan[], view: View, question: Question): Ranked | undefined {
  const certain = scans.find((scan) => scan.pinned && scan.index.unique) ?? inOrder(scans, question);
  if (certain) return { scan: certain, keys: certain.ranges.length };
  if (scans.length === 1) return { scan: scans[0]!, keys: SAMPLE };
  return race(scans, view).sort((left, right) => preference(left, right, question))[0];
}

/** An index each of whose first keys is part of a short answer: no other can read less. */
function inOrder(scans: IndexScan[], { sort, skip, limit }: Question): IndexScan | undefined {
  if (sort.length === 0 || limit === 0 || skip + limit > SHORT_ANSWER) return undefined;
  return scans.find((scan) => scan.exact && scan.sorted && scan.ranges.length <= SHORT_ANSWER);
}

/**
 * Counts the keys of each scan in rounds, until one is counted to its end: what the others have beyond that does not
 * matter, so a comparison costs no more as the collection grows.
 */
function race(scans: IndexScan[], view: View): Ranked[] {
  for (let most = FIRST_ROUND; ; most = Math.min(most * ROUND_GROWTH, SAMPLE)) {
    const ranked = scans.map((scan) => ({ scan, keys: keysIn(scan, view, most) }));
    if (most === SAMPLE || ranked.some(({ keys }) => keys < most)) return ranked;
  }
}

/** Fewer keys first; when both are many, an index that gives the order of a limited answer; then the better bounded. */
function preference(left: Ranked, right: Ranked, { sort, limit }: Question): number {
  const bySort = sort.length > 0 ? Number(right.scan.sorted) - Number(left.scan.sorted) : 0;
  if (left.keys === SAMPLE && right.keys === SAMPLE && limit > 0 && bySort !== 0) return bySort;
  if (left.keys !== right.keys) return left.keys - right.keys;
  return right.scan.bounded - left.scan.bounded || bySort || Number(right.scan.exact) - Number(left.scan.exact);
}

/** How many keys a scan has; `most` when it has that many or more. */
function keysIn(scan: IndexScan, view: View, most: number): number {
  let keys = 0;
  if (scan.ranges.length >= limits.manyRanges) {
    for (const _ of inRanges(view, scan.ranges)) if (++keys >= most) break;
    return keys;
  }
  for (const { low, high } of scan.ranges) {
    keys += view.count(low, high, most - keys);
    if (keys >= most) return most;
  }
  return keys;
}

/** How many keys a bounded scan has, when they are few. */
function narrowness(best: Ranked, view: View): number | undefined {
  const keys = best.scan.bounded > 0 ? keysIn(best.scan, view, SAMPLE) : SAMPLE;
  return keys < SAMPLE ? keys : undefined;
}

/** Do the branches together have fewer keys? */
function readsFewer(or: OrScan, most: number, view: View): boolean {
  let keys = 0;
  for (const scan of or.branches) {
    if (keys < most) keys += keysIn(scan, view, most - keys);
  }
  return keys < most;
}

function candidate(index: IndexInfo, conditions: Conditions, sort: SortField[]): IndexScan[] {
  const implied = impliedBy(index, conditions);
  if (!implied || (index.sparse && !reachesAll(index, conditions))) return [];
  return [scanOf(index, conditions, sort, implied)];
}

/** Paths of a partial index's filter that the query asks for word by word; undefined when it may want documents outside. */
function impliedBy(index: IndexInfo, conditions: Conditions): Set<string> | undefined {
  const implied = new Set<string>();
  if (!index.partial) return implied;
  const partial = conditionsOf(index.partial);
  if (partial.ors.length > 0) return undefined;
  for (const [path, wanted] of partial.fields) {
    const asked = conditions.fields.get(path);
    if (!asked) return undefined;
    const [only] = wanted.raw;
    const isSame = wanted.raw.length === 1 && asked.raw.some((one) => sameText(one, only));
    if (isSame && asked.raw.length === 1) implied.add(path);
    if (!isSame && !wanted.bounds.every((bound) => asked.bounds.some((one) => answers(one, bound)))) return undefined;
  }
  return implied;
}

type FieldBound = { intervals: Parameters<typeof within>[0]; exact: boolean; present?: boolean };

function answers(asked: FieldBound, wanted: FieldBound): boolean {
  if (wanted.present) return asked.present === true || !asked.intervals.some(holdsNull);
  return within(asked.intervals, wanted.intervals);
}

function sameText(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

/** A sparse index lacks documents without its fields: usable when one of them has to be there. */
function reachesAll(index: IndexInfo, conditions: Conditions): boolean {
  return Object.keys(index.key).some((path) => {
    const bounds = conditions.fields.get(path)?.bounds ?? [];
    return bounds.some((one) => one.present || !one.intervals.some(holdsNull));
  });
}

function orScan(indexes: IndexInfo[], question: Question, ors: Document[][]): OrScan | undefined {
  for (const clauses of ors) {
    const branches = clauses.map((clause) => {
      const conditions = conditionsOf({ $and: [withoutOr(question.filter, clauses), clause] });
      const scans = indexes.flatMap((index) => candidate(index, conditions, []));
      return scans.sort((left, right) => right.bounded - left.bounded)[0];
    });
    if (branches.every((scan) => scan !== undefined && scan.bounded > 0))
      return { kind: 'or', branches: branches as IndexScan[] };
  }
  return undefined;
}

function withoutOr(filter: Document, clauses: Document[]): Document {
  const rest = Object.entries(filter).filter(([key, value]) => !(key === '$or' && value === clauses));
  return Object.fromEntries(rest.map(([key, value]) => [key, key === '$and' ? inner(value, clauses) : value]));
}

function inner(all: Document[], clauses: Document[]): Document[] {
  return all.map((clause) => withoutOr(clause, clauses));
}

function hintedIndex(indexes: IndexInfo[], collection: CollectionInfo, hint: unknown): IndexInfo[] | undefined {
  if (
    hint === undefined ||
    hint === null ||
    (isDocument(hint) && (Object.keys(hint).length === 0 || '$natural' in hint))
  )
    return undefined;
  const isMeant = (index: IndexInfo) =>
    !index.hidden && (typeof hint === 'string' ? index.name === hint : sameText(index.key, hint));
  const found = indexes.filter(isMeant);
  if (found.length > 0) return found;
  if (collection.indexes.some(isMeant)) throw snapshotUnavailable();
  throw badValue('hint provided does not correspond to an existing index');
}
