import { Long } from 'bson';
import type { Document } from '../bson/codec.ts';
import type { Row } from '../bson/row.ts';
import type { Source } from '../query/execute.ts';
import type { CollectionInfo } from '../store/catalog.ts';
import type { View } from '../store/view.ts';
import { sessionId } from '../transactions/sessions.ts';
import type { Request } from './context.ts';
import type { Batch } from './cursors.ts';

/** Documents of an answer that are sent as the bytes they are stored in. */
export class RawBatch {
  readonly batch: Batch;
  readonly field: 'firstBatch' | 'nextBatch';

  constructor(batch: Batch, field: 'firstBatch' | 'nextBatch') {
    this.batch = batch;
    this.field = field;
  }
}

/** An answer: a document, or a cursor's batch. */
export type Reply = Document | RawBatch;

export function sourceOf(request: Request, collection: CollectionInfo, view: View): Source {
  return { collection, view, budget: request.budget, tally: { keys: 0, documents: 0 } };
}

/** Answers with a cursor over rows made in memory. */
export function cursorOver(request: Request, namespace: string, rows: Iterable<Row>, batchSize?: number): RawBatch {
  const session = sessionId(request.body.lsid);
  return new RawBatch(request.engine.cursors.open({ namespace, rows, session }, batchSize), 'firstBatch');
}

export function cursorDocument(namespace: string, documents: Document[]): Document {
  return { cursor: { id: Long.ZERO, ns: namespace, firstBatch: documents } };
}

/**
 * Answers with a cursor over rows that `read` finds in a view: outside transactions a snapshot that is released with the
 * last batch, inside one the transaction's own view, read to its end at once because later statements may change it.
 */
export function cursorFrom(
  request: Request,
  namespace: string,
  read: (view: View) => { rows: Iterable<Row>; isStreamed: boolean },
  options: { batchSize?: number; single?: boolean },
): RawBatch {
  const session = sessionId(request.body.lsid);
  const { transaction, engine } = request;
  if (transaction) {
    const rows = [...read(transaction.view).rows];
    return new RawBatch(
      engine.cursors.open({ namespace, rows, session }, options.batchSize, options.single),
      'firstBatch',
    );
  }
  const snapshot = engine.store.snapshot();
  try {
    const { rows, isStreamed } = read(snapshot);
    if (isStreamed) {
      const source = { namespace, rows, session, release: () => snapshot.release() };
      return new RawBatch(engine.cursors.open(source, options.batchSize, options.single), 'firstBatch');
    }
    const found = [...rows];
    snapshot.release();
    return new RawBatch(
      engine.cursors.open({ namespace, rows: found, session }, options.batchSize, options.single),
      'firstBatch',
    );
  } catch (error) {
    snapshot.release();
    throw error;
  }
}
