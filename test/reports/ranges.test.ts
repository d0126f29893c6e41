import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { rangesOf } from '../../src/reports/ranges.ts';

const sorted = (values: readonly number[]) => Float64Array.from(values).sort();

describe('amounts by ranges', () => {
  test('have round limits, and say how many orders and how much money', () => {
    expect(rangesOf(sorted([120_00, 180_00, 450_00, 999_99]))).toEqual([
      { from: 100_00, below: 200_00, count: 2, total: 300_00 },
      { from: 200_00, below: 500_00, count: 1, total: 450_00 },
      { from: 500_00, below: 1_000_00, count: 1, total: 999_99 },
    ]);
  });

  test('of very different sizes: the smallest are put together', () => {
    const ranges = rangesOf(sorted([5, 80, 700_00, 1_000_000_00]));
    expect(ranges).toHaveLength(8);
    expect(ranges[0]).toMatchObject({ count: 3, total: 700_85 });
    expect(ranges[0]?.from).toBeUndefined();
    expect(ranges.at(-1)).toMatchObject({ from: 1_000_000_00, count: 1 });
  });

  test('that are zero or less are a range of their own', () => {
    expect(rangesOf(sorted([-5_00, 0, 10_00]))[0]).toEqual({ below: 1, count: 2, total: -5_00 });
    expect(rangesOf(sorted([-5_00]))).toEqual([{ below: 1, count: 1, total: -5_00 }]);
    expect(rangesOf(sorted([]))).toEqual([]);
  });

  test('whatever they are: every order is in one range, and sums are those of all', () => {
    const amounts = fc.array(fc.oneof(fc.integer({ min: -1e6, max: 1e6 }), fc.integer({ min: 1, max: 1e15 })), {
      minLength: 1,
      maxLength: 80,
    });
    fc.assert(
      fc.property(amounts, (values) => {
        const ranges = rangesOf(sorted(values));
        expect(ranges.length).toBeLessThanOrEqual(8);
        for (const { from, below, count } of ranges) {
          const inside = values.filter((v) => v < below && (from === undefined || v >= from));
          const before = ranges.find((other) => other !== ranges[0] && other.below < below);
          if (from !== undefined) expect(inside).toHaveLength(count);
          else expect(before).toBeUndefined();
        }
        expect(ranges.reduce((sum, { count }) => sum + count, 0)).toBe(values.length);
        expect(ranges.reduce((sum, { total }) => sum + total, 0)).toBeCloseTo(
          values.reduce((a, b) => a + b, 0),
          3,
        );
      }),
    );
  });
});
