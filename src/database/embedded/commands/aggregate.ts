import { leading } from '../aggregate/leading.ts';
import { type Aggregation, checkStages, runOn, runStages } from '../aggregate/pipeline.ts';
import { type Document, toPlain } from '../bson/codec.ts';
import { Row } from '../bson/row.ts';
import { CommandError } from '../errors.ts';
import { prepare } from '../query/find.ts';
import { matcher } from '../query/match.ts';
import type { CollectionInfo } from '../store/catalog.ts';
import type { View } from '../store/view.ts';
import type { Request } from './context.ts';
import { cursorFrom, cursorOver, type Reply, sourceOf } from './reading.ts';

/** `{ aggregate: collection | 1, pipeline, cursor: { batchSize }, let }` */
export function aggregate(request: Request): Reply {
  const pipeline = pipelineOf(request);
  const batchSize = request.body.cursor?.batchSize;
  const size = batchSize === undefined ? undefined : Number(batchSize);
  if (request.body.aggregate === 1 || Number(request.body.aggregate) === 1)
    return overDocuments(request, pipeline, size);
  const { namespace } = request;
  const collection = request.collections.find(namespace);
  const variables = request.plain('let');
  const { search, rest } = leading(pipeline, variables);
  if (collection && rest.length === 0) {
    matcher(search.filter, variables);
    return cursorFrom(request, namespace, (view) => prepared(request, collection, view, pipeline), { batchSize: size });
  }
  const view = request.transaction?.view ?? request.engine.store;
  const documents = runOn(namespace, pipeline, aggregationOf(request, view));
  return cursorOver(request, namespace, documents.map(Row.of), size);
}

export function pipelineOf(request: Request): Document[] {
  const { pipeline } = request.body;
  if (!Array.isArray(pipeline)) throw new CommandError(14, "'pipeline' option must be specified as an array");
  const plain = toPlain(pipeline) as Document[];
  checkStages(plain);
  return plain;
}

function prepared(request: Request, collection: CollectionInfo, view: View, pipeline: Document[]) {
  const { search } = leading(pipeline, request.plain('let'));
  const found = prepare(sourceOf(request, collection, view), { ...search, hint: toPlain(request.body.hint) });
  return { rows: found.rows(), isStreamed: found.isStreamed };
}

function overDocuments(request: Request, pipeline: Document[], size: number | undefined): Reply {
  const namespace = `${request.database}.$cmd.aggregate`;
  const documents = runStages([], pipeline, aggregationOf(request, request.engine.store));
  return cursorOver(request, namespace, documents.map(Row.of), size);
}

function aggregationOf(request: Request, view: View): Aggregation {
  const { collections, budget, database } = request;
  return { collections, view, budget, database, variables: request.plain('let') ?? {} };
}
