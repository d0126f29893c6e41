import { type Market, marketOf } from './companions.ts';
import type { Bought } from './history.ts';
import { type PartName, type Parts, partNames, partsOf, type Weights } from './parts.ts';
import { ranked } from './recommend.ts';

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

/** A customer's order, with what spoke for which product before it. */
type Case = { customer: number; parts: Parts; bought: readonly string[] };

function casesOf(orders: readonly Bought[], customer: number, market: Market): Case[] {
  return orders.slice(-mostExplained).flatMap(({ date, items }) => {
    const before = orders.filter((earlier) => earlier.date < date);
    if (before.length === 0) return [];
    return [{ customer, parts: partsOf(before, market, date), bought: items.map(({ product }) => product) }];
  });
}

/** The last orders of each customer, and what the orders before them and the customers of the other groups say. */
function* learntFrom(histories: readonly (readonly Bought[])[]): Generator<void, Case[]> {
  const cases: Case[] = [];
  for (let group = 0; group < groups; group++) {
    const market = marketOf(histories.filter((_, i) => i % groups !== group));
    yield;
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
function* mostLikely(cases: readonly Case[]): Generator<void, Weights> {
  const said = ({ parts }: Case, product: string, name: PartName) => parts.shares[name].get(product) ?? 0;
  const rows = cases.flatMap((one) =>
    one.bought.map((product) => ({
      usual: said(one, product, 'usual'),
      due: said(one, product, 'due'),
      together: said(one, product, 'together'),
      popular: said(one, product, 'popular'),
    })),
  );
  let weights = normal(beforehand);
  for (let i = 0; i < rounds; i++) {
    const sums = { ...beforehand };
    for (const row of rows) {
      const all = partNames.reduce((sum, name) => sum + weights[name] * row[name], 0);
      if (all > 0) for (const name of partNames) sums[name] += (weights[name] * row[name]) / all;
    }
    weights = normal(sums);
    yield;
  }
  return weights;
}

/** Of which orders the rule would have recommended something; 1 or 0 each. */
function* hitsOf(cases: readonly Case[], weights: Weights): Generator<void, number[]> {
  const hits: number[] = [];
  for (const { parts, bought } of cases) {
    hits.push(Number(ranked(parts, weights, mostRecommended).some((product) => bought.includes(product))));
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
export function* learning(histories: readonly (readonly Bought[])[]): Generator<void, Learnt> {
  const cases = yield* learntFrom(histories);
  const mixture = yield* mostLikely(cases);
  if (cases.length === 0) return { mixture, weights: mixture };
  let best: { weights: Weights; hits: number[] } | undefined;
  for (const weights of simple) {
    const hits = yield* hitsOf(cases, weights);
    if (!best || count(hits) > count(best.hits)) best = { weights, hits };
  }
  const hits = yield* hitsOf(cases, mixture);
  return { mixture, weights: !best || isClearlyMore(cases, hits, best.hits) ? mixture : best.weights };
}

/** All of it at once. */
export function learn(histories: readonly (readonly Bought[])[]): Learnt {
  const steps = learning(histories);
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
