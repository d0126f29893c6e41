import { daysBetween } from '../dates.ts';
import { type Bought, takenBy } from './history.ts';
import { atOnce, type Steps } from './steps.ts';

/** A product beside another one, or among those that sell best. */
export type Companion = {
  product: string;
  /** Customers who have bought both; for one that sells well, who have bought it. */
  customers: number;
  /** Orders with it, of all customers. */
  orders: number;
};

/** What is known of a product over all customers. It names none of them, and rests on at least three where it tells anything. */
export type ProductFacts = {
  product: string;
  customers: number;
  orders: number;
  /** Median of the days between two orders of one customer. */
  interval?: number;
  /** Those that most of its customers have bought too, in relation to how many buy them anyway; first the most. */
  companions: readonly Companion[];
};

/** What is known of all products together. */
export type Totals = {
  customers: number;
  /** Products of orders, counted once an order. */
  lines: number;
  /** Those in most orders. */
  popular: readonly Companion[];
};

/** Customers on whom whatever is told of others must rest: of fewer, one could tell what another one bought. */
export const fewestCustomers = 3;
/** Companions that are kept of a product. */
export const mostCompanions = 20;
/** Products that are kept as those that sell best. */
export const mostPopular = 50;
/** Products of one customer that are counted as companions of each other, the most usual ones. */
const mostPaired = 60;
/** Companions that are counted of a product at once; of more, the rarest are forgotten. */
const mostCounted = 160;
const leftCounted = 120;
/** Days up to which intervals are counted day by day; longer ones in weeks, so that few numbers are kept. */
const exactDays = 60;

type Counted = {
  customers: number;
  orders: number;
  /** How often an interval of so many days was there, and of how many customers. */
  gaps: Map<number, number>;
  repeaters: number;
  beside: Map<number, number>;
};

const roughly = (days: number): number =>
  days <= exactDays ? days : exactDays + Math.round((days - exactDays) / 7) * 7;

/** Forgets the rarest where there are too many: those that are left are right to within what was forgotten. */
function trim(beside: Map<number, number>): void {
  if (beside.size <= mostCounted) return;
  const kept = [...beside].sort(([, a], [, b]) => b - a).slice(0, leftCounted);
  beside.clear();
  for (const [product, n] of kept) beside.set(product, n);
}

function medianOf(gaps: Map<number, number>): number | undefined {
  const sorted = [...gaps].sort(([a], [b]) => a - b);
  const half = sorted.reduce((sum, [, n]) => sum + n, 0) / 2;
  let passed = 0;
  return sorted.find(([, n]) => {
    passed += n;
    return passed >= half;
  })?.[0];
}

/** The products that a customer takes most usually: the companions of each other. */
const pairedOf = (orders: readonly Bought[]): string[] =>
  [...takenBy(orders).values()]
    .sort((a, b) => b.weight - a.weight || (a.product < b.product ? -1 : 1))
    .slice(0, mostPaired)
    .map(({ product }) => product);

/** What is known of some products, by product, with what is known of all together. */
export type Market = { totals: Totals; facts: ReadonlyMap<string, ProductFacts> };

/** Counts what customers buy, customer by customer. What it keeps grows with the products, not with orders or customers. */
export function createCount() {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  const counted: Counted[] = [];
  let customers = 0;

  function numberOf(product: string): number {
    const known = numbers.get(product);
    if (known !== undefined) return known;
    numbers.set(product, names.length);
    counted.push({ customers: 0, orders: 0, gaps: new Map(), repeaters: 0, beside: new Map() });
    return names.push(product) - 1;
  }

  function addPairs(paired: readonly number[]): void {
    for (const one of paired) {
      const { beside } = counted[one]!;
      for (const other of paired) if (other !== one) beside.set(other, (beside.get(other) ?? 0) + 1);
      trim(beside);
    }
  }

  const companion = (i: number, both: number): Companion => ({
    product: names[i]!,
    customers: both,
    orders: counted[i]!.orders,
  });

  function companionsOf(one: Counted): Companion[] {
    return [...one.beside]
      .filter(([, both]) => both >= fewestCustomers)
      .map(([i, both]) => ({ i, both, share: both / Math.sqrt(counted[i]!.customers) }))
      .sort((a, b) => b.share - a.share || a.i - b.i)
      .slice(0, mostCompanions)
      .map(({ i, both }) => companion(i, both));
  }

  return {
    /** Adds all orders of one customer, oldest first. */
    add(orders: readonly Bought[]): void {
      if (orders.length === 0) return;
      customers += 1;
      for (const { product, dates, quantities } of takenBy(orders).values()) {
        const one = counted[numberOf(product)]!;
        one.customers += 1;
        one.orders += quantities.length;
        if (dates.length > 1) one.repeaters += 1;
        for (const [k, date] of dates.entries()) {
          if (k === 0) continue;
          const days = roughly(daysBetween(dates[k - 1]!, date));
          one.gaps.set(days, (one.gaps.get(days) ?? 0) + 1);
        }
      }
      addPairs(pairedOf(orders).map(numberOf));
    },

    totals(): Totals {
      const popular = [...counted.keys()]
        .filter((i) => counted[i]!.customers >= fewestCustomers)
        .sort((a, b) => counted[b]!.orders - counted[a]!.orders || (names[a]! < names[b]! ? -1 : 1))
        .slice(0, mostPopular)
        .map((i) => companion(i, counted[i]!.customers));
      return { customers, lines: counted.reduce((sum, { orders }) => sum + orders, 0), popular };
    },

    /** What is known of each product, one after the other. */
    *facts(): Generator<ProductFacts> {
      for (const [i, one] of counted.entries())
        yield {
          product: names[i]!,
          customers: one.customers,
          orders: one.orders,
          ...(one.repeaters >= fewestCustomers && { interval: medianOf(one.gaps) }),
          companions: companionsOf(one),
        };
    },
  };
}

/** What some customers' orders say, each oldest first. */
export function* counting(histories: readonly (readonly Bought[])[]): Steps<Market> {
  const count = createCount();
  for (const orders of histories) yield count.add(orders);
  const facts = new Map<string, ProductFacts>();
  for (const one of count.facts()) yield facts.set(one.product, one);
  return { totals: count.totals(), facts };
}

/** The same at once. */
export const marketOf = (histories: readonly (readonly Bought[])[]): Market => atOnce(counting(histories));
