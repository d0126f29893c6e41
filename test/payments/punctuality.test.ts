import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays } from '../../src/dates.ts';
import { type Paying, punctualityOf, ratings } from '../../src/payments/punctuality.ts';

const today = '2026-12-02';
const paid = (late: number, weight = 100_00): Paying => ({
  dueDate: '2026-06-01',
  settledAt: addDays('2026-06-01', late),
  weight,
});
const open = (days: number, weight = 100_00): Paying => ({ dueDate: addDays(today, -days), weight });

describe('how a customer pays', () => {
  test.each([
    ['A', [paid(0), paid(-5), paid(0)]],
    ['A', [paid(0), paid(0), paid(0), open(7, 10_00)]],
    ['B', [paid(0), paid(0), paid(12)]],
    ['C', [paid(20), paid(30), paid(15)]],
    ['C', [paid(0), paid(0), paid(0), open(45, 1_00)]],
    ['D', [paid(40), paid(60), paid(20)]],
    ['D', [paid(0), paid(0), paid(0), open(61, 1_00)]],
  ] as const)('%s', (rating, all) => {
    expect(punctualityOf(all, today).rating).toBe(rating);
  });

  test('is not known from fewer than three settled orders', () => {
    expect(punctualityOf([paid(0), paid(3)], today)).toEqual({ daysLate: 2, onTime: 50, settled: 2 });
    expect(punctualityOf([], today)).toEqual({ settled: 0 });
  });

  test('weighs by amount, and early does not make up for late', () => {
    expect(punctualityOf([paid(-20, 900_00), paid(10, 100_00), paid(0, 0)], today)).toMatchObject({
      daysLate: 1,
      onTime: 90,
      settled: 2,
    });
  });

  test('never gets better by being later', () => {
    const days = fc.array(fc.integer({ min: -10, max: 120 }), { minLength: 3, maxLength: 12 });
    fc.assert(
      fc.property(days, fc.nat(11), fc.integer({ min: 1, max: 60 }), (all, which, more) => {
        const rank = (some: readonly number[]) =>
          ratings.indexOf(
            punctualityOf(
              some.map((d) => paid(d)),
              today,
            ).rating!,
          );
        const later = all.map((d, i) => (i === which % all.length ? d + more : d));
        expect(rank(later)).toBeGreaterThanOrEqual(rank(all));
      }),
    );
  });
});
