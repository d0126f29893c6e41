import type { ClientSession, Connection } from 'mongoose';
import { type CreditFacts, creditFacts } from '../../customers/credit.ts';
import { takeCreditTurn } from '../../customers/credit-turn.ts';
import type { Customer } from '../../customers/customer.ts';
import { keptCustomers } from '../../customers/kept.ts';
import { native } from '../../database/native.ts';
import { type CalendarDate, dateAt } from '../../dates.ts';
import type { Member } from '../../members/member.ts';
import { entriesFor } from '../../prices/read.ts';
import type { Product } from '../../products/product.ts';
import { withSupply } from '../../risks/read-products.ts';
import type { Settings } from '../../settings/settings.ts';
import { wholeRate } from '../currency.ts';
import type { DraftInput } from '../draft-input.ts';
import { orderModel } from '../model.ts';
import { byProduct, offersOf, type Prices } from '../offers.ts';
import type { Order } from '../order.ts';
import type { Rules } from '../rules.ts';
import { looksAtRisks } from '../steps.ts';

/** An order to be made and submitted, under the key of its own. */
export type BulkItem = { key: string; input: DraftInput };

/** What orders that are filed together look at; each order is worked out after what the ones before it have done. */
export type BulkFacts = Rules & {
  today: CalendarDate;
  /** By id. */
  customers: Map<string, Customer>;
  /** By SKU, in the base currency, as they are after the orders before. */
  offers: Map<string, Product>;
  /** What there was of them at the beginning, by product. */
  shelves: ReadonlyMap<string, Product>;
  /** What price lists say of these products for these customers. */
  prices: Prices;
  /** By customer, of those who have a limit; of all where a rule looks at risks. */
  credit: Map<string, CreditFacts>;
};

type Deps = {
  connection: Connection;
  settings: { get(): Promise<Settings> };
  members: { all(): Promise<Member[]> };
};

/** The orders that are there under the keys of some items. */
export async function alreadyThere(
  connection: Connection,
  items: readonly Pick<BulkItem, 'key'>[],
  session: ClientSession,
): Promise<Map<string, Order>> {
  const found = await native(orderModel(connection))
    .find({ requestKey: { $in: items.map((i) => i.key) } }, { session })
    .toArray();
  return new Map((found as unknown as Order[]).map((order) => [String(order.requestKey), order]));
}

/** What is read of the world: these customers and products, and what price lists or the customers' credit say of them. */
type Wanted = {
  customers: readonly string[];
  skus: readonly string[];
  prices?: boolean;
  credit?: boolean;
  /** The day on which a rule looks at risks. */
  today?: CalendarDate;
};

/** Reads what some orders look at, whatever day it is for them, by a few queries, in the transaction that stores them. */
export async function readFacts(
  connection: Connection,
  wanted: Wanted,
  { settings: rules, members: all }: Rules,
  session: ClientSession,
): Promise<Omit<BulkFacts, 'today'>> {
  const ids = [...new Set(wanted.customers)];
  const kept = await keptCustomers(connection, ids, session);
  const customers = [...new Map([...kept.values()].map((customer) => [customer._id, customer])).values()];
  const sold = await offersOf(connection, wanted.skus, wholeRate, session);
  const offers = wanted.today && looksAtRisks(rules) ? await withSupply(connection, sold, wanted.today, session) : sold;
  const products = [...offers.values()].map((p) => p._id);
  const prices = byProduct(wanted.prices ? await entriesFor(connection, { products, customers }, session) : []);
  const limited = wanted.credit ? customers.filter((c) => c.creditLimit !== undefined) : [];
  await takeCreditTurn(
    connection,
    limited.map((c) => c._id),
    session,
  );
  const credit = new Map<string, CreditFacts>();
  for (const { _id, creditLimit } of wanted.credit ? customers : [])
    if (creditLimit !== undefined || looksAtRisks(rules))
      credit.set(_id, await creditFacts(connection, _id, rules.currency, session));
  return {
    settings: rules,
    members: all,
    customers: new Map([...kept, ...customers.map((c) => [c._id, c] as const)]),
    offers,
    shelves: new Map([...offers.values()].map((product) => [product._id, product])),
    prices,
    credit,
  };
}

/** Reads what some orders look at that are made and submitted at once. */
export async function bulkFacts(
  { connection, settings, members }: Deps,
  items: readonly BulkItem[],
  now: Date,
  session: ClientSession,
): Promise<BulkFacts> {
  const customers = items.map(({ input }) => input.customer);
  const skus = items.flatMap(({ input }) => input.lines.map((l) => l.sku));
  const rules = { settings: await settings.get(), members: await members.all() };
  const today = dateAt(now, rules.settings.timezone);
  const facts = await readFacts(connection, { customers, skus, prices: true, credit: true, today }, rules, session);
  return { ...facts, today };
}
