import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { averageOf, changeOf, compareGroups, medianOf, quantileOf, rateOf } from '../../src/reports/figures.ts';
import { matcherOf, narrow } from '../../src/reports/narrow.ts';
import { rowOf, shareOut } from '../../src/rollups/row.ts';
import { timeliness } from '../../src/rollups/timeliness.ts';
import { figuresOf, row, today } from './support/rows.ts';

const amounts = fc.array(fc.integer({ min: -5_000_00, max: 900_000_00 }), { maxLength: 60 });
const rowsOf = (values: readonly number[]) =>
  values.map((amount, index) =>
    row({ amount, code: `C${index % 7}`, date: `2026-${index % 2 ? '10' : '11'}-0${(index % 9) + 1}` }),
  );

describe('figures of six orders, added up by hand', () => {
  const six = [120_00, 80_01, 500_00, 80_00, 1_000_00, 0].map((amount) => row({ amount }));
  const figures = figuresOf(six);

  test('total 1,780.01, average 296.67, median 100.01 (rounded half up from 100.005)', () => {
    expect(figures).toMatchObject({ count: 6, total: 1_780_01, average: 296_67, median: 100_01 });
  });

  test('a quarter is at or under 80.00, nine tenths at or under 1,000.00', () => {
    expect(figures.spread).toEqual({
      smallest: 0,
      quarter: 80_00,
      threeQuarters: 500_00,
      nineTenths: 1_000_00,
      largest: 1_000_00,
    });
  });

  test('no orders have no average, no median, no rate: nothing is made up', () => {
    const none = figuresOf([]);
    expect(none).toMatchObject({ count: 0, total: 0 });
    expect([none.average, none.median, none.spread, none.onTime.rate, none.review.rate]).toEqual(
      Array(5).fill(undefined),
    );
  });
});

describe('whatever the amounts', () => {
  const naiveMedian = (values: readonly number[]): number => {
    const sorted = [...values].sort((a, b) => a - b);
    const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)]!, sorted[Math.ceil((sorted.length - 1) / 2)]!];
    const mean = (low + high) / 2;
    return Math.sign(mean) * Math.round(Math.abs(mean)) + 0;
  };

  test('the median is the one found by sorting and looking', () => {
    fc.assert(
      fc.property(amounts, (values) => {
        const { median } = figuresOf(values.map((amount) => row({ amount })));
        if (values.length === 0) expect(median).toBeUndefined();
        else expect(median! + 0).toBe(naiveMedian(values));
      }),
    );
  });

  test('groups of every kind add up to the total and to the count', () => {
    fc.assert(
      fc.property(amounts, (values) => {
        const figures = figuresOf(rowsOf(values));
        for (const groups of Object.values(figures.groups)) {
          expect(groups.reduce((sum, group) => sum + group.total!, 0)).toBe(figures.total);
          expect(groups.reduce((sum, group) => sum + group.count, 0)).toBe(figures.count);
        }
      }),
    );
  });

  test('a quantile is an amount of one of the orders, with enough orders at or under it', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 100 }), (values, percent) => {
        fc.pre(values.length > 0);
        const sorted = [...values].sort((a, b) => a - b);
        const found = quantileOf(sorted, percent)!;
        expect(values).toContain(found);
        const under = values.filter((value) => value <= found).length;
        expect(under * 100).toBeGreaterThanOrEqual(percent * values.length);
      }),
    );
  });

  test('a foreign order’s base total is shared out over its lines to the cent', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 0, max: 90_000_000 }),
        (lines, total) => {
          const shares = shareOut(total, lines);
          expect(shares.reduce((a, b) => a + b, 0)).toBe(total);
          const sum = lines.reduce((a, b) => a + b, 0);
          if (sum > 0)
            for (const [i, share] of shares.entries())
              expect(Math.abs(share - (total * lines[i]!) / sum)).toBeLessThan(1.01);
        },
      ),
    );
  });
});

