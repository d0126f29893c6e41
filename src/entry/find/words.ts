import { compact, plain } from '../plain.ts';
import { type Syllable, syllables } from './pinyin.ts';

/** Marks the words that serve mistyped names only: three letters in a row, or two Chinese characters. */
export const gramMark = '~';

/** Signs of a search word at most. */
export const longestWord = 40;
const mostStarts = 12;
const mostGrams = 32;

/** The last n, n−1, … 1 parts joined: with them a prefix search finds any part of a name. */
const tails = (parts: readonly string[], joint: string): string[] =>
  parts.slice(0, mostStarts).map((_, i) => parts.slice(i).join(joint));

const characters = (text: string): string[] => [...text];

/** The parts of Chinese names begin at any character. */
const hanTails = (text: string): string[] =>
  (text.match(/\p{Script=Han}+/gu) ?? []).flatMap((run) => tails(characters(run), ''));

const pinyinTails = (read: readonly Syllable[]): string[] => [
  ...tails(
    read.map((s) => s.full),
    '',
  ),
  ...tails(
    read.map((s) => s.initial),
    '',
  ),
];

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
    ...pinyinTails(read),
  ].map((word) => characters(word).slice(0, longestWord).join(''));
  const near = [...grams(compact(code)), ...grams(names), ...grams(full)].slice(0, mostGrams);
  return [...new Set([...words, ...near])].filter((word) => word !== '' && word !== gramMark);
}

/** The words by which records that name this one are found too: without those that serve mistyped names. */
export const foundBy = (record: { search: readonly string[] }): string[] =>
  record.search.filter((word) => !word.startsWith(gramMark));
