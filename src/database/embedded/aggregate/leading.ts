import { type Document, isDocument } from '../bson/codec.ts';
import { countMatching, prepare, type Search } from '../query/find.ts';
import { matcher } from '../query/match.ts';
import { sortFields } from '../query/sort.ts';
import type { CollectionInfo } from '../store/catalog.ts';
import type { Aggregation } from './pipeline.ts';

/** The stages at the start of a pipeline that are a search, and the stages left to do. */
export interface Leading {
  search: Search;
  rest: Document[];
}

/** Takes `$match*, $sort, $skip, $limit` off the start, in an order that means the same as one search. */
export function leading(pipeline: Document[], variables?: Document): Leading {
  const search: Search = { filter: {}, sort: [], skip: 0, limit: 0, variables };
  let next = 0;
  const filters: Document[] = [];
  for (; isDocument(pipeline[next]?.$match); next++) filters.push(bounded(pipeline[next]!.$match, variables));
  search.filter = filters.length > 1 ? { $and: filters } : (filters[0] ?? {});
  if (isDocument(pipeline[next]?.$sort)) search.sort = sortFields(pipeline[next++]!.$sort);
  if (typeof pipeline[next]?.$skip === 'number') search.skip = pipeline[next++]!.$skip;
  if (pipeline[next]?.$limit > 0) search.limit = pipeline[next++]!.$limit;
  return { search, rest: pipeline.slice(next) };
}

/** `{ $expr: { $eq: ['$a', '$$b'] } }` can only hold where `{ a: b }` does, which an index can find. */
function bounded(match: Document, variables: Document = {}): Document {
  const clauses = Array.isArray(match.$expr?.$and) ? match.$expr.$and : [match.$expr];
  const found = clauses.flatMap((clause: Document | undefined) => {
    const [path, name] = Array.isArray(clause?.$eq) ? clause.$eq : [];
    if (typeof path !== 'string' || typeof name !== 'string' || !/^\$[^$]/.test(path) || !name.startsWith('$$'))
      return [];
    const value = variables[name.slice(2)];
    return value === undefined || value === null || Array.isArray(value) ? [] : [{ [path.slice(1)]: { $eq: value } }];
  });
  return found.length > 0 ? { $and: [match, ...found] } : match;
}

/** The documents of the leading search, and the stages left; a stage that only counts them is answered from keys. */
export function readLeading(collection: CollectionInfo, { search, rest }: Leading, aggregation: Aggregation) {
  matcher(search.filter, search.variables);
  const { view, budget } = aggregation;
  const source = { collection, view, budget, tally: { keys: 0, documents: 0 } };
  const counted = countStage(rest[0]);
  if (counted) return { documents: counted(countMatching(source, search)), rest: rest.slice(1) };
  return { documents: [...prepare(source, search).rows()].map((row) => row.plain), rest };
}

/** `{ $count }`, or the `{ $group: { _id: 1, n: { $sum: 1 } } }` a driver's countDocuments sends: its answer for n. */
function countStage(stage: Document | undefined): ((count: number) => Document[]) | undefined {
  if (typeof stage?.$count === 'string') return (count) => (count === 0 ? [] : [{ [stage.$count]: count }]);
  const group = stage?.$group;
  if (!isDocument(group) || (group._id !== null && typeof group._id !== 'number')) return undefined;
  const fields = Object.entries(group).filter(([name]) => name !== '_id');
  if (!fields.every(([, value]) => isDocument(value) && value.$sum === 1)) return undefined;
  return (count) =>
    count === 0 ? [] : [{ _id: group._id, ...Object.fromEntries(fields.map(([name]) => [name, count])) }];
}
