import { leading } from '../aggregate/leading.ts';
import { type Document, isDocument, toPlain } from '../bson/codec.ts';
import { CommandError } from '../errors.ts';
import { countKeys } from '../query/execute.ts';
import { prepare, type Search } from '../query/find.ts';
import { matcher } from '../query/match.ts';
import type { Plan } from '../query/planner.ts';
import type { IndexScan } from '../query/scan.ts';
import { ID_INDEX } from '../store/catalog.ts';
import { pipelineOf } from './aggregate.ts';
import { Request } from './context.ts';
import { searchOf } from './find.ts';
import { type Reply, sourceOf } from './reading.ts';

/** `{ explain: { find | count | aggregate | update | delete | findAndModify … }, verbosity }` */
export function explain(request: Request): Reply {
  const inner = request.body.explain;
  if (!isDocument(inner)) throw new CommandError(14, "The field 'explain' must be an object");
  const { engine, client, database } = request;
  const asked = new Request(engine, client, { ...inner, $db: database }, request.sequences);
  const search = searchIn(asked);
  const collection = engine.catalog.find(asked.namespace);
  const parsed = { namespace: asked.namespace, parsedQuery: search.filter };
  if (!collection)
    return { queryPlanner: { ...parsed, winningPlan: { stage: 'EOF' } }, executionStats: stats(0, 0, 0, 0) };
  const source = sourceOf(asked, collection, engine.store);
  const prepared = prepare(source, search);
  const queryPlanner = {
    ...parsed,
    winningPlan: shownPlan(prepared.plan, prepared.isStreamed, search),
    rejectedPlans: [],
  };
  if (request.body.verbosity === 'queryPlanner') return { queryPlanner };
  const start = performance.now();
  const n = asked.name === 'count' ? countKeys(source, prepared.plan, Number.POSITIVE_INFINITY) : undefined;
  const found = n ?? [...prepared.rows()].length;
  const { keys, documents } = source.tally;
  return { queryPlanner, executionStats: stats(found, keys, documents, performance.now() - start) };
}

function searchIn(request: Request): Search {
  const { name, body } = request;
  if (name === 'find' || name === 'count') return searchOf(request);
  if (name === 'aggregate')
    return { ...leading(pipelineOf(request), request.plain('let')).search, hint: toPlain(body.hint) };
  if (name === 'update') return searchBy(body.updates?.[0]?.q, body.updates?.[0]?.multi ? 0 : 1);
  if (name === 'delete') return searchBy(body.deletes?.[0]?.q, Number(body.deletes?.[0]?.limit ?? 0));
  if (name === 'findAndModify' || name === 'distinct') return searchBy(body.query ?? {}, name === 'distinct' ? 0 : 1);
  throw new CommandError(59, `Explain failed due to unknown command: ${name}`);
}

function searchBy(q: unknown, limit: number): Search {
  const filter = toPlain(q ?? {}) as Document;
  matcher(filter);
  return { filter, sort: [], skip: 0, limit };
}

function shownPlan(plan: Plan, isStreamed: boolean, search: Search): Document {
  const found = plan.kind === 'or' ? { stage: 'SUBPLAN', inputStages: plan.branches.map(shownScan) } : shownOne(plan);
  const sorted = isStreamed ? found : { stage: 'SORT', sortPattern: pattern(search), inputStage: found };
  return search.limit > 0 ? { stage: 'LIMIT', limitAmount: search.limit, inputStage: sorted } : sorted;
}

function shownOne(plan: Exclude<Plan, { kind: 'or' }>): Document {
  if (plan.kind === 'collection') return { stage: 'COLLSCAN', direction: plan.scan.reverse ? 'backward' : 'forward' };
  return { stage: 'FETCH', inputStage: shownScan(plan) };
}

function shownScan(scan: IndexScan): Document {
  const { index, reverse, ranges, merge, exact } = scan;
  return {
    stage: 'IXSCAN',
    indexName: index.name,
    keyPattern: index.key,
    isUnique: index.unique || index.name === ID_INDEX,
    isMultiKey: index.multikey.some(Boolean),
    isSparse: index.sparse,
    isPartial: index.partial !== undefined,
    direction: reverse ? 'backward' : 'forward',
    ranges: ranges.length,
    merged: merge,
    covered: exact,
  };
}

function pattern({ sort }: Search): Document {
  return Object.fromEntries(sort.map(({ path, direction }) => [path, direction]));
}

function stats(
  nReturned: number,
  totalKeysExamined: number,
  totalDocsExamined: number,
  milliseconds: number,
): Document {
  return {
    executionSuccess: true,
    nReturned,
    executionTimeMillis: Math.round(milliseconds),
    totalKeysExamined,
    totalDocsExamined,
  };
}
