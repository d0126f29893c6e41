import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type HabitOrder, habitsOf, median } from '../../src/customers/habits.ts';

const order = (orderDate: string, baseTotal: number, ...lines: [string, number][]): HabitOrder => ({
  orderDate,
  baseTotal,
  lines: lines.map(([sku, quantity]) => ({
    sku,
    name: sku,
    unit: 'pcs',
    quantity: quantity * 1000,
    unitPrice: 10_000,
  })),
});

describe('how a customer buys', () => {
  test('usual items are in at least two orders, with the median quantity', () => {
    const habits = habitsOf([
      order('2026-03-01', 100, ['A', 10], ['B', 1]),
      order('2026-02-01', 100, ['A', 30]),
      order('2026-01-01', 100, ['A', 20], ['C', 5]),
    ]);
    expect(habits.usual).toEqual([{ sku: 'A', name: 'A', unit: 'pcs', times: 3, quantity: 20_000, lastPrice: 10_000 }]);
  });

  test('two lines of one product in one order are one time', () => {
    expect(habitsOf([order('2026-03-01', 1, ['A', 1], ['A', 2])]).usual[0]).toMatchObject({ times: 1, quantity: 3000 });
  });

  test('two orders on one day are one visit; three visits in 60 days are one every 30', () => {
    const dates = ['2026-03-02', '2026-03-02', '2026-01-31', '2026-01-01'];
    expect(habitsOf(dates.map((d) => order(d, 1))).interval).toBe(30);
  });

  test('twice as much in the newer half is a rise of 100 %; with five orders nothing is said', () => {
    const totals = [200, 200, 200, 100, 100, 100];
    expect(habitsOf(totals.map((t) => order('2026-01-01', t))).trend).toBe(100);
    expect(habitsOf(totals.slice(1).map((t) => order('2026-01-01', t))).trend).toBeUndefined();
  });

  test('a customer without orders has no habits', () => {
    expect(habitsOf([])).toEqual({ orders: 0, usual: [], interval: undefined, average: undefined, trend: undefined });
  });

  test('the median is a quantity that was ordered, with as many above as below', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1 }), (values) => {
        const middle = median(values);
        const below = values.filter((v) => v < middle).length;
        const above = values.filter((v) => v > middle).length;
        return values.includes(middle) && below <= values.length / 2 && above <= values.length / 2;
      }),
    );
  });
});
