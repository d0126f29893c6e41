/**
 * How many slips of the finger lie between two words: a letter left out, added, changed, or two neighbours swapped.
 * Works in a row of numbers per letter; words longer than 40 are compared by their beginning. Of words further apart than
 * `most` it only says so: more than `most`.
 */
export function distance(a: string, b: string, most = Number.POSITIVE_INFINITY): number {
  const left = [...a].slice(0, 40);
  const right = [...b].slice(0, 40);
  let before: number[] = [];
  let row = right.map((_, j) => j);
  row.push(right.length);
  for (let i = 1; i <= left.length; i++) {
    const next = [i];
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1];
      const swapped = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1];
      const change = row[j - 1]! + (same ? 0 : 1);
      const best = Math.min(row[j]! + 1, next[j - 1]! + 1, change);
      next.push(swapped ? Math.min(best, before[j - 2]! + 1) : best);
    }
    before = row;
    row = next;
    // Each number comes from the two rows before it, so it can get no smaller again.
    if (Math.min(...row) > most && Math.min(...before) > most) return most + 1;
  }
  return row[right.length]!;
}
