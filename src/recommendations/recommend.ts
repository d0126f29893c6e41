import { median } from '../customers/habits.ts';
import type { CalendarDate } from '../dates.ts';
import type { Market } from './companions.ts';
import { type Bought, mostOrders } from './history.ts';
import { type Interval, type Parts, partNames, partsOf, type Weights } from './parts.ts';

/** Why a product is recommended. */
export type Reason =
  /** The customer usually takes it after so many days, and so many have passed. */
  | { kind: 'due'; days: number; passed: number }
  /** Customers who take the other product often take this one too. */
  | { kind: 'together'; product: string }
  /** The customer has taken it so many times. */
  | { kind: 'usual'; times: number }
  /** Many orders have it. */
  | { kind: 'popular' };

export type Recommended = {
  product: string;
  reason: Reason;
  /** Median of what the customer ordered of it, in thousandths; undefined for what is new to the customer. */
  quantity?: number;
};

/** Times from which on something is usual. */
const usualFrom = 2;
/** How many times more often than by chance two products have the same customers, from where on it is worth saying. */
const worthSaying = 1.1;

/** Of what the customer takes, the product whose customers take this one most beyond what chance would have. */
function companionOf(product: string, { taken }: Parts, market: Market): string | undefined {
  const { customers: all } = market.totals;
  const ofThis = market.facts.get(product)?.customers;
  let best: { product: string; lift: number } | undefined;
  for (const other of taken.keys()) {
    const facts = market.facts.get(other);
    const both = facts?.companions.find((c) => c.product === product)?.customers;
    if (!facts || both === undefined || other === product) continue;
    const lift = ofThis ? (both * all) / (facts.customers * ofThis) : worthSaying;
    if (lift >= worthSaying && (!best || lift > best.lift)) best = { product: other, lift };
  }
  return best?.product;
}

const isDue = (interval: Interval | undefined): interval is Interval =>
  interval !== undefined && interval.passed >= interval.days && interval.passed <= 3 * interval.days;

function reasonOf(product: string, parts: Parts, market: Market): Reason {
  const interval = parts.intervals.get(product);
  const times = parts.taken.get(product)?.quantities.length ?? 0;
  if (isDue(interval)) return { kind: 'due', days: interval.days, passed: interval.passed };
  if (times >= usualFrom) return { kind: 'usual', times };
  const other = companionOf(product, parts, market);
  if (other !== undefined) return { kind: 'together', product: other };
  return times > 0 ? { kind: 'usual', times } : { kind: 'popular' };
}

type Scored = { product: string; score: number };

/** Those that score most, best first; those for which nothing speaks are none of them. */
export function best(scored: readonly Scored[], most: number): string[] {
  return scored
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || (a.product < b.product ? -1 : 1))
    .slice(0, most)
    .map(({ product }) => product);
}

/** The products for which most speaks, best first. */
function ranked({ shares }: Parts, weights: Weights, most: number): string[] {
  const scores = new Map<string, number>();
  for (const name of partNames)
    for (const [product, share] of shares[name])
      scores.set(product, (scores.get(product) ?? 0) + weights[name] * share);
  return best(
    [...scores].map(([product, score]) => ({ product, score })),
    most,
  );
}

/**
 * What a customer with these orders (oldest first) will most likely order on a day, best first, each with a reason. The
 * likelihood is a mixture of what the customer usually takes, what is due by its interval, what goes together with it, and what
 * sells well, as the weights of the company say.
 */
export function recommend(
  orders: readonly Bought[],
  market: Market,
  weights: Weights,
  today: CalendarDate,
  most: number,
): Recommended[] {
  const parts = partsOf(orders.slice(-mostOrders), market, today);
  return ranked(parts, weights, most).map((product) => {
    const known = parts.taken.get(product);
    const reason = reasonOf(product, parts, market);
    return { product, reason, ...(known && { quantity: median(known.quantities) }) };
  });
}