describe('small rules', () => {
  test('ten thirds are shared out 4, 3, 3: what is left goes to the earlier line', () => {
    expect(shareOut(10, [1, 1, 1])).toEqual([4, 3, 3]);
    expect(shareOut(100, [1, 2, 4])).toEqual([14, 29, 57]);
    expect(shareOut(7, [0, 0])).toEqual([7, 0]);
  });

  test('halves are rounded away from zero', () => {
    expect([averageOf(5, 2), averageOf(-5, 2), medianOf([1, 2]), medianOf([])]).toEqual([3, -3, 2, undefined]);
  });

  test('a change from nothing has no percentage', () => {
    expect(changeOf(5, 0)).toEqual({ now: 5, before: 0, difference: 5, rate: undefined });
    expect(changeOf(3, 4)).toEqual({ now: 3, before: 4, difference: -1, rate: -2_500 });
    expect(rateOf(1, 3)).toBe(3_333);
  });

  test('an order of two products counts once in all and once in each', () => {
    const lines = [
      { sku: 'A', name: 'A', quantity: 1_000, amount: 60 },
      { sku: 'B', name: 'B', quantity: 2_000, amount: 40 },
      { sku: 'A', name: 'A', quantity: 3_000, amount: 5 },
    ];
    const { groups, count } = figuresOf([row({ amount: 105, lines })]);
    expect(count).toBe(1);
    expect(groups.product).toEqual([
      { key: 'A', name: 'A', count: 1, total: 65, quantity: 4_000 },
      { key: 'B', name: 'B', count: 1, total: 40, quantity: 2_000 },
    ]);
  });

  test('a customer who ordered before and not now is listed with zero, for the fall to be seen', () => {
    const now = [{ key: 'A', count: 1, total: 10 }];
    const before = [{ key: 'B', count: 2, total: 30 }];
    expect(compareGroups(now, before, true)).toEqual([
      { key: 'A', count: 1, total: 10, before: { count: 0, total: 0 } },
      { key: 'B', count: 0, total: 0, quantity: 0, onTime: 0, late: 0, before: { count: 2, total: 30 } },
    ]);
  });
});

describe('on time or late', () => {
  const promised = '2026-11-20';
  test.each([
    ['delivered on the day', { promised, shipped: '2026-11-18', delivered: '2026-11-20' }, 'onTime'],
    ['shipped in time, delivered a day late', { promised, shipped: '2026-11-18', delivered: '2026-11-21' }, 'late'],
    ['shipped on the day, not delivered yet', { promised, shipped: '2026-11-20' }, 'onTime'],
    ['shipped late', { promised, shipped: '2026-11-21' }, 'late'],
    ['neither, and the day has passed', { promised }, 'late'],
    ['neither, and it is due today', { promised: today }, 'notDue'],
    ['nothing promised', {}, 'notDue'],
  ])('%s', (_, dates, expected) => {
    expect(timeliness(dates, today)).toBe(expected);
  });

  test('the rate is of those that are due', () => {
    const rows = [{ promised, shipped: promised }, { promised }, { promised: '2026-12-24' }, {}].map(row);
    expect(figuresOf(rows).onTime).toEqual({ onTime: 1, late: 1, rate: 5_000 });
  });

  test('a part shipment does not make an order shipped', () => {
    const order = {
      _id: '1',
      draftNo: 'D-1',
      customerSnapshot: { code: 'A', name: 'A' },
      currency: 'CNY',
      orderDate: '2026-11-01',
      shippedAt: '2026-11-02',
      promisedDate: '2026-11-05',
    };
    const timelinessOf = (state: 'part_shipped' | 'shipped') =>
      timeliness(rowOf({ ...order, state }, { money: true, currentOwner: false }), today);
    expect([timelinessOf('part_shipped'), timelinessOf('shipped')]).toEqual(['late', 'onTime']);
  });
});

describe('filters', () => {
  const two = row({
    code: 'AL',
    name: 'Alpine Ltd',
    amount: 100,
    lines: [
      { sku: 'A', name: 'Nut', category: 'metal', quantity: 1, amount: 70 },
      { sku: 'B', name: 'Belt', category: 'rubber', quantity: 1, amount: 30 },
    ],
  });
  const through = (...filters: [Parameters<typeof matcherOf>[0], string[]][]) =>
    narrow(
      two,
      filters.map(([name, values]) => matcherOf(name, values)),
    )?.amount;

  test('a product or category leaves only its lines, and the amount is theirs', () => {
    expect(through(['product', ['belt']])).toBe(30);
    expect(through(['category', ['metal', 'rubber']])).toBe(100);
    expect(through(['category', ['metal']], ['product', ['B']])).toBeUndefined();
  });

  test('a customer is found by code or a part of the name, and exactly with =', () => {
    expect(through(['customer', ['alp']])).toBe(100);
    expect(through(['customer', ['al']])).toBe(100);
    expect(through(['customer', ['=al']])).toBe(100);
    expect(through(['customer', ['=alp']])).toBeUndefined();
    expect(through(['customer', ['acme']])).toBeUndefined();
  });
});
