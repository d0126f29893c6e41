import type { ClientSession, Connection } from 'mongoose';

/**
 * The note that says what became of the sample company: it is loaded once, and never again after it was removed. `left`
 * is the sample admin who removed it and was still signed in.
 */
export type Marker = { _id: 'sample'; state: 'loaded' | 'removed'; at: Date; left?: string };

const notes = (connection: Connection) => connection.collection<Marker>('meta');

/** The note, if there is one. */
export const readMarker = (connection: Connection, session?: ClientSession): Promise<Marker | null> =>
  notes(connection).findOne({ _id: 'sample' }, { session });

/** Makes the note: of two processes at once the second fails, and reads the first one's. */
export async function addMarker(connection: Connection, at: Date, session: ClientSession): Promise<void> {
  await notes(connection).insertOne({ _id: 'sample', state: 'loaded', at }, { session });
}

/** Notes that the company was removed, but for `left`. */
export async function markRemoved(
  connection: Connection,
  at: Date,
  left: string | undefined,
  session: ClientSession,
): Promise<void> {
  const set = { state: 'removed' as const, at, ...(left && { left }) };
  const change = left ? { $set: set } : { $set: set, $unset: { left: '' as const } };
  await notes(connection).updateOne({ _id: 'sample' }, change, { session, upsert: true });
}
