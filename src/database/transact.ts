import type { ClientSession, Connection } from 'mongoose';
import { changedHere } from './versions.ts';

/**
 * Runs `work` in a transaction. The driver runs it again when another transaction got in the way, so `work` must read
 * everything anew each time and must not send anything out.
 */
export async function transact<T>(connection: Connection, work: (session: ClientSession) => Promise<T>): Promise<T> {
  const session = await connection.startSession();
  try {
    return await session.withTransaction(() => work(session));
  } finally {
    changedHere();
    await session.endSession();
  }
}

/** Whether an error is a duplicate key (11000), and of the index on `field` where one is named. */
export function isDuplicate(error: unknown, field?: string): boolean {
  const e = error as { code?: unknown; keyPattern?: Record<string, unknown> };
  return e?.code === 11000 && (field === undefined || (e.keyPattern !== undefined && field in e.keyPattern));
}
