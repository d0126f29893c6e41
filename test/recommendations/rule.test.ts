import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../src/dates.ts';
import { fewestCustomers, type Market, marketOf, mostCompanions } from '../../src/recommendations/companions.ts';
import type { Bought } from '../../src/recommendations/history.ts';
import { dueness } from '../../src/recommendations/parts.ts';
import { recommend } from '../../src/recommendations/recommend.ts';
import { learn, simple } from '../../src/recommendations/weights.ts';

const today = '2026-12-02';
const nobody: Market = { totals: { customers: 0, lines: 0, popular: [] }, facts: new Map() };
const even = { usual: 0.25, due: 0.25, together: 0.25, popular: 0.25 };

/** An order so many days ago, of products in pieces. */
const order = (daysAgo: number, ...items: [product: string, pieces: number][]): Bought => ({
  date: addDays(today, -daysAgo),
  items: items.map(([product, pieces]) => ({ product, quantity: pieces * 1000 })),
});
const product = fc.constantFrom(...'ABCDEFGHIJKL');
/** Orders of one customer, oldest first. */
const history = fc
  .array(
    fc.record({
      daysAgo: fc.integer({ min: 1, max: 700 }),
      items: fc.uniqueArray(product, { minLength: 1, maxLength: 5 }),
    }),
    { maxLength: 12 },
  )
  .map((orders) =>
    orders
      .toSorted((a, b) => b.daysAgo - a.daysAgo)
      .map(({ daysAgo, items }) => order(daysAgo, ...items.map((p, i): [string, number] => [p, i + 1]))),
  );
const companies = fc.array(history, { maxLength: 12 });

describe('what a customer may want next', () => {
  test('what comes every three weeks is due after 30 days, with the median quantity', () => {
    const orders = [order(72, ['A', 10]), order(51, ['A', 30]), order(30, ['A', 20], ['B', 1])];
    expect(recommend(orders, nobody, even, today, 5)[0]).toEqual({
      product: 'A',
      reason: { kind: 'due', days: 21, passed: 30 },
      quantity: 20_000,
    });
  });

  test('of two usual things the one whose interval is over comes first', () => {
    const dates = [70, 50, 30];
    const orders = [...dates.map((d) => order(d, ['A', 1])), ...[61, 31, 1].map((d) => order(d, ['B', 1]))];
    orders.sort((a, b) => (a.date < b.date ? -1 : 1));
    const [first, second] = recommend(orders, nobody, { usual: 0.2, due: 0.8, together: 0, popular: 0 }, today, 5);
    expect(first).toMatchObject({ product: 'A', reason: { kind: 'due', days: 20, passed: 30 } });
    expect(second).toMatchObject({ product: 'B', reason: { kind: 'usual', times: 3 } });
  });

  test('what was bought once is due by the interval of all customers', () => {
    const others = Array.from({ length: 3 }, () => [order(200, ['A', 1]), order(170, ['A', 1])]);
    const [first] = recommend([order(40, ['A', 5])], marketOf(others), even, today, 5);
    expect(first).toMatchObject({ product: 'A', reason: { kind: 'due', days: 30, passed: 40 }, quantity: 5000 });
  });

  test('what the customers of a product take too is recommended with it, and says so', () => {
    const both = Array.from({ length: 4 }, () => [order(90, ['A', 1], ['C', 1])]);
    const others = Array.from({ length: 4 }, () => [order(90, ['X', 1], ['Y', 1])]);
    const found = recommend([order(10, ['A', 1])], marketOf([...both, ...others]), even, today, 5);
    expect(found.find((r) => r.product === 'C')).toEqual({ product: 'C', reason: { kind: 'together', product: 'A' } });
    expect(found.find((r) => r.product === 'X')?.reason).toEqual({ kind: 'popular' });
  });

  test('a customer without orders is recommended what sells best', () => {
    const others = Array.from({ length: 3 }, (_, i) => [order(90, ['A', 1], ['B', 1]), order(60 + i, ['A', 1])]);
    expect(recommend([], marketOf(others), even, today, 1)).toEqual([{ product: 'A', reason: { kind: 'popular' } }]);
  });

  test('nothing twice, never more than asked for, quantities that were really ordered, and the same each time', () => {
    fc.assert(
      fc.property(companies, history, fc.integer({ min: 0, max: 8 }), (others, own, most) => {
        const market = marketOf(others);
        const found = recommend(own, market, learn(others).weights, today, most);
        const ordered = (p: string) =>
          own.flatMap((o) => o.items.filter((i) => i.product === p).map((i) => i.quantity));
        expect(found.length).toBeLessThanOrEqual(most);
        expect(new Set(found.map((r) => r.product)).size).toBe(found.length);
        for (const { product: p, quantity, reason } of found) {
          if (quantity === undefined) expect(ordered(p)).toEqual([]);
          else expect(ordered(p)).toContain(quantity);
          if (reason.kind === 'due') expect(reason.passed).toBeGreaterThanOrEqual(reason.days);
          if (reason.kind === 'together') expect(ordered(reason.product)).not.toEqual([]);
          if (reason.kind === 'usual') expect(reason.times).toBe(ordered(p).length);
        }
        expect(recommend(own, market, learn(others).weights, today, most)).toEqual(found);
      }),
      { numRuns: 60 },
    );
  });

  test('the longer something is over its interval, up to its double, the more it is due; then less and less', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 400 }), fc.nat(2000), fc.nat(2000), (days, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)];
        if (more <= 2 * days)
          expect(dueness({ days, passed: less })).toBeLessThanOrEqual(dueness({ days, passed: more }));
        if (less >= 2 * days)
          expect(dueness({ days, passed: less })).toBeGreaterThanOrEqual(dueness({ days, passed: more }));
      }),
    );
  });
});

