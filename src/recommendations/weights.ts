import { counting, type Market } from './companions.ts';
import type { Bought } from './history.ts';
import { type PartName, type Parts, partNames, partsOf, type Weights } from './parts.ts';
import { best } from './recommend.ts';
import { atOnce, type Steps } from './steps.ts';

/**
 * What the parts are worth before anything is known, as so many products that were bought because of each: customers have
 * to show that they have habits. A company with some hundred lines has its own weights.
 */
export const beforehand: Readonly<Record<PartName, number>> = { usual: 1, due: 1, together: 10, popular: 10 };

/** What sells best, and what the customer has taken most often (then what sells best): rules that need no weights. */
export const simple: readonly Weights[] = [
  { usual: 0, due: 0, together: 0, popular: 1 },
  { usual: 0.9999, due: 0, together: 0, popular: 0.0001 },
];

/** Customers from whom weights are learnt, at most. */
export const mostLearntFrom = 300;
/** Products that are recommended at once. */
export const mostRecommended = 5;
/** Last orders of a customer that are explained by what came before. */
const mostExplained = 5;
/** Groups of customers: each is explained by what the others bought. */
const groups = 4;
const rounds = 50;
/** By how many standard errors more orders must be hit for that to be no chance. */
const clearly = 1.64;

/** The weights that count, and those of the mixture, which counts only where it is clearly better. */
export type Learnt = { weights: Weights; mixture: Weights };

/** A customer's order, with what spoke for which product before it: for each product as many numbers as there are parts. */
type Case = { customer: number; bought: readonly string[]; products: readonly string[]; shares: Float32Array };

/** Parts in little room, since many of them are kept at once. */
function packed({ shares }: Parts): Pick<Case, 'products' | 'shares'> {
  const products = [...new Set(partNames.flatMap((name) => [...shares[name].keys()]))];
  const numbers = products.flatMap((product) => partNames.map((name) => shares[name].get(product) ?? 0));
  return { products, shares: Float32Array.from(numbers) };
}

function casesOf(orders: readonly Bought[], customer: number, market: Market): Case[] {
  return orders.slice(-mostExplained).flatMap(({ date, items }) => {
    const before = orders.filter((earlier) => earlier.date < date);
    if (before.length === 0) return [];
    return [{ customer, bought: items.map(({ product }) => product), ...packed(partsOf(before, market, date)) }];
  });
}

/** The last orders of each customer, and what the orders before them and the customers of the other groups say. */
function* learntFrom(histories: readonly (readonly Bought[])[]): Steps<Case[]> {
  const cases: Case[] = [];
  for (let group = 0; group < groups; group++) {
    const market = yield* counting(histories.filter((_, i) => i % groups !== group));
    for (const [i, orders] of histories.entries()) {
      if (i % groups !== group) continue;
      cases.push(...casesOf(orders, i, market));
      yield;
    }
  }
  return cases;
}

function normal(sums: Weights): Weights {
  const all = partNames.reduce((sum, name) => sum + sums[name], 0);
  const share = (name: PartName) => sums[name] / all;
  return { usual: share('usual'), due: share('due'), together: share('together'), popular: share('popular') };
}

/** The weights under which what was bought is most likely: a mixture's expectation and maximisation, which has one best answer. */
function* mostLikely(cases: readonly Case[]): Steps<Weights> {
  const rows = cases.flatMap(({ bought, products, shares }) =>
    bought.flatMap((product) => {
      const at = products.indexOf(product) * partNames.length;
      return at < 0 ? [] : [shares.subarray(at, at + partNames.length)];
    }),
  );
  let weights = normal(beforehand);
  for (let i = 0; i < rounds; i++) {
    const sums = { ...beforehand };
    for (const row of rows) {
      const all = partNames.reduce((sum, name, i) => sum + weights[name] * row[i]!, 0);
      if (all > 0) for (const [i, name] of partNames.entries()) sums[name] += (weights[name] * row[i]!) / all;
    }
    weights = normal(sums);
    yield;
  }
  return weights;
}

/** Whether one of what the rule would have recommended was bought. */
function isHit({ bought, products, shares }: Case, weights: Weights): boolean {
  const worth = partNames.map((name) => weights[name]);
  const scored = products.map((product, i) => ({
    product,
    score: worth.reduce((sum, weight, k) => sum + weight * shares[i * worth.length + k]!, 0),
  }));
  return best(scored, mostRecommended).some((product) => bought.includes(product));
}

/** Of which orders the rule would have recommended something; 1 or 0 each. */
function* hitsOf(cases: readonly Case[], weights: Weights): Steps<number[]> {
  const hits: number[] = [];
  for (const one of cases) {
    hits.push(Number(isHit(one, weights)));
    yield;
  }
  return hits;
}

/** Whether more orders are hit than by another rule, beyond chance; the orders of one customer are no separate proofs. */
function isClearlyMore(cases: readonly Case[], hits: readonly number[], others: readonly number[]): boolean {
  const gains = new Map<number, number>();
  for (const [i, { customer }] of cases.entries())
    gains.set(customer, (gains.get(customer) ?? 0) + hits[i]! - others[i]!);
  const all = [...gains.values()];
  const sum = all.reduce((total, gain) => total + gain, 0);
  const mean = sum / Math.max(1, all.length);
  const spread = all.reduce((total, gain) => total + (gain - mean) ** 2, 0);
  return sum > clearly * Math.sqrt(spread);
}

const count = (hits: readonly number[]): number => hits.reduce((sum, hit) => sum + hit, 0);

/**
 * Learns from some customers' orders (each oldest first) how much habit, interval, companions and popularity are worth in this
 * company. Where the mixture of them does not hit clearly more of the last orders than the better simple rule does, that one
 * is taken. What is learnt of a customer's order knows that customer's earlier orders, and those of customers of other groups:
 * orders must not praise what they themselves made known. It is done in many small steps, so that others can go between.
 */
export function* learning(histories: readonly (readonly Bought[])[]): Steps<Learnt> {
  const cases = yield* learntFrom(histories);
  const mixture = yield* mostLikely(cases);
  if (cases.length === 0) return { mixture, weights: mixture };
  let better: { weights: Weights; hits: number[] } | undefined;
  for (const weights of simple) {
    const hits = yield* hitsOf(cases, weights);
    if (!better || count(hits) > count(better.hits)) better = { weights, hits };
  }
  const hits = yield* hitsOf(cases, mixture);
  return { mixture, weights: !better || isClearlyMore(cases, hits, better.hits) ? mixture : better.weights };
}

/** All of it at once. */
export const learn = (histories: readonly (readonly Bought[])[]): Learnt => atOnce(learning(histories));
