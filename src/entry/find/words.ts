import { compact, plain } from '../plain.ts';
import { type Syllable, syllables } from './pinyin.ts';

/** Marks the words that serve mistyped names only: three letters in a row, or two Chinese characters. */
export const gramMark = '~';
/** Marks the words that are a whole code or name: their beginnings are found before other parts of other names. */
export const wholeMark = '#';

/** Signs of a search word at most. */
const longestWord = 40;
const mostStarts = 12;
const mostGrams = 32;
/** Words by other readings of one character, at most. */
const mostVariants = 16;

/** The last n, n−1, … 1 parts joined: with them a prefix search finds any part of a name. */
const tails = (parts: readonly string[], joint: string): string[] =>
  parts.slice(0, mostStarts).map((_, i) => parts.slice(i).join(joint));

const characters = (text: string): string[] => [...text];

/** A word as long as it is stored; what is longer is found by its beginning. */
export const cut = (word: string): string => characters(word).slice(0, longestWord).join('');

/** The parts of Chinese names begin at any character. */
const hanTails = (text: string): string[] =>
  (text.match(/\p{Script=Han}+/gu) ?? []).flatMap((run) => tails(characters(run), ''));

/** The tails with another reading of one of their characters each. */
function variants(read: readonly Syllable[], wordOf: (reading: string, at: number) => string): string[] {
  const found = new Set<string>();
  const usual = read.map((s, i) => wordOf(s.full, i));
  for (const start of read.slice(0, mostStarts).keys())
    for (const [at, { others }] of read.entries())
      for (const other of at < start ? [] : others.map((one) => wordOf(one, at)).filter((one) => one !== usual[at])) {
        if (found.size >= mostVariants) return [...found];
        found.add([...usual.slice(start, at), other, ...usual.slice(at + 1)].join(''));
      }
  return [...found];
}

function pinyinWords(read: readonly Syllable[]): string[] {
  const initialOf = (reading: string, at: number) =>
    read[at]!.initial === read[at]!.full ? reading : reading.slice(0, 1);
  return [
    ...tails(
      read.map((s) => s.full),
      '',
    ),
    ...tails(
      read.map((s) => s.initial),
      '',
    ),
    ...variants(read, (reading) => reading),
    ...variants(read, initialOf),
  ];
}

/** The marked letter groups of a text in plain form, by which a mistyped name is still near. */
export function grams(plainText: string): string[] {
  const latin = plainText.match(/[^\p{Script=Han}\s]+/gu) ?? [];
  const chinese = plainText.match(/\p{Script=Han}+/gu) ?? [];
  return [...latin.flatMap((w) => pieces(`^${w}`, 3)), ...chinese.flatMap((w) => pieces(w, 2))].map(
    (piece) => gramMark + piece,
  );
}

function pieces(word: string, size: number): string[] {
  const signs = characters(word);
  return signs.slice(0, Math.max(1, signs.length - size + 1)).map((_, i) => signs.slice(i, i + size).join(''));
}

/**
 * The words that find a record by its code, name, part of the name, pinyin or initials, all lower case. A query in plain
 * form finds it when a word starts with the query.
 */
export async function searchWords(code: string, name: string): Promise<string[]> {
  const names = plain(name);
  const read = await syllables(names);
  const full = read.map((s) => s.full).join('');
  const words = [
    plain(code),
    compact(code),
    ...tails(names.split(' '), ' '),
    compact(name),
    ...hanTails(names),
    ...pinyinWords(read),
  ].map(cut);
  const whole = [compact(code), compact(name)].map((word) => wholeMark + cut(word));
  const near = [...grams(compact(code)), ...grams(names), ...grams(full)].slice(0, mostGrams);
  const marks: readonly string[] = ['', gramMark, wholeMark];
  return [...new Set([...words, ...whole, ...near])].filter((word) => !marks.includes(word));
}

const isPlainWord = (word: string): boolean => !word.startsWith(gramMark) && !word.startsWith(wholeMark);

/** The words by which records that name this one are found too: without those that serve its own search only. */
export const foundBy = (record: { search: readonly string[] }): string[] => record.search.filter(isPlainWord);
