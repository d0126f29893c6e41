/** What a sign takes, in characters or bytes. */
type Size = (sign: number) => number;

/** Signs that chats keep as `&amp;`, `&lt;` and `&gt;`. */
const entity: Size = (sign) => (sign === 38 ? 4 : sign === 60 || sign === 62 ? 3 : 0);
const character: Size = (sign) => 1 + entity(sign);
/** In UTF-8; each half of a pair is two bytes. */
const byte: Size = (sign) =>
  sign < 0x80 ? character(sign) : sign < 0x800 || (sign >= 0xd800 && sign < 0xe000) ? 2 : 3;

function sizeOf(text: string, size: Size): number {
  let sum = 0;
  for (let i = 0; i < text.length; i++) sum += size(text.charCodeAt(i));
  return sum;
}

/** Characters as a chat counts them at most: UTF-16 units, of a text whose `&`, `<` and `>` are escaped. */
export const counted = (text: string): number => sizeOf(text, character);

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** Units before a cut that are looked at to see whether it goes through a letter. The segmenter is slow on long texts. */
const looked = 120;

/** The nearest place at or before `at` that does not go through a letter; through a very long one, between its signs. */
function betweenLetters(text: string, from: number, at: number): number {
  const start = Math.max(from, at - looked);
  const letter = graphemes.segment(text.slice(start, at + looked)).containing(at - start);
  const begin = start + (letter?.index ?? at - start);
  if (begin > start) return begin;
  const isHalf = /[\uDC00-\uDFFF]/.test(text[at] ?? '') && /[\uD800-\uDBFF]/.test(text[at - 1] ?? '');
  return isHalf && at - 1 > from ? at - 1 : at;
}

/** Where the part of a text that begins at `from` and has at most this size ends. */
function endOf(text: string, from: number, most: number, size: Size): number {
  let left = most;
  for (let i = from; i < text.length; i++) {
    left -= size(text.charCodeAt(i));
    if (left < 0) return betweenLetters(text, from, Math.max(i, from + 1));
  }
  return text.length;
}

const clipped = (text: string, most: number, size: Size): string =>
  sizeOf(text, size) <= most ? text : `${text.slice(0, endOf(text, 0, most - sizeOf('…', size), size)).trimEnd()}…`;

/** The beginning of a text, at most `most` characters, with `…` where something is left out. */
export const clip = (text: string, most: number): string => clipped(text, most, character);

/** The beginning of a text, at most `most` bytes. */
export const clipBytes = (text: string, most: number): string => clipped(text, most, byte);

/** Where a part had best end: behind its last line or word, if that is not far back. */
function breakOf(text: string, from: number, end: number): number {
  if (end === text.length) return end;
  const line = text.lastIndexOf('\n', end - 1) + 1;
  if (line > (from + end) / 2) return line;
  const word = text.lastIndexOf(' ', end - 1) + 1;
  return word > from + (end - from) * 0.75 ? word : end;
}

/** A text in parts of at most `most` characters, broken between lines, words or letters; together they are the text. */
export function parts(text: string, most: number): string[] {
  const result: string[] = [];
  for (let from = 0; from < text.length; ) {
    const end = breakOf(text, from, endOf(text, from, most, character));
    result.push(text.slice(from, end));
    from = end;
  }
  return result;
}

/** Things in groups that each cost at most `most`; one that costs more has a group of its own. */
export function groups<T>(things: readonly T[], costOf: (one: T) => number, most: number): T[][] {
  const result: T[][] = [];
  let left = -1;
  for (const one of things) {
    const cost = costOf(one);
    if (cost > left) {
      result.push([]);
      left = most;
    }
    result.at(-1)?.push(one);
    left -= cost;
  }
  return result;
}

/** Things in groups of a number. */
export const byNumber = <T>(things: readonly T[], most: number): T[][] => groups(things, () => 1, most);
