import { AsyncLocalStorage } from 'node:async_hooks';

/** What a request has read so far, by who reads it. */
type Reads = Map<unknown, Promise<unknown>>;

const current = new AsyncLocalStorage<Reads>();

/**
 * Runs one request (a message to the bot, a row of the outbox). Reads made with `sharedRead` ask the database once for
 * the whole of it: a request sees one state of the settings and the members, and the next request sees the next.
 */
export const withSharedReads = <T>(work: () => Promise<T>): Promise<T> => current.run(new Map(), work);

/** Lets the rest of the request read anew, after it changed something itself. */
export const forgetSharedReads = (): void => current.getStore()?.clear();

/** A read that is asked for often: once a request. Outside a request it asks each time. The answer is read-only. */
export function sharedRead<T>(read: () => PromiseLike<T>): () => Promise<T> {
  const key = Symbol('read');
  return () => shared(key, read);
}

function shared<T>(key: unknown, read: () => PromiseLike<T>): Promise<T> {
  const reads = current.getStore();
  if (!reads) return Promise.resolve(read());
  const known = reads.get(key) as Promise<T> | undefined;
  if (known) return known;
  // A query of mongoose is run each time that it is waited for, a promise once.
  const asked = Promise.resolve(read());
  reads.set(key, asked);
  asked.catch(() => reads.delete(key));
  return asked;
}
