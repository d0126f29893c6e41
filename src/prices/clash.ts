import { covers, overlap, type PriceEntry } from './entry.ts';

type Place = Pick<PriceEntry, 'from' | 'validFrom' | 'validTo'>;

/** What a new price does to the ones for the same people. */
export type Clashes<E> = {
  /** They end, since the new one counts on all of their days. */
  ended: E[];
  /** They count on days on which the new one does not. */
  beside: E[];
};

/** Which prices for the same people and from the same quantity a new one ends, and beside which it stands. */
export function clashesOf<E extends Place>(there: readonly E[], fresh: Place): Clashes<E> {
  const same = there.filter((e) => e.from === fresh.from && overlap(e, fresh));
  return { ended: same.filter((e) => covers(fresh, e)), beside: same.filter((e) => !covers(fresh, e)) };
}
