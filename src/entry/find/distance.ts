/** Longer words are compared by their beginning. */
const longest = 40;

/** A word's signs as numbers, and a bit for each of them, to see at once how many signs of another word it lacks. */
class Word {
  readonly signs = new Int32Array(longest);
  length = 0;
  bits = 0;
  #text: string | undefined;

  /** Takes over a text; the same one again costs nothing. */
  set(text: string): void {
    if (text === this.#text) return;
    this.#text = text;
    this.length = 0;
    this.bits = 0;
    for (let i = 0; i < text.length && this.length < longest; i++) {
      const sign = text.codePointAt(i)!;
      if (sign > 0xffff) i++;
      this.signs[this.length++] = sign;
      this.bits |= 1 << (sign & 31);
    }
  }

  /** How many of its signs another word does not have, or fewer: each of them is a slip of its own. */
  missingIn(other: Word): number {
    if ((this.bits & ~other.bits) === 0) return 0;
    let missing = 0;
    for (let i = 0; i < this.length; i++) if (((other.bits >>> (this.signs[i]! & 31)) & 1) === 0) missing++;
    return missing;
  }
}

const left = new Word();
const right = new Word();
/** The rows of the last two letters and of the one that is worked on, used again for each pair of words. */
let [before, row, next] = [0, 1, 2].map(() => new Int32Array(longest + 1)) as [Int32Array, Int32Array, Int32Array];

/**
 * How many slips of the finger lie between two words: a letter left out, added, changed, or two neighbours swapped.
 * Works in a row of numbers per letter; words longer than 40 are compared by their beginning. Of words further apart than
 * `most` it only says so: more than `most`.
 */
export function distance(a: string, b: string, most = Number.POSITIVE_INFINITY): number {
  left.set(a);
  right.set(b);
  if (Math.abs(left.length - right.length) > most) return most + 1;
  if (left.missingIn(right) > most || right.missingIn(left) > most) return most + 1;
  return counted(Math.min(most, longest));
}

/** The distance of the two words that are set. Fields further than `most` from the diagonal stand for more than it. */
function counted(most: number): number {
  const far = most + 1;
  for (let j = 0; j <= right.length; j++) row[j] = Math.min(j, far);
  for (let i = 1; i <= left.length; i++) {
    const [from, to] = [Math.max(1, i - most), Math.min(right.length, i + most)];
    next[from - 1] = from === 1 ? Math.min(i, far) : far;
    let least = next[from - 1]!;
    for (let j = from; j <= to; j++) {
      next[j] = fewest(i, j, j === i + most);
      if (next[j]! < least) least = next[j]!;
    }
    // A row is at most one more than the row before it, from which a swap takes one more: so it gets no smaller again.
    if (least > most) return far;
    [before, row, next] = [row, next, before];
  }
  return row[right.length]!;
}

/** The slips between the first i and the first j signs; above the outermost field there is none. */
function fewest(i: number, j: number, isOutermost: boolean): number {
  const [a, b] = [left.signs, right.signs];
  let best = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
  if (next[j - 1]! + 1 < best) best = next[j - 1]! + 1;
  if (!isOutermost && row[j]! + 1 < best) best = row[j]! + 1;
  const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
  return swapped && before[j - 2]! + 1 < best ? before[j - 2]! + 1 : best;
}