describe('what is counted over all customers', () => {
  test('tells nothing that fewer than three customers bought', () => {
    fc.assert(
      fc.property(companies, (others) => {
        const { totals, facts } = marketOf(others);
        const buyers = (...products: string[]) =>
          others.filter((own) => products.every((p) => own.some((o) => o.items.some((i) => i.product === p)))).length;
        for (const one of totals.popular) expect(buyers(one.product)).toBeGreaterThanOrEqual(fewestCustomers);
        for (const { product: p, companions, interval } of facts.values()) {
          expect(companions.length).toBeLessThanOrEqual(mostCompanions);
          for (const c of companions) {
            expect(c.customers).toBe(buyers(p, c.product));
            expect(c.customers).toBeGreaterThanOrEqual(fewestCustomers);
          }
          if (interval !== undefined) expect(buyers(p)).toBeGreaterThanOrEqual(fewestCustomers);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('does not depend on which customer comes first', () => {
    fc.assert(
      fc.property(companies, (others) => {
        const sorted = (market: Market) =>
          [...market.facts.values()]
            .map((one) => ({ ...one, companions: one.companions.length }))
            .sort((a, b) => (a.product < b.product ? -1 : 1));
        expect(sorted(marketOf(others.toReversed()))).toEqual(sorted(marketOf(others)));
      }),
      { numRuns: 40 },
    );
  });
});

describe('what a company’s own past teaches', () => {
  const [popular, usual] = simple as [(typeof simple)[number], (typeof simple)[number]];

  test('where customers take the same again and again, the usual things come first', () => {
    const others = Array.from({ length: 40 }, (_, i) =>
      [150, 120, 90, 60, 30].map((d) => order(d, [`own${i % 10}`, 1], [`mine${i % 10}`, 2])),
    );
    const { weights, mixture } = learn(others);
    expect(weights.usual + weights.due + weights.together).toBeGreaterThan(0.6);
    expect(mixture.popular).toBeLessThan(0.4);
  });

  test('where they take now this and now that of what sells best, what sells best does', () => {
    const others = Array.from({ length: 40 }, (_, i) =>
      [150, 120, 90, 60, 30].map((d, k) => order(d, [`star${(i + k) % 4}`, 1], [`rare${i}-${k}`, 1])),
    );
    expect(learn(others).weights.popular).toBeGreaterThan(usual.popular);
  });

  test('are shares that make a whole, whatever was bought', () => {
    fc.assert(
      fc.property(companies, (others) => {
        for (const weights of Object.values(learn(others))) {
          const shares = Object.values(weights);
          expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
          expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1);
        }
      }),
      { numRuns: 40 },
    );
    expect(popular.popular).toBe(1);
  });
});
