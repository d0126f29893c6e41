import type { Entry, View } from '../store/view.ts';
import { limits } from './limits.ts';
import type { KeyRange } from './scan.ts';

/**
 * The entries of many ranges, ascending, in one walk from the first key to the last: a range without keys costs no look of
 * its own, since the next key that there is says how many of them are empty. `products × customers` of which few have a price
 * reads about as many keys as there are prices.
 */
export function* inRanges(view: View, given: readonly KeyRange[]): Iterable<Entry> {
  const ranges = ascending(given);
  const end = ranges.at(-1)?.high as Buffer;
  let next = 0;
  while (next < ranges.length) {
    const from = next;
    let passed = 0;
    next = ranges.length;
    for (const entry of view.range((ranges[from] as KeyRange).low, end)) {
      const at = firstEndingAfter(ranges, entry.key, from);
      if (at === ranges.length) return;
      if (Buffer.compare((ranges[at] as KeyRange).low, entry.key) <= 0) {
        passed = 0;
        yield entry;
      } else if (++passed === limits.mostPassed) {
        next = at;
        break;
      }
    }
  }
}

/** Points are made field by field in their order; only where a field's values were given otherwise they have to be sorted. */
function ascending(ranges: readonly KeyRange[]): readonly KeyRange[] {
  const isSorted = ranges.every(
    (range, i) => i === 0 || Buffer.compare((ranges[i - 1] as KeyRange).low, range.low) <= 0,
  );
  return isSorted ? ranges : [...ranges].sort((left, right) => Buffer.compare(left.low, right.low));
}

/** The first range, from one on, that ends after a key; the number of ranges where none does. */
function firstEndingAfter(ranges: readonly KeyRange[], key: Buffer, from: number): number {
  let [low, high] = [from, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Buffer.compare((ranges[middle] as KeyRange).high, key) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
