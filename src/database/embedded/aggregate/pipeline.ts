import { type Document, isDocument } from '../bson/codec.ts';
import type { Row } from '../bson/row.ts';
import { badValue, CommandError, notSupported } from '../errors.ts';
import type { Budget } from '../query/execute.ts';
import { matcher } from '../query/match.ts';
import { aggregateWith, mingoOptions } from '../query/mingo.ts';
import { rowsOf } from '../query/rows.ts';
import { Sorter, sortFields } from '../query/sort.ts';
import type { Collections } from '../store/catalog.ts';
import type { View } from '../store/view.ts';
import { leading, readLeading } from './leading.ts';
import { lookup } from './lookup.ts';

/** What the stages of a pipeline may reach. */
export interface Aggregation {
  collections: Collections;
  view: View;
  budget: Budget;
  database: string;
  variables: Document;
}

type Stage = (documents: Document[], operand: unknown, aggregation: Aggregation) => Document[];

const REFUSED = new Set([
  '$out',
  '$merge',
  '$geoNear',
  '$search',
  '$vectorSearch',
  '$function',
  '$planCacheStats',
  '$currentOp',
  '$listSessions',
]);

/** Stages done here: those that use indexes, MongoDB's order of values, or the pipeline itself. */
const OWN: Record<string, Stage> = {
  $match: (documents, operand, { budget, variables }) =>
    documents.filter(withBudget(matcher(document(operand, '$match'), variables), budget)),
  $sort: (documents, operand) => {
    const sorter = new Sorter<Document>(sortFields(operand), (one) => one);
    for (const one of documents) sorter.add(one);
    return sorter.sorted();
  },
  $limit: (documents, operand) => documents.slice(0, whole(operand, '$limit', 1)),
  $skip: (documents, operand) => documents.slice(whole(operand, '$skip', 0)),
  $count: (documents, operand) => (documents.length === 0 ? [] : [{ [String(operand)]: documents.length }]),
  $lookup: (documents, operand, aggregation) => lookup(documents, document(operand, '$lookup'), aggregation),
  $facet: facet,
  $unionWith: unionWith,
};

/** Runs a pipeline on a collection: its first `$match`, `$sort`, `$skip` and `$limit` through the planner. */
export function runOn(namespace: string, pipeline: Document[], aggregation: Aggregation): Document[] {
  const collection = aggregation.collections.find(namespace);
  checkStages(pipeline);
  if (!collection) return runStages([], pipeline, aggregation);
  const { documents, rest } = readLeading(collection, leading(pipeline, aggregation.variables), aggregation);
  return runStages(documents, rest, aggregation);
}

/** Runs stages on documents in memory. */
export function runStages(documents: Document[], stages: Document[], aggregation: Aggregation): Document[] {
  let current = documents;
  for (const stage of stages) {
    aggregation.budget.check();
    const [name, operand] = only(stage);
    const own = OWN[name];
    current = own ? own(current, operand, aggregation) : byMingo(current, stage, aggregation);
  }
  return current;
}

export function checkStages(stages: unknown[]): void {
  for (const [i, stage] of stages.entries()) {
    if (!isDocument(stage)) throw new CommandError(14, 'Each element of the pipeline array must be an object');
    const [name] = only(stage);
    if (name === '$changeStream')
      throw new CommandError(
        40573,
        'The $changeStream stage is only supported on replica sets; the embedded database has none.',
      );
    if (REFUSED.has(name)) throw notSupported(`The stage ${name}`);
    if (name === '$documents' && i > 0)
      throw new CommandError(40602, '$documents is only valid as the first stage in a pipeline');
  }
}

function byMingo(documents: Document[], stage: Document, aggregation: Aggregation): Document[] {
  const options = mingoOptions(aggregation.variables, (name) => all(name, aggregation));
  return aggregateWith([stage], documents, options);
}

function all(name: string, { collections, database, view }: Aggregation): Document[] {
  const collection = collections.find(`${database}.${name}`);
  return collection ? [...rowsOf(collection, view)].map((row: Row) => row.plain) : [];
}

function facet(documents: Document[], operand: unknown, aggregation: Aggregation): Document[] {
  const facets = Object.entries(document(operand, '$facet')).map(([name, stages]) => {
    if (!Array.isArray(stages)) throw badValue(`arguments to $facet must be arrays, ${name} is type ${typeof stages}`);
    checkStages(stages);
    return [name, runStages(documents, stages, aggregation)];
  });
  return [Object.fromEntries(facets)];
}

function unionWith(documents: Document[], operand: unknown, aggregation: Aggregation): Document[] {
  const { coll, pipeline = [] } = typeof operand === 'string' ? { coll: operand } : document(operand, '$unionWith');
  return [...documents, ...runOn(`${aggregation.database}.${coll}`, pipeline, aggregation)];
}

function withBudget(test: (one: Document) => boolean, budget: Budget): (one: Document) => boolean {
  let count = 0;
  return (one) => {
    if (++count % 256 === 0) budget.check();
    return test(one);
  };
}

export function only(stage: Document): [string, unknown] {
  const entries = Object.entries(stage);
  if (entries.length !== 1)
    throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
  return entries[0] as [string, unknown];
}

function document(operand: unknown, stage: string): Document {
  if (!isDocument(operand)) throw new CommandError(15959, `the ${stage} specification must be an object`);
  return operand;
}

function whole(operand: unknown, stage: string, least: number): number {
  if (typeof operand !== 'number' || operand < least)
    throw new CommandError(15958, `the argument of ${stage} must be at least ${least}`);
  return Math.trunc(operand);
}
