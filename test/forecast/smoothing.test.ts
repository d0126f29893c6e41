import { describe, expect, test } from '@jest/globals';
import { lineThrough } from '../../src/forecast/figures.ts';
import { leastCost } from '../../src/forecast/search.ts';
import { noSeason } from '../../src/forecast/season.ts';
import { carriedOn, fitted, type Smoothing } from '../../src/forecast/smoothing.ts';

/** Begins at 10 and learns half of each error, nothing else. */
const plain: Smoothing = {
  trend: false,
  season: noSeason,
  level: 10,
  slope: 0,
  alpha: 0.5,
  beta: 0,
  gamma: 0,
  damping: 1,
};

describe('worked out by hand', () => {
  test('the level takes half of each error: 10 → 10 → 11 → 12.5', () => {
    expect(carriedOn([10, 12, 14], plain, 2)).toEqual([12.5, 12.5]);
  });

  test('a trend of which half remains each period: errors 1 and 0.875 make level 12.5625 and slope 0.84375', () => {
    const holt: Smoothing = { ...plain, trend: true, slope: 2, beta: 0.5, damping: 0.5 };
    expect(carriedOn([12, 13], holt, 2)).toEqual([12.5625 + 0.421875, 12.5625 + 0.421875 + 0.2109375]);
  });

  test('a season that is added: +1 and −1 become +1.25 and −1.375 above a level of 9.75', () => {
    const winters: Smoothing = { ...plain, gamma: 0.5, season: { way: 'added', shape: [1, -1], strength: 1 } };
    expect(carriedOn([12, 8], winters, 3)).toEqual([11, 8.375, 11]);
  });

  test('a season that multiplies: 15 where 12 was expected lifts the level to 9 and its half-year to 1.59375', () => {
    const season = { way: 'multiplied', shape: [1.5, 0.5], strength: 1 } as const;
    expect(carriedOn([15, 4.5], { ...plain, level: 8, gamma: 0.5, season }, 2)).toEqual([9 * 1.59375, 4.5]);
  });

  test('the season goes on from where the history ends', () => {
    const season = { way: 'added', shape: [0, 3, 6], strength: 1 } as const;
    expect(carriedOn([10, 13, 16, 10], { ...plain, season }, 3)).toEqual([13, 16, 10]);
  });

  test('the line through 1, 2, 4, 5 begins at 0.9 and climbs by 1.4', () => {
    const { start, slope } = lineThrough([1, 2, 4, 5]);
    expect(start).toBeCloseTo(0.9, 12);
    expect(slope).toBeCloseTo(1.4, 12);
    expect(lineThrough([7])).toEqual({ start: 7, slope: 0 });
  });
});

describe('what is fitted', () => {
  test('a level that jumps once and stays is followed at once', () => {
    const values = [...Array(15).fill(0.5), ...Array(15).fill(1.5)];
    const smoothing = fitted(values, false);
    expect(smoothing.alpha).toBeGreaterThan(0.9);
    expect(carriedOn(values, smoothing, 1)[0]).toBeCloseTo(1.5, 2);
  });

  test('a level in noise that alternates is hardly moved by it', () => {
    const values = Array.from({ length: 40 }, (_, t) => (t % 2 === 0 ? 0.8 : 1.2));
    const smoothing = fitted(values, false);
    expect(smoothing.alpha).toBeLessThan(0.1);
    expect(carriedOn(values, smoothing, 1)[0]).toBeCloseTo(1, 1);
  });

  test('a straight line is carried on, more flatly with each period', () => {
    const values = Array.from({ length: 30 }, (_, t) => 0.4 + 0.04 * t);
    const ahead = carriedOn(values, fitted(values, true), 12);
    const steps = ahead.map((v, k) => v - (k === 0 ? values.at(-1)! : ahead[k - 1]!));
    expect(steps[0]).toBeGreaterThan(0.03);
    expect(steps[0]).toBeLessThan(0.045);
    for (let k = 1; k < steps.length; k++) expect(steps[k]).toBeLessThan(steps[k - 1]!);
    expect(steps.at(-1)).toBeGreaterThan(0);
  });
});

describe('the search', () => {
  test('finds the bottom of a crooked bowl', () => {
    const bowl = ([x, y]: readonly number[]) => (1 - x!) ** 2 + 10 * (y! - x! * x!) ** 2;
    const [x, y] = leastCost(bowl, [
      { low: -2, high: 2, start: -1 },
      { low: -2, high: 4, start: 2 },
    ]);
    expect(x).toBeCloseTo(1, 1);
    expect(y).toBeCloseTo(1, 1);
  });

  test('stays within its bounds where the bottom lies outside', () => {
    const found = leastCost(([x]) => (x! - 5) ** 2, [{ low: 0, high: 1, start: 0.3 }]);
    expect(found[0]).toBeCloseTo(1, 3);
    expect(found[0]).toBeLessThanOrEqual(1);
  });

  test('ends where everything costs the same', () => {
    expect(leastCost(() => 0, [{ low: 0, high: 1, start: 0.3 }])).toEqual([0.3]);
  });
});
