import type { Connection } from 'mongoose';
import { balancesOf } from '../../customers/credit.ts';
import type { Customer } from '../../customers/customer.ts';
import { addDays, dateAt } from '../../dates.ts';
import { inParts } from '../../in-parts.ts';
import type { Actor } from '../../members/actor.ts';
import { judgedFields } from '../../members/kinds.ts';
import { type Member, type Person, personOf } from '../../members/member.ts';
import { createOutlook } from '../../orders/bulk/outlook.ts';
import { wholeRate } from '../../orders/currency.ts';
import { dayBefore, recentOf, withPos } from '../../orders/doubles.ts';
import { orderModel } from '../../orders/model.ts';
import { byProduct, pricerOf } from '../../orders/offers.ts';
import type { Order } from '../../orders/order.ts';
import { entriesFor } from '../../prices/read.ts';
import type { Product } from '../../products/product.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Finder } from '../find/finder.ts';
import type { Unit } from '../import/types.ts';
import { rivalsIn } from './doubles.ts';
import type { BatchOrder } from './order.ts';
import type { CodesOf } from './plan.ts';
import { requestKey, requestKeys } from './read.ts';
import type { FiledOrder, Known, Meaning } from './verdict.ts';

export type LookupDeps = {
  connection: Connection;
  settings: { get(): Promise<Settings> };
  members: { all(): Promise<Member[]> };
  findCustomer: Finder<Customer>;
  findProduct: Finder<Product>;
};

/** How many unknown texts get the nearest names looked up; a table with more of them has another trouble. */
const mostNearest = 20;
/** What is read of the orders that were made of a table before: there may be as many as it has rows. */
const filedFields = { ...judgedFields, draftNo: 1, requestKey: 1, 'timeline.action': 1 } as const;
/** How many keys one query looks for. */
const atOnce = 500;

/** What texts mean: exactly named records by a few queries, the nearest ones for the first texts that name none. */
async function meanings<X extends { name: string }>(
  finder: Finder<X>,
  person: Person,
  texts: readonly string[],
  codeOf: (x: X) => string,
) {
  const exact = await finder.exactly(person, texts);
  const nearest = new Map<string, string[]>();
  for (const text of [...new Set(texts)].filter((one) => !exact.has(one)).slice(0, mostNearest)) {
    const found = await finder.find(person, text);
    const names = [...found.several, ...found.nearest].slice(0, 3).map((x) => `${codeOf(x)} ${x.name}`);
    nearest.set(text, names);
  }
  return (text: string): Meaning<X> => ({ exact: exact.get(text) ?? [], nearest: nearest.get(text) ?? [] });
}

/** Tells which customer some texts mean, by its code. */
export const createCodesOf =
  ({ findCustomer }: Pick<LookupDeps, 'findCustomer'>): CodesOf =>
  async (actor, texts) => {
    const found =
      texts.length > 0 ? await findCustomer.exactly(personOf(actor.member), texts) : new Map<string, Customer[]>();
    return new Map(
      [...found].flatMap(([text, [one, ...more]]) => (one && more.length === 0 ? [[text, one.code]] : [])),
    );
  };

/** A customer of a table, by id, and a PO number that stands beside it. */
type Pair = { customer: string; po: string };

/** The customers and PO numbers that stand together, each pair once. */
function pairsIn(read: readonly BatchOrder[], customer: (text: string) => Meaning<Customer>): Pair[] {
  const pairs = read.flatMap(({ customer: text, poNo: po }) =>
    po ? customer(text).exact.map(({ _id }) => ({ customer: _id, po })) : [],
  );
  return [...new Map(pairs.map((pair) => [`${pair.customer} ${pair.po}`, pair])).values()];
}

/** Reads all that the verdicts on a table look at, by a number of queries that does not grow with its orders. */
export function createLookup({ connection, settings, members, findCustomer, findProduct }: LookupDeps) {
  const orders = orderModel(connection);

  async function filedBefore(keys: readonly string[]): Promise<Map<string, FiledOrder>> {
    const found: FiledOrder[] = [];
    for (const part of inParts(keys, atOnce))
      found.push(...(await orders.find({ requestKey: { $in: part } }, filedFields).lean<FiledOrder[]>()));
    return new Map(found.map((order) => [String(order.requestKey), order]));
  }

  /** Orders of these customers that are of today or yesterday, or have one of their POs in the table; not those made of it. */
  async function others(
    customers: readonly string[],
    pairs: readonly Pair[],
    { since, hash }: { since: string; hash: string },
  ): Promise<Order[]> {
    const but = requestKeys(hash);
    const found: Order[] = [];
    for (const some of inParts(customers, atOnce)) found.push(...(await recentOf(connection, some, since, but)));
    for (const part of inParts(pairs, atOnce)) {
      const buyers = [...new Set(part.map(({ customer }) => customer))];
      const pos = part.map(({ po }) => po);
      found.push(...(await withPos(connection, buyers, pos, but)));
    }
    return [...new Map(found.map((order) => [order._id, order])).values()];
  }

  /** What the customers with a limit owe, where a rule asks about credit. */
  async function balancesFor(customers: readonly Customer[], { approvalRules, currency }: Settings) {
    const limited = customers.filter((c) => c.creditLimit !== undefined && c.paymentDays > 0).map((c) => c._id);
    return approvalRules.some(({ on }) => on === 'credit')
      ? balancesOf(connection, limited, currency)
      : new Map<string, number>();
  }

  return async function lookUp(
    actor: Actor,
    hash: string,
    units: readonly Unit[],
    read: readonly BatchOrder[],
  ): Promise<Known> {
    const person = personOf(actor.member);
    const rules = await settings.get();
    const customer = await meanings(
      findCustomer,
      person,
      read.map((o) => o.customer),
      (one) => one.code,
    );
    const product = await meanings(
      findProduct,
      person,
      read.flatMap((o) => o.lines.map((l) => l.product)),
      (one) => one.sku,
    );
    const filed = await filedBefore(units.map((unit) => requestKey(hash, unit)));
    const customers = read.flatMap((o) => customer(o.customer).exact);
    const products = read.flatMap((o) => o.lines.flatMap((l) => product(l.product).exact.map((p) => p._id)));
    const prices = byProduct(await entriesFor(connection, { products, customers }));
    const ids = new Set(customers.map((c) => c._id));
    const today = dateAt(actor.now, rules.timezone);
    const all = await members.all();
    const balances = await balancesFor(customers, rules);
    const foreign = await others([...ids], pairsIn(read, customer), { since: addDays(today, -1), hash });
    return {
      member: actor.member,
      members: all,
      outlook: createOutlook({ member: actor.member, members: all, settings: rules, today, balances }),
      settings: rules,
      today,
      dayAgo: dayBefore(actor.now),
      customer,
      product,
      priceOf: (buyer) => pricerOf(prices, { customer: buyer, date: today, rate: wholeRate }),
      filed: (unit) => filed.get(requestKey(hash, unit)),
      rivals: rivalsIn(foreign),
    };
  };
}
