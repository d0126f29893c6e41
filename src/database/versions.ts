import { type ClientSession, type Connection, Schema } from 'mongoose';
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

/**
 * Ms for which the numbers are known without asking again. What this process changes it sees at once; what another one
 * changes it sees this much later, which nobody can tell from a message that was this much quicker.
 */
const freshMs = 10;

/** How often this process has ended a transaction. */
let own = 0;
/** A transaction of this process has ended: what it changed is seen from now on. */
export const changedHere = (): void => {
  own += 1;
};

type Numbers = Map<Counted, number>;
const readers = new WeakMap<Connection, () => Promise<Numbers>>();

/** Reads all numbers, once for all who ask at about the same time. */
function createReader(connection: Connection): () => Promise<Numbers> {
  const rows = native(versionModel(connection));
  let last: { at: number; own: number; numbers: Promise<Numbers> } | undefined;
  return () => {
    const at = performance.now();
    if (last && last.own === own && at - last.at < freshMs) return last.numbers;
    const read = async (): Promise<Numbers> => new Map((await rows.find({}).toArray()).map((row) => [row._id, row.n]));
    const asked = { at, own, numbers: read() };
    last = asked;
    asked.numbers.catch(() => {
      if (last === asked) last = undefined;
    });
    return asked.numbers;
  };
}

function readerOf(connection: Connection): () => Promise<Numbers> {
  const reader = readers.get(connection) ?? createReader(connection);
  readers.set(connection, reader);
  return reader;
}

/** How often something was changed so far. */
export const versionOf = async (connection: Connection, what: Counted): Promise<number> =>
  (await readerOf(connection)()).get(what) ?? 0;

/**
 * Something that is read often and changed rarely: read anew when its number has grown. The number is read first, so that
 * a change in between only makes the next one who asks read once more.
 */
export function keptWhile<T>(connection: Connection, what: Counted, load: () => Promise<T>): () => Promise<T> {
  let kept: { version: number; value: Promise<T> } | undefined;
  return async () => {
    const version = await versionOf(connection, what);
    if (kept?.version === version) return kept.value;
    const fresh = { version, value: load() };
    kept = fresh;
    fresh.value.catch(() => {
      if (kept === fresh) kept = undefined;
    });
    return fresh.value;
  };
}
