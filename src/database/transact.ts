import type { ClientSession, Connection } from 'mongoose';
import pLimit, { type LimitFunction } from 'p-limit';
import { changedHere } from './versions.ts';

/**
 * Transactions of a process that run at once; the others wait their turn here, in the order in which they came. Each of
 * them needs a connection for its next statement: were there more of them than connections, those that wait for a document
 * would hold the connections that the one they wait for needs to end.
 */
const mostAtOnce = 8;
const gates = new WeakMap<Connection, Map<string, LimitFunction>>();

/** Those of one connection and name, of which so many run at once. */
function gateOf(connection: Connection, name: string, most: number): LimitFunction {
  const ofConnection = gates.get(connection) ?? new Map<string, LimitFunction>();
  gates.set(connection, ofConnection);
  const gate = ofConnection.get(name) ?? pLimit(most);
  ofConnection.set(name, gate);
  return gate;
}

/**
 * Runs `work` in a transaction. The driver runs it again when another transaction got in the way, so `work` must read
 * everything anew each time, must not send anything out, and begins no other transaction. Those that all begin with the
 * same document, a counter, name it as their `turn`: they would wait for each other there, and come one by one instead.
 */
export function transact<T>(
  connection: Connection,
  work: (session: ClientSession) => Promise<T>,
  { turn }: { turn?: string } = {},
): Promise<T> {
  const enter = () => gateOf(connection, '', mostAtOnce)(() => run(connection, work));
  return turn ? gateOf(connection, turn, 1)(enter) : enter();
}

async function run<T>(connection: Connection, work: (session: ClientSession) => Promise<T>): Promise<T> {
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
