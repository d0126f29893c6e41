import type { Document } from '../bson/codec.ts';
import type { Row } from '../bson/row.ts';
import { after, keyspace } from '../store/bytes.ts';
import { countKeys, matching, type Source } from './execute.ts';
import { matcher, type Test } from './match.ts';
import { type Plan, planFor } from './planner.ts';
import { Sorter, type SortField } from './sort.ts';

export interface Search {
  filter: Document;
  sort: SortField[];
  skip: number;
  /** 0 means no limit. */
  limit: number;
  hint?: unknown;
  /** Values of `$$` variables in expressions of the filter. */
  variables?: Document;
}

/** A search ready to run: its plan for `explain`, and its rows. */
export interface Prepared {
  plan: Plan;
  /** Rows come as they are found, without a sort in between. */
  isStreamed: boolean;
  rows(): Iterable<Row>;
}

/** Plans a search; nothing is read from the documents until rows are asked for. */
export function prepare(source: Source, search: Search): Prepared {
  const test = matcher(search.filter, search.variables);
  const plan = planFor(source.collection, source.view, search);
  const isStreamed = search.sort.length === 0 || (plan.kind !== 'or' && scanIn(plan).sorted);
  return { plan, isStreamed, rows: () => cutTo(ordered(source, plan, test, search, isStreamed), search) };
}

export function scanIn(plan: Exclude<Plan, { kind: 'or' }>) {
  return plan.kind === 'collection' ? plan.scan : plan;
}

/** The number of matching documents, from the index alone where it can tell. */
export function countMatching(source: Source, search: Search): number {
  const most = search.limit > 0 ? search.skip + search.limit : Number.POSITIVE_INFINITY;
  if (Object.keys(search.filter).length === 0) return within(countAll(source), most, search.skip);
  const plan = planFor(source.collection, source.view, search);
  const count =
    countKeys(source, plan, most) ?? countRows(source, plan, matcher(search.filter, search.variables), most);
  return within(count, most, search.skip);
}

function within(count: number, most: number, skip: number): number {
  return Math.max(0, Math.min(count, most) - skip);
}

function countAll({ view, collection }: Source): number {
  const prefix = keyspace(collection.number);
  return view.count(prefix, after(prefix));
}

function countRows(source: Source, plan: Plan, test: Test, most: number): number {
  let count = 0;
  for (const _row of matching(source, plan, test)) if (++count >= most) break;
  return count;
}

function ordered(source: Source, plan: Plan, test: Test, search: Search, isStreamed: boolean): Iterable<Row> {
  const found = matching(source, plan, test);
  if (isStreamed) return found;
  const most = search.limit > 0 ? search.skip + search.limit : Number.POSITIVE_INFINITY;
  const sorter = new Sorter<Row>(search.sort, (row) => row.plain, most);
  for (const row of found) sorter.add(row);
  return sorter.sorted();
}

function* cutTo(rows: Iterable<Row>, { skip, limit }: Search): Iterable<Row> {
  if (limit === 0 && skip === 0) return yield* rows;
  let position = 0;
  for (const row of rows) {
    if (++position <= skip) continue;
    yield row;
    if (limit > 0 && position === skip + limit) return;
  }
}
