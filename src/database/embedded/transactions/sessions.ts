import { Binary, Long } from 'bson';
import { type Document, decodeTyped, encode } from '../bson/codec.ts';
import { CommandError } from '../errors.ts';
import { after, join, KEYSPACE, keyspace } from '../store/bytes.ts';
import type { View, WritableView } from '../store/view.ts';

/** How long the answer to a retryable write is kept, in milliseconds. */
export const KEEP_ANSWERS_MS = 30 * 60_000;

/** The last numbered write of a session, kept in the same LMDB transaction as the write. */
interface Answered {
  number: bigint;
  /** What was answered; undefined for a committed transaction. */
  reply: Document | undefined;
}

/** The session of a command, as the key of its record: 16 bytes as a string. */
export function sessionId(lsid: unknown): string | undefined {
  const id = (lsid as { id?: unknown } | undefined)?.id;
  return id instanceof Binary ? Buffer.from(id.value()).toString('latin1') : undefined;
}

export function answered(view: View, session: string): Answered | undefined {
  const bytes = view.get(recordKey(session));
  if (!bytes) return undefined;
  const { number, reply } = decodeTyped(bytes);
  return { number: (number as Long).toBigInt(), reply };
}

/** The stored answer when this numbered command was done before. Throws 225 when the session has moved on. */
export function repeated(view: View, session: string, number: bigint): Answered | undefined {
  const last = answered(view, session);
  if (!last || last.number < number) return undefined;
  if (last.number === number) return last;
  const message = `Retryable write with txnNumber ${number} is prohibited; a newer one with txnNumber ${last.number} has started.`;
  throw new CommandError(225, message);
}

export function remember(
  view: WritableView,
  session: string,
  number: bigint,
  reply: Document | undefined,
  now: Date,
): void {
  view.put(recordKey(session), encode({ number: Long.fromBigInt(number), at: now, ...(reply ? { reply } : {}) }));
}

/** Deletes the records of sessions that wrote nothing for half an hour. */
export function forgetOld(view: WritableView, now: Date): void {
  const prefix = keyspace(KEYSPACE.sessions);
  for (const { key, value } of view.range(prefix, after(prefix))) {
    if (now.getTime() - decodeTyped(value).at.getTime() > KEEP_ANSWERS_MS) view.remove(key);
  }
}

function recordKey(session: string): Buffer {
  return join(KEYSPACE.sessions, Buffer.from(session, 'latin1'));
}
