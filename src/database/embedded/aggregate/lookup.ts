import { type Document, define } from '../bson/codec.ts';
import { encodeValue } from '../bson/order.ts';
import { reach, steps } from '../bson/paths.ts';
import { badValue } from '../errors.ts';
import { prepare } from '../query/find.ts';
import { keyName } from '../store/bytes.ts';
import { write } from '../update/place.ts';
import { type Aggregation, runOn, runStages } from './pipeline.ts';

/** `$lookup` by equality uses the foreign collection's indexes, once for each different value. */
export function lookup(documents: Document[], spec: Document, aggregation: Aggregation): Document[] {
  const { from, as, localField, foreignField, pipeline = [], let: variables = {} } = spec;
  if (typeof from !== 'string' || typeof as !== 'string') throw badValue("$lookup needs the strings 'from' and 'as'");
  const namespace = `${aggregation.database}.${from}`;
  const known = new Map<string, Document[]>();
  return documents.map((one) => {
    aggregation.budget.check();
    const scope = { ...aggregation, variables: { ...aggregation.variables, ...bound(variables, one, aggregation) } };
    const isSimple = Object.keys(variables).length === 0;
    const wanted = localField === undefined ? undefined : localValues(one, localField);
    const key = isSimple ? keyName(encodeValue(wanted ?? null)) : '';
    const found = known.get(key) ?? join(namespace, foreignField, wanted, pipeline, scope);
    if (isSimple) known.set(key, found);
    return withField(one, as, found);
  });
}

function join(
  namespace: string,
  field: string,
  wanted: unknown[] | undefined,
  pipeline: Document[],
  aggregation: Aggregation,
): Document[] {
  if (wanted === undefined) return runOn(namespace, pipeline, aggregation);
  const filter = { [field]: wanted.length === 1 ? { $eq: wanted[0] } : { $in: wanted } };
  const collection = aggregation.collections.find(namespace);
  if (!collection) return [];
  const { view, budget } = aggregation;
  const source = { collection, view, budget, tally: { keys: 0, documents: 0 } };
  const rows = prepare(source, { filter, sort: [], skip: 0, limit: 0 }).rows();
  return runStages(
    [...rows].map((row) => row.plain),
    pipeline,
    aggregation,
  );
}

/** The values of the local field; elements of an array one by one, a missing field as null. */
function localValues(document: Document, path: string): unknown[] {
  const values: unknown[] = [];
  reach(document, steps(path), (value) => {
    values.push(...(Array.isArray(value) ? value : [value ?? null]));
    return false;
  });
  return values;
}

function bound(variables: Document, document: Document, aggregation: Aggregation): Document {
  if (Object.keys(variables).length === 0) return {};
  return runStages([document], [{ $replaceWith: variables }], aggregation)[0] as Document;
}

function withField(document: Document, as: string, found: Document[]): Document {
  if (as.includes('.')) {
    const copy = copyAlong(document, as);
    write(copy, steps(as), found);
    return copy;
  }
  const copy = { ...document };
  define(copy, as, found);
  return copy;
}

/** A copy down to the place that is written, so that the document read from the store stays as it is. */
function copyAlong(document: Document, path: string): Document {
  const copy = { ...document };
  let node = copy;
  for (const step of steps(path).slice(0, -1)) {
    node[step] = Array.isArray(node[step]) ? [...node[step]] : { ...node[step] };
    node = node[step];
  }
  return copy;
}
