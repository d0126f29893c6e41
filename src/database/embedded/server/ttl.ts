import type { Engine } from '../engine.ts';
import { prepare } from '../query/find.ts';
import type { CollectionInfo, IndexInfo } from '../store/catalog.ts';
import { deleteDocument } from '../store/documents.ts';

const AT_ONCE = 500;

/** Deletes what TTL indexes say is over, some hundred documents in a write, so that other writers get their turn. */
export async function expireDocuments(engine: Engine, now: Date, isStopped: () => boolean): Promise<void> {
  for (const collection of engine.catalog.list()) {
    for (const index of collection.indexes) {
      if (index.expireAfterSeconds === undefined) continue;
      while (!isStopped() && (await expireSome(engine, collection, index, now)) === AT_ONCE);
    }
  }
}

function expireSome(engine: Engine, collection: CollectionInfo, index: IndexInfo, now: Date): Promise<number> {
  const [path = ''] = Object.keys(index.key);
  const before = new Date(now.getTime() - (index.expireAfterSeconds as number) * 1000);
  const filter = { ...index.partial, [path]: { $lte: before } };
  return engine.write((writer) => {
    if (engine.catalog.find(collection.namespace) !== collection) return 0;
    const source = {
      collection,
      view: writer.view,
      budget: { check: () => undefined },
      tally: { keys: 0, documents: 0 },
    };
    const rows = [...prepare(source, { filter, sort: [], skip: 0, limit: AT_ONCE, hint: index.name }).rows()];
    for (const row of rows) deleteDocument(writer, collection, row);
    return rows.length;
  });
}
