import { compact, plain } from '../plain.ts';
import { distance } from './distance.ts';
import { gramMark } from './words.ts';

/** What a search looks at: a customer's code or a product's SKU, its name, and its stored search words. */
export type Findable = { code: string; name: string; search: readonly string[] };

/** How a candidate matches, from best to worst. */
export const matches = ['code', 'name', 'prefix', 'part', 'pinyin', 'typo'] as const;
export type Match = (typeof matches)[number];

export type Ranked<T> = { item: T; match: Match /** Slips of the finger; 0 but for typos. */; slips: number };

/** How one candidate matches a query in plain form; undefined when it is too far away. */
function matchOf(query: string, of: Findable): Omit<Ranked<unknown>, 'item'> | undefined {
  const joined = query.replaceAll(' ', '');
  const name = plain(of.name);
  if (compact(of.code) === joined) return { match: 'code', slips: 0 };
  if (name === query) return { match: 'name', slips: 0 };
  if (compact(of.code).startsWith(joined) || name.startsWith(query)) return { match: 'prefix', slips: 0 };
  if (isPart(query, name) || compact(of.name).includes(joined)) return { match: 'part', slips: 0 };
  if (of.search.some((word) => word.startsWith(joined) || word.startsWith(query))) return { match: 'pinyin', slips: 0 };
  const slips = slipsTo(joined, of);
  return slips <= allowed(joined) ? { match: 'typo', slips } : undefined;
}

/** Every word of the query begins a word of the name, in any order. */
const isPart = (query: string, name: string): boolean =>
  query.split(' ').every((word) => name.split(' ').some((part) => part.startsWith(word)));

/** A third of the letters may be wrong, one at least. */
const allowed = (query: string): number => Math.max(1, Math.floor([...query].length / 3));

/** The fewest slips to one of the record's words, or to the beginning of one (which counts a half more). */
function slipsTo(query: string, of: Findable): number {
  const length = [...query].length;
  const words = of.search.filter((w) => !w.startsWith(gramMark)).map((w) => w.replaceAll(' ', ''));
  return Math.min(...[compact(of.code), ...plain(of.name).split(' '), ...words].map((w) => nearer(query, w, length)));
}

const nearer = (query: string, word: string, length: number): number =>
  Math.min(distance(query, word), distance(query, [...word].slice(0, length).join('')) + 0.5);

/**
 * The candidates that a text can mean, best first: exact code, exact name, prefix, part, pinyin, typo by distance; of
 * equals the shorter name, then by name and code.
 */
export function rank<T extends Findable>(text: string, candidates: readonly T[]): Ranked<T>[] {
  const query = plain(text);
  if (query === '') return candidates.map((item) => ({ item, match: 'part', slips: 0 }));
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
