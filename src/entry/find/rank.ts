import { compact, plain } from '../plain.ts';
import { distance } from './distance.ts';
import { cut, foundBy } from './words.ts';

/** What a search looks at: a customer's code or a product's SKU, its name, and its stored search words. */
export type Findable = { code: string; name: string; search: readonly string[] };

/** How a candidate matches, from best to worst. */
export const matches = ['code', 'name', 'prefix', 'part', 'pinyin', 'typo'] as const;
export type Match = (typeof matches)[number];

export type Ranked<T> = { item: T; match: Match /** Slips of the finger; 0 but for typos. */; slips: number };

/** A query in plain form; `sound` where Chinese and pinyin are mixed in it (`hua信`). */
type Query = { text: string; joined: string; sound?: string };

/** How one candidate matches a query; undefined when it is too far away. */
function matchOf({ text, joined, sound }: Query, of: Findable): Omit<Ranked<unknown>, 'item'> | undefined {
  const [name, code] = [plain(of.name), compact(of.code)];
  if (code === joined) return { match: 'code', slips: 0 };
  if (name === text) return { match: 'name', slips: 0 };
  if (code.startsWith(joined) || name.startsWith(text)) return { match: 'prefix', slips: 0 };
  if (isPart(text, name) || name.replaceAll(' ', '').includes(joined)) return { match: 'part', slips: 0 };
  const [whole, begun] = [cut(joined), cut(text)];
  if (of.search.some((word) => word.startsWith(whole) || word.startsWith(begun))) return { match: 'pinyin', slips: 0 };
  if (sound !== undefined && soundsLike(text, sound, of)) return { match: 'pinyin', slips: 0 };
  const slips = slipsTo(joined, [code, ...name.split(' '), ...foundBy(of).map((word) => word.replaceAll(' ', ''))]);
  return slips <= allowed(joined) ? { match: 'typo', slips } : undefined;
}

/** The Chinese that was typed is in the name, and all of it sounds so. */
const soundsLike = (text: string, sound: string, of: Findable): boolean =>
  (text.match(/\p{Script=Han}+/gu) ?? []).every((run) => of.name.includes(run)) &&
  of.search.some((word) => word.startsWith(sound));

/** Every word of the query begins a word of the name, in any order. */
const isPart = (query: string, name: string): boolean =>
  query.split(' ').every((word) => name.split(' ').some((part) => part.startsWith(word)));

/** A third of the letters may be wrong, one at least. */
const allowed = (query: string): number => Math.max(1, Math.floor([...query].length / 3));

/** The fewest slips to one of a record's words, or to the beginning of one (which counts a half more). */
function slipsTo(query: string, words: readonly string[]): number {
  const length = lengthOf(query);
  const near = allowed(query);
  let most = near;
  let fewest = Number.POSITIVE_INFINITY;
  const slipsOf = (word: string) =>
    Math.abs(lengthOf(word) - length) > near ? Number.POSITIVE_INFINITY : distance(query, word, most);
  for (const word of new Set(words)) {
    const begun = beginning(word, length);
    const slips = begun === word ? slipsOf(word) : Math.min(slipsOf(word), slipsOf(begun) + 0.5);
    if (slips >= fewest) continue;
    fewest = slips;
    // What is further away than the nearest one so far need not be counted out.
    most = Math.min(most, Math.floor(slips));
  }
  return fewest;
}

const paired = /[\ud800-\udbff]/;
/** Signs of a word, of which some take two places. */
const lengthOf = (word: string): number => (paired.test(word) ? [...word].length : word.length);
/** The first signs of a word. */
const beginning = (word: string, length: number): string =>
  paired.test(word) ? [...word].slice(0, length).join('') : word.slice(0, length);

/**
 * The candidates that a text can mean, best first: exact code, exact name, prefix, part, pinyin, typo by distance; of
 * equals the shorter name, then by name and code. `sound` is the pinyin of a text that mixes it with Chinese.
 */
export function rank<T extends Findable>(text: string, candidates: readonly T[], sound?: string): Ranked<T>[] {
  const query = { text: plain(text), joined: compact(text), sound };
  if (query.text === '') return candidates.map((item) => ({ item, match: 'part', slips: 0 }));
  const ranked = candidates.flatMap((item) => {
    const how = matchOf(query, item);
    return how ? [{ item, ...how }] : [];
  });
  return ranked.sort(byMatch);
}

const byMatch = (a: Ranked<Findable>, b: Ranked<Findable>): number =>
  matches.indexOf(a.match) - matches.indexOf(b.match) ||
  a.slips - b.slips ||
  a.item.name.length - b.item.name.length ||
  a.item.name.localeCompare(b.item.name) ||
  a.item.code.localeCompare(b.item.code);

/** Whether a text names one record by its code, its name, a part of it or its sound, and not only nearly so. */
export const fits = (text: string, of: Findable): boolean => rank(text, [of]).some(({ match }) => match !== 'typo');
