/** Orders whose amount is at least `from` and below `below`, minor units; `from` is missing where the range has no lower end. */
export type Range = { from?: number; below: number; count: number; total: number };

/** Ranges that a distribution has at most: more are not read on a phone. */
const mostRanges = 8;

/**
 * Round limits, 1, 2 or 5 with zeros behind: from the largest that is not over the smallest amount to the smallest that is
 * over the largest one.
 */
function limitsFor(smallest: number, largest: number): number[] {
  let limits: number[] = [];
  for (let size = 1; ; size *= 10)
    for (const step of [1, 2, 5]) {
      const limit = step * size;
      limits = limit <= smallest ? [limit] : [...limits, limit];
      if (limit > largest) return limits;
    }
}

const sumOf = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);

/** Where the first of sorted values is that is not below a limit. */
function placeOf(sorted: Float64Array, limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Sorted amounts by ranges with round limits, smallest first, no more than eight: where amounts are very different the
 * smallest are one range. What is zero or less is a range of its own.
 */
export function rangesOf(sorted: Float64Array): Range[] {
  const positive = sorted.subarray(placeOf(sorted, 1));
  const others = sorted.length - positive.length;
  const ranges: Range[] = others > 0 ? [{ below: 1, count: others, total: sumOf(sorted.subarray(0, others)) }] : [];
  if (positive.length === 0) return ranges;
  const limits = limitsFor(positive[0]!, positive.at(-1)!);
  const room = mostRanges - ranges.length;
  const isCut = limits.length > room + 1;
  const shown = limits.slice(-(room + 1));
  shown.slice(1).forEach((below, index) => {
    const hasEnd = index > 0 || !isCut;
    const from = shown[index]!;
    const inside = positive.subarray(hasEnd ? placeOf(positive, from) : 0, placeOf(positive, below));
    ranges.push({ ...(hasEnd && { from }), below, count: inside.length, total: sumOf(inside) });
  });
  return ranges;
}
