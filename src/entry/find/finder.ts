import type { Connection, Model } from 'mongoose';
import type { Customer } from '../../customers/customer.ts';
import { customerModel } from '../../customers/model.ts';
import { readFilter } from '../../members/ability.ts';
import type { Person } from '../../members/member.ts';
import { productModel } from '../../products/model.ts';
import type { Product } from '../../products/product.ts';
import { codeOf, compact, plain } from '../plain.ts';
import { exactly } from './exactly.ts';
import { syllables } from './pinyin.ts';
import { type Findable, type Ranked, rank } from './rank.ts';
import { grams } from './words.ts';

/** What a text found. */
export type Found<X> = {
  /** The one it can only mean: the exact code, the only exact name, or the only match. */
  exact?: X;
  /** All that match, best first, at most 20. */
  several: X[];
  /** Where nothing matches: the likeliest slips of the finger, at most 5. */
  nearest: X[];
};

/** Finds what a person may see by code, name, part of a name, pinyin, initials, or nearly so. */
export type Finder<X> = {
  find(person: Person, text: string): Promise<Found<X>>;
  /** For many texts at once, those whose code the text is, else those whose whole name it is; at best one each. */
  exactly(person: Person, texts: readonly string[]): Promise<Map<string, X[]>>;
};

type Filter = Record<string, unknown>;
type Deps<X> = {
  model: Model<X>;
  /** The field of the code, which has a unique index. */
  code: 'code' | 'sku';
  /** The field that an empty search lists by; it has an index. */
  listBy: 'name' | 'sku';
  visible(person: Person): Filter;
};

const mostFound = 20;
const mostCandidates = 100;
const mostPerGram = 60;
const mostNearest = 5;

/**
 * Words that start with a text in plain form (letters, digits, spaces: nothing to escape). An anchored pattern is one
 * narrow range of the index, in MongoDB as in the embedded database; two bounds in an `$elemMatch` are not.
 */
const startsWith = (text: string): Filter => ({ search: new RegExp(`^${text}`) });

/** Customers that a person may see. */
export const createCustomerFinder = (deps: { connection: Connection }): Finder<Customer> =>
  createFinder<Customer>({
    model: customerModel(deps.connection),
    code: 'code',
    listBy: 'name',
    visible: (person) => readFilter(person, 'Customer') as Filter,
  });

/** Products that are sold today. */
export const createProductFinder = (deps: { connection: Connection }): Finder<Product> =>
  createFinder<Product>({
    model: productModel(deps.connection),
    code: 'sku',
    listBy: 'sku',
    visible: (person) => ({ $and: [{ active: true }, readFilter(person, 'Product')] }),
  });

function createFinder<X extends { _id: string; name: string; search: string[] }>(deps: Deps<X>): Finder<X> {
  const query = (person: Person, ...filters: Filter[]) =>
    deps.model.find({ $and: [deps.visible(person), ...filters] } as Filter).lean<X[]>();

  /** Exact code and prefix first; then each word for itself; both read a bounded part of the index. */
  async function candidates(person: Person, text: string): Promise<X[]> {
    const words = plain(text);
    const [byCode, byPrefix] = await Promise.all([
      query(person, { [deps.code]: codeOf(text) }).limit(1),
      query(person, startsWith(words)).limit(mostCandidates),
    ]);
    const found = [...byCode, ...byPrefix];
    if (found.length) return found;
    const joined = compact(text);
    if (joined !== words) found.push(...(await query(person, startsWith(joined)).limit(mostCandidates)));
    const parts = words.split(' ').sort((a, b) => b.length - a.length);
    if (!found.length && parts.length > 1)
      found.push(...(await query(person, ...parts.slice(0, 6).map(startsWith)).limit(mostCandidates)));
    return found;
  }

  /** Records that share three letters (or two characters, or their sound) with the text. */
  async function near(person: Person, text: string): Promise<X[]> {
    const words = plain(text);
    const sound = (await syllables(words)).map((s) => s.full).join('');
    const pieces = [...new Set([...grams(words), ...grams(sound)])].slice(0, 16);
    const sets = await Promise.all(pieces.map((piece) => query(person, { search: piece }).limit(mostPerGram)));
    const close = rankAll(deps.code, text, sets.flat());
    return (close.length || !sound ? close : rankAll(deps.code, sound, sets.flat())).map((r) => r.item);
  }

  return {
    exactly: (person, texts) => exactly(texts, deps.code, (filter) => query(person, filter)),
    async find(person, text) {
      if (plain(text) === '') {
        const several = await query(person)
          .sort({ [deps.listBy]: 1 })
          .limit(mostFound);
        return { several, nearest: [] };
      }
      const ranked = rankAll(deps.code, text, await candidates(person, text)).filter((r) => r.match !== 'typo');
      if (!ranked.length) return { several: [], nearest: (await near(person, text)).slice(0, mostNearest) };
      return { exact: theOne(ranked), several: ranked.slice(0, mostFound).map((r) => r.item), nearest: [] };
    },
  };
}

/** What a text can only mean, if it is clear. */
function theOne<X>(ranked: readonly Ranked<X>[]): X | undefined {
  const [first, second] = ranked;
  if (!first) return undefined;
  const clear = first.match === 'code' || !second || (first.match === 'name' && second.match !== 'name');
  return clear ? first.item : undefined;
}

/** Ranks records without doubles; `code` says which field is their code. */
function rankAll<X extends { _id: string; name: string; search: string[] }>(
  code: 'code' | 'sku',
  text: string,
  records: readonly X[],
): Ranked<X>[] {
  const once = [...new Map(records.map((r) => [r._id, r])).values()];
  const findable = once.map((record): Findable & { record: X } => ({
    code: String((record as Record<string, unknown>)[code]),
    name: record.name,
    search: record.search,
    record,
  }));
  return rank(text, findable).map((r) => ({ ...r, item: r.item.record }));
}
