import type { Connection, Model } from 'mongoose';
import type { Customer } from '../../customers/customer.ts';
import { withKept } from '../../customers/kept.ts';
import { customerModel } from '../../customers/model.ts';
import { mayRead, readFilter } from '../../members/ability.ts';
import type { Person } from '../../members/member.ts';
import { productModel } from '../../products/model.ts';
import type { Product } from '../../products/product.ts';
import { supplierModel } from '../../suppliers/model.ts';
import type { Supplier } from '../../suppliers/supplier.ts';
import { plain } from '../plain.ts';
import { candidates, mixedSound, near, type Reader } from './candidates.ts';
import { exactly } from './exactly.ts';
import { type Findable, type Ranked, rank } from './rank.ts';

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
  /** What records stand for now, in their place: those that became a part of another one lead to that one. */
  now?(person: Person, found: readonly X[]): Promise<X[]>;
};

const mostFound = 20;
const mostNearest = 5;

/** Customers that a person may see. */
export const createCustomerFinder = (deps: { connection: Connection }): Finder<Customer> =>
  createFinder<Customer>({
    model: customerModel(deps.connection),
    code: 'code',
    listBy: 'name',
    visible: (person) => readFilter(person, 'Customer') as Filter,
    // The right is that to the customer, whatever the record says that became a part of it.
    now: async (person, found) => {
      if (!found.some(({ mergedInto }) => mergedInto)) return [...found];
      return (await withKept(deps.connection, found)).filter((customer) => mayRead(person, 'Customer', customer));
    },
  });

/** Products that are sold today. */
export const createProductFinder = (deps: { connection: Connection }): Finder<Product> =>
  createFinder<Product>({
    model: productModel(deps.connection),
    code: 'sku',
    listBy: 'sku',
    visible: (person) => ({ $and: [{ active: true }, readFilter(person, 'Product')] }),
  });

/** Suppliers, also those that nothing is ordered from any more. */
export const createSupplierFinder = (deps: { connection: Connection }): Finder<Supplier> =>
  createFinder<Supplier>({
    model: supplierModel(deps.connection),
    code: 'code',
    listBy: 'name',
    visible: (person) => readFilter(person, 'Supplier') as Filter,
  });

function createFinder<X extends { _id: string; name: string; search: string[] }>(deps: Deps<X>): Finder<X> {
  const { model, code, listBy, now = async (_person: Person, found: readonly X[]) => [...found] } = deps;
  const query = (person: Person, ...filters: Filter[]) =>
    model.find({ $and: [deps.visible(person), ...filters] } as Filter).lean<X[]>();

  async function nearest(person: Person, reader: Reader<X>, text: string): Promise<X[]> {
    const { records, sound } = await near(reader, text);
    const close = rankAll(code, text, records);
    const all = close.length || !sound ? close : rankAll(code, sound, records);
    return now(
      person,
      all.slice(0, mostNearest).map((r) => r.item),
    );
  }

  return {
    async exactly(person, texts) {
      const found = await exactly(texts, code, (filter) => query(person, filter));
      const entries = [...found].map(async ([text, records]) => [text, await now(person, records)] as const);
      return new Map((await Promise.all(entries)).filter(([, records]) => records.length > 0));
    },
    async find(person, text) {
      if (plain(text) === '') {
        const several = await query(person)
          .sort({ [listBy]: 1 })
          .limit(mostFound);
        return { several: await now(person, several), nearest: [] };
      }
      const asked = text.slice(0, longestAsked);
      const reader = { model, code, visible: deps.visible(person) };
      const sound = await mixedSound(asked);
      const found = await candidates(reader, asked, sound);
      const ranked = rankAll(code, asked, found, sound).filter((r) => r.match !== 'typo');
      if (!ranked.length) return { several: [], nearest: await nearest(person, reader, asked) };
      const only = theOne(ranked);
      const several = await now(
        person,
        ranked.slice(0, mostFound).map((r) => r.item),
      );
      // Two records that became one mean one.
      const exact = only ? (await now(person, [only]))[0] : several.length === 1 ? several[0] : undefined;
      return { exact, several, nearest: [] };
    },
  };
}

/** Signs of a text that is looked for; names have fewer. */
const longestAsked = 200;

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
  sound?: string,
): Ranked<X>[] {
  const once = [...new Map(records.map((r) => [r._id, r])).values()];
  const findable = once.map((record): Findable & { record: X } => ({
    code: String((record as Record<string, unknown>)[code]),
    name: record.name,
    search: record.search,
    record,
  }));
  return rank(text, findable, sound).map((r) => ({ ...r, item: r.item.record }));
}
