import { median } from '../customers/habits.ts';
import { type CalendarDate, daysBetween } from '../dates.ts';
import { fewestCustomers, type Market } from './companions.ts';
import { type Bought, type Taken, takenBy } from './history.ts';

/** What can speak for a product: the customer takes it usually, its interval is over, its companions, and that it sells well. */
export const partNames = ['usual', 'due', 'together', 'popular'] as const;
export type PartName = (typeof partNames)[number];
/** How much each of them is worth; together 1. */
export type Weights = Readonly<Record<PartName, number>>;

/** The days after which a customer usually takes a product again, and how many have passed. */
export type Interval = { days: number; passed: number; isOwn: boolean };

/** What speaks for each product by one part: shares, together 1 (or nothing). */
type Shares = Map<string, number>;
export type Parts = {
  taken: ReadonlyMap<string, Taken>;
  intervals: ReadonlyMap<string, Interval>;
  shares: Readonly<Record<PartName, Shares>>;
};

/** Orders of a product from which on its interval is the customer's own. */
const ownFrom = 3;
/** Customers by whom a share of few is lowered. */
const shrinking = 5;

function shared(sums: Shares): Shares {
  const all = [...sums.values()].reduce((sum, n) => sum + n, 0);
  if (all > 0) for (const [product, n] of sums) sums.set(product, n / all);
  return sums;
}

function ownInterval(dates: readonly CalendarDate[]): number | undefined {
  if (dates.length < ownFrom) return undefined;
  return median(dates.slice(1).map((date, i) => daysBetween(dates[i]!, date)));
}

/** The interval of what a customer has bought: the own one, else that of all customers. */
function intervalOf({ product, dates }: Taken, market: Market, today: CalendarDate): Interval | undefined {
  const own = ownInterval(dates);
  const days = own ?? market.facts.get(product)?.interval;
  return days === undefined ? undefined : { days, passed: daysBetween(dates.at(-1)!, today), isOwn: own !== undefined };
}

/** How due something is: nothing long before its day, all from then on, less and less once it was left out. */
export function dueness({ days, passed }: Pick<Interval, 'days' | 'passed'>): number {
  const ripe = passed / Math.max(1, days);
  if (ripe < 0.7) return 0;
  if (ripe < 1) return (ripe - 0.7) / 0.3;
  return ripe <= 2 ? 1 : 2 / ripe;
}

/** What the customers of what this one takes have bought too. */
function together(usual: Shares, market: Market): Shares {
  const sums: Shares = new Map();
  for (const [product, share] of usual) {
    const facts = market.facts.get(product);
    if (!facts) continue;
    for (const { product: other, customers } of facts.companions)
      sums.set(other, (sums.get(other) ?? 0) + (share * customers) / (facts.customers + shrinking));
  }
  return shared(sums);
}

/** How well all that comes into question sells. */
function popular(market: Market, taken: Iterable<string>): Shares {
  const orders = new Map<string, number>();
  for (const { product, orders: n } of market.totals.popular) orders.set(product, n);
  for (const { companions } of market.facts.values())
    for (const { product, orders: n } of companions) orders.set(product, n);
  for (const product of taken) {
    const facts = market.facts.get(product);
    if (facts && facts.customers >= fewestCustomers) orders.set(product, facts.orders);
  }
  const all = Math.max(1, market.totals.lines);
  return new Map([...orders].map(([product, n]) => [product, n / all]));
}

/** What speaks for which product on a day, for a customer with these orders, oldest first. */
export function partsOf(orders: readonly Bought[], market: Market, today: CalendarDate): Parts {
  const taken = takenBy(orders);
  const intervals = new Map<string, Interval>();
  const due: Shares = new Map();
  for (const one of taken.values()) {
    const interval = intervalOf(one, market, today);
    if (!interval) continue;
    intervals.set(one.product, interval);
    const share = one.weight * dueness(interval);
    if (share > 0) due.set(one.product, share);
  }
  const usual = shared(new Map([...taken.values()].map(({ product, weight }) => [product, weight])));
  const shares = { usual, due: shared(due), together: together(usual, market), popular: popular(market, taken.keys()) };
  return { taken, intervals, shares };
}
