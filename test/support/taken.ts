import type { Seen } from '../../src/chat/inbox.ts';
import type { Taken } from '../../src/chat/leases.ts';

/** The taking of a row by whoever is to work on it. */
export function takenOf(seen: Seen): Taken {
  if (!('taken' in seen)) throw new Error(`it was not taken: ${seen.kind}`);
  return seen.taken;
}
