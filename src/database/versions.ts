import { type ClientSession, type Connection, Schema } from 'mongoose';
import { sharedRead } from '../shared-reads.ts';
import { modelOf } from './model-of.ts';
import { native } from './native.ts';

/** What the desk keeps in memory for as long as its number in the database does not grow. */
export type Counted = 'rights' | 'settings';
type Version = { _id: Counted; n: number };

const schema = new Schema<Version>(
  { _id: String, n: Number },
  { collection: 'versions', strict: 'throw', versionKey: false },
);
const versionModel = modelOf('Version', schema);

/** Counts a change in its own transaction. Two changes at once meet here: the second is worked out from the first. */
export async function countChange(connection: Connection, what: Counted, session: ClientSession): Promise<void> {
  await versionModel(connection).updateOne({ _id: what }, { $inc: { n: 1 } }, { upsert: true, session });
}

const readers = new WeakMap<Connection, () => Promise<Map<Counted, number>>>();

/** The numbers of all that is counted: one small read, once a request. */
function readerOf(connection: Connection): () => Promise<Map<Counted, number>> {
  const known = readers.get(connection);
  if (known) return known;
  const rows = native(versionModel(connection));
  const reader = sharedRead(async () => new Map((await rows.find({}).toArray()).map((row) => [row._id, row.n])));
  readers.set(connection, reader);
  return reader;
}

/** How often something was changed so far. */
export const versionOf = async (connection: Connection, what: Counted): Promise<number> =>
  (await readerOf(connection)()).get(what) ?? 0;

/**
 * Something that is read often and changed rarely: read anew when its number has grown, and the same for the whole of a
 * request. The number is read first, so that a change in between only makes the next request read once more.
 */
export function keptWhile<T>(connection: Connection, what: Counted, load: () => Promise<T>): () => Promise<T> {
  let kept: { version: number; value: Promise<T> } | undefined;
  return sharedRead(async () => {
    const version = await versionOf(connection, what);
    if (kept?.version === version) return kept.value;
    const fresh = { version, value: load() };
    kept = fresh;
    fresh.value.catch(() => {
      if (kept === fresh) kept = undefined;
    });
    return fresh.value;
  });
}
