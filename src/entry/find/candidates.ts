import type { Model } from 'mongoose';
import { native } from '../../database/native.ts';
import { codeOf, compact, han, plain } from '../plain.ts';
import { syllables } from './pinyin.ts';
import { cut, grams, wholeMark } from './words.ts';

type Filter = Record<string, unknown>;
/** Reads what a person may see of a collection; every question reads a bounded part of an index. */
export type Reader<X> = {
  model: Model<X>;
  code: 'code' | 'sku';
  visible: Filter;
};

/** Records of one beginning. Of equal beginnings the shortest come first in the index, so the exact word is among them. */
const mostCandidates = 60;
/** Words of a query that are looked up, and keys that are counted to find the rarest of them. */
const mostWords = 6;
const mostCounted = 1000;
/** Letter groups that are counted, how many of them are read, and records of each. */
const mostGrams = 16;
const mostSets = 5;
const mostPerGram = 80;

/**
 * Words that start with a text in plain form (letters, digits, spaces: nothing to escape). An anchored pattern is one
 * narrow range of the index, in MongoDB as in the embedded database; two bounds in an `$elemMatch` are not.
 */
const startsWith = (text: string): Filter => ({ search: new RegExp(`^${cut(text)}`) });
/** Whole codes and names that start with a text without spaces. */
const wholeStartsWith = (joined: string): Filter => ({ search: new RegExp(`^${wholeMark}${cut(joined)}`) });

const filterOf = <X>({ visible }: Reader<X>, filters: readonly Filter[]): Filter => ({ $and: [visible, ...filters] });

const read = <X>(reader: Reader<X>, most: number, ...filters: Filter[]): Promise<X[]> =>
  native(reader.model)
    .find(filterOf(reader, filters) as never)
    .limit(most)
    .toArray() as Promise<unknown[]> as Promise<X[]>;

type Counted = { _id: number; n: number };

/** How many records each filter finds, counted up to a most: one question for all of them. */
async function countEach<X>(reader: Reader<X>, filters: readonly Filter[], most: number): Promise<number[]> {
  const stages = filters.map((filter, _id) => [
    { $match: filterOf(reader, [filter]) },
    { $limit: most },
    { $group: { _id, n: { $sum: 1 } } },
  ]);
  const [first, ...others] = stages;
  if (!first) return [];
  const coll = reader.model.collection.name;
  const also = others.map((pipeline) => ({ $unionWith: { coll, pipeline } }));
  const counts = await native(reader.model)
    .aggregate<Counted>([...first, ...also])
    .toArray();
  const found = new Map(counts.map(({ _id, n }) => [_id, n]));
  return filters.map((_, i) => found.get(i) ?? 0);
}

/** Filters with the rarest first: by the first one the index is read. Those that match nothing tell so at once. */
async function byRarity<X>(reader: Reader<X>, filters: readonly Filter[], most: number) {
  const counts = await countEach(reader, filters, most);
  return filters.map((filter, i) => ({ filter, count: counts[i]! })).sort((a, b) => a.count - b.count);
}

/** Records that have all the words, by the rarest of them. */
async function withAll<X>(reader: Reader<X>, words: readonly string[]): Promise<X[]> {
  const rarest = await byRarity(reader, words.slice(0, mostWords).map(startsWith), mostCounted);
  if (rarest[0]?.count === 0) return [];
  return read(reader, mostCandidates, ...rarest.map(({ filter }) => filter));
}

/** The pinyin of a word that mixes Chinese and Latin letters, as `hua信`; undefined for all others. */
export async function mixedSound(text: string): Promise<string | undefined> {
  const joined = compact(text);
  if (!han.test(joined) || !/\p{Script=Latin}/u.test(joined)) return undefined;
  return (await syllables(joined)).map((s) => s.full).join('');
}

/** Records by exact code, by the beginning of a code or name, of a part of it, of its pinyin; then by each of the words. */
export async function candidates<X>(reader: Reader<X>, text: string, sound?: string): Promise<X[]> {
  const [words, joined] = [plain(text), compact(text)];
  const found = await Promise.all([
    read(reader, 1, { [reader.code]: codeOf(text) }),
    read(reader, mostCandidates, wholeStartsWith(joined)),
    read(reader, mostCandidates, startsWith(words)),
    ...(joined === words ? [] : [read(reader, mostCandidates, startsWith(joined))]),
    ...(sound === undefined ? [] : [read(reader, mostCandidates, startsWith(sound))]),
  ]);
  const all = found.flat();
  const parts = words.split(' ');
  return all.length > 0 || parts.length < 2 ? all : withAll(reader, parts);
}

/** Records that share letter groups or two characters with the text or its sound: those with its rarest groups. */
export async function near<X>(reader: Reader<X>, text: string): Promise<{ records: X[]; sound: string }> {
  const words = plain(text);
  const sound = (await syllables(words)).map((s) => s.full).join('');
  const pieces = [...new Set([...grams(words), ...grams(sound)])].slice(0, mostGrams);
  const rarest = await byRarity(
    reader,
    pieces.map((search) => ({ search })),
    mostPerGram,
  );
  const there = rarest.filter((piece) => piece.count > 0);
  const filters = there.slice(0, mostSets).map(({ filter }) => filter);
  const sets = await Promise.all(
    [...(sound ? [startsWith(sound)] : []), ...filters].map((filter) => read(reader, mostPerGram, filter)),
  );
  return { records: sets.flat(), sound };
}
