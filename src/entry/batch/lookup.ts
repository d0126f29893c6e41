import type { Connection } from 'mongoose';
import type { Customer } from '../../customers/customer.ts';
import { addDays, dateAt } from '../../dates.ts';
import type { Actor } from '../../members/actor.ts';
import { type Member, type Person, personOf } from '../../members/member.ts';
import { wholeRate } from '../../orders/currency.ts';
import { dayBefore, recentOf, withPos } from '../../orders/doubles.ts';
import { orderModel } from '../../orders/model.ts';
import { pricerOf } from '../../orders/offers.ts';
import type { Order } from '../../orders/order.ts';
import { entriesFor } from '../../prices/read.ts';
import type { Product } from '../../products/product.ts';
import type { Settings } from '../../settings/settings.ts';
import type { Finder } from '../find/finder.ts';
import type { Unit } from '../import/types.ts';
import type { BatchOrder } from './order.ts';
import { requestKey } from './read.ts';
import type { Known, Meaning } from './verdict.ts';

export type LookupDeps = {
  connection: Connection;
  settings: { get(): Promise<Settings> };
  members: { all(): Promise<Member[]> };
  findCustomer: Finder<Customer>;
  findProduct: Finder<Product>;
};

/** How many unknown texts get the nearest names looked up; a table with more of them has another trouble. */
const mostNearest = 20;
/** How many keys one query looks for. */
const atOnce = 500;

/** What texts mean: exactly named records by a few queries, the nearest ones for the first texts that name none. */
async function meanings<X extends { name: string }>(finder: Finder<X>, person: Person, texts: readonly string[]) {
  const exact = await finder.exactly(person, texts);
  const nearest = new Map<string, string[]>();
  for (const text of [...new Set(texts)].filter((one) => !exact.has(one)).slice(0, mostNearest)) {
    const found = await finder.find(person, text);
    const names = [...found.several, ...found.nearest].slice(0, 3).map((x) => x.name);
    nearest.set(text, names);
  }
  return (text: string): Meaning<X> => ({ exact: exact.get(text) ?? [], nearest: nearest.get(text) ?? [] });
}

const inParts = <T>(all: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(all.length / atOnce) }, (_, i) => all.slice(i * atOnce, (i + 1) * atOnce));

/** Reads all that the verdicts on a table look at, by a number of queries that does not grow with its orders. */
export function createLookup({ connection, settings, members, findCustomer, findProduct }: LookupDeps) {
  const orders = orderModel(connection);

  async function filedBefore(keys: readonly string[]): Promise<Map<string, Order>> {
    const found: Order[] = [];
    for (const part of inParts(keys)) found.push(...(await orders.find({ requestKey: { $in: part } }).lean<Order[]>()));
    return new Map(found.map((order) => [String(order.requestKey), order]));
  }

  /** Orders of these customers that have one of these POs, or are of today or yesterday. */
  async function others(customers: readonly string[], pos: readonly string[], since: string): Promise<Order[]> {
    const found: Order[] = [];
    for (const some of inParts(customers)) {
      found.push(...(await recentOf(connection, some, since)));
      for (const part of inParts(pos)) found.push(...(await withPos(connection, some, part)));
    }
    return found;
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
    );
    const product = await meanings(
      findProduct,
      person,
      read.flatMap((o) => o.lines.map((l) => l.product)),
    );
    const filed = await filedBefore(units.map((unit) => requestKey(hash, unit)));
    const customers = read.flatMap((o) => customer(o.customer).exact);
    const products = read.flatMap((o) => o.lines.flatMap((l) => product(l.product).exact.map((p) => p._id)));
    const prices = await entriesFor(connection, { products, customers });
    const ids = new Set(customers.map((c) => c._id));
    const pos = new Set(read.flatMap((o) => o.poNo ?? []));
    const today = dateAt(actor.now, rules.timezone);
    const rivals = new Map<string, Order[]>();
    for (const order of await others([...ids], [...pos], addDays(today, -1)))
      if (!order.requestKey?.startsWith(`batch:${hash}:`))
        rivals.set(order.customer, [...(rivals.get(order.customer) ?? []), order]);
    return {
      member: actor.member,
      members: await members.all(),
      settings: rules,
      today,
      dayAgo: dayBefore(actor.now),
      customer,
      product,
      priceOf: (buyer) => pricerOf(prices, { customer: buyer, date: today, rate: wholeRate }),
      filed: (unit) => filed.get(requestKey(hash, unit)),
      others: (id) => rivals.get(id) ?? [],
    };
  };
}
