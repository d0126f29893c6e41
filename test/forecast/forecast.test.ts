import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { measure, seriesOf, summary } from '../../bench/support/series.js';
import { type ForecastAsked, forecast } from '../../src/forecast/forecast.ts';
import { lastValue, learnt, seasonBefore } from '../../src/forecast/methods.ts';
import { leastCost } from '../../src/forecast/search.ts';
import { isLongEnough, levelsOf, noSeason, seasonOf, without } from '../../src/forecast/season.ts';
import { carriedOn, type Smoothing } from '../../src/forecast/smoothing.ts';

/** The forecast of a series that has enough history. */
function known(asked: ForecastAsked) {
  const found = forecast(asked);
  if (found.kind !== 'forecast') throw new Error('too short');
  return found;
}
const plain: Smoothing = {
  ...{ trend: false, season: noSeason, level: 10, slope: 0, alpha: 0.5, beta: 0, gamma: 0, damping: 1 },
};
const pattern = [5, -3, 0, 2, 8, -6, -4, 1, 3, -2, -7, 3];
const seasonal = (years: number, of = (t: number) => 100 + t) =>
  Array.from({ length: 12 * years }, (_, t) => of(t) + pattern[t % 12]!);

describe('smoothing, reckoned by hand', () => {
  test('a level takes half of each error: 10, then 11 after 12, then still 11 after 11', () => {
    expect(carriedOn([10, 12, 11], plain, 2)).toEqual([11, 11]);
  });

  test('a trend dies out: steps of 1.8, 1.62, 1.458 …', () => {
    // Expected 10 + 0.9 · 2 = 11.8; it was 11.8, so nothing is learnt: level 11.8, slope 1.8.
    const trend = { ...plain, trend: true, slope: 2, damping: 0.9, beta: 0.4 };
    const [first, second] = carriedOn([11.8], trend, 2);
    expect(first).toBeCloseTo(11.8 + 1.62, 10);
    expect(second).toBeCloseTo(11.8 + 1.62 + 1.458, 10);
  });

  test('of an error of 2 the level takes 1 and the slope 0.4', () => {
    const trend = { ...plain, trend: true, slope: 2, damping: 0.9, beta: 0.4 };
    const [first] = carriedOn([13.8], trend, 1);
    expect(first).toBeCloseTo(12.8 + 0.9 * (1.8 + 0.4), 10);
  });

  test('an added season stands on its level, a multiplied one multiplies it', () => {
    const added = { ...plain, season: { way: 'added' as const, shape: [3, -3], strength: 1 } };
    expect(carriedOn([13, 7], added, 3)).toEqual([13, 7, 13]);
    const multiplied = { ...plain, season: { way: 'multiplied' as const, shape: [1.5, 0.5], strength: 1 } };
    expect(carriedOn([15, 5], multiplied, 2)).toEqual([15, 5]);
  });

  test('what is taken off a level is what the mean of a year says', () => {
    const values = seasonal(4, () => 100);
    const levels = levelsOf(values, 12);
    expect(levels[20]).toBeCloseTo(100, 10);
    const season = seasonOf(values, 12, 'added');
    expect(season.strength).toBeCloseTo(1, 10);
    for (const value of without(values, season)) expect(value).toBeCloseTo(100, 8);
    expect(isLongEnough(values.slice(0, 23), 12)).toBe(false);
  });

  test('the search finds the bottom of a bowl, within its bounds', () => {
    const bowl = ([x = 0, y = 0]: readonly number[]) => (x - 0.3) ** 2 + 2 * (y + 1) ** 2;
    const bounds = [
      { low: 0, high: 1, start: 0.9 },
      { low: -0.5, high: 1, start: 0 },
    ];
    const [x, y] = leastCost(bowl, bounds);
    expect(x).toBeCloseTo(0.3, 2);
    expect(y).toBeCloseTo(-0.5, 3);
  });

  test('the naive forecasts are the last value, and the year before', () => {
    expect(lastValue([1, 2, 3], 2)).toEqual([3, 3]);
    expect(seasonBefore(3)([1, 2, 3, 4], 4)).toEqual([2, 3, 4, 2]);
    expect(seasonBefore(12)([1, 2], 2)).toEqual([2, 2]);
  });

  test('theta goes on with half the slope of the line through all', () => {
    const values = Array.from({ length: 40 }, (_, t) => 50 + 4 * t);
    const [first = 0, second = 0] = learnt('theta', values, 1)(values, 2);
    expect(second - first).toBeCloseTo(2, 6);
  });
});

describe('a forecast', () => {
  test('of fewer than eight periods is refused, and says how many there are', () => {
    expect(forecast({ values: [1, 2, 3, 4, 5, 6, 7], season: 12, horizon: 3 })).toEqual({
      kind: 'short',
      have: 7,
      need: 8,
    });
    expect(forecast({ values: [1, 2, 3, 4, 5, 6, 7, 8], season: 12, horizon: 3 }).kind).toBe('forecast');
  });

  test('of sales that never change is what they are', () => {
    const { points, backtest } = known({ values: Array(30).fill(500), season: 12, horizon: 3 });
    for (const { value, low, high } of points) expect([value, low, high]).toEqual([500, 500, 500]);
    expect(backtest).toMatchObject({ mae: 0, error: 0 });
  });

  test('of sales that rise evenly with a season goes on with both', () => {
    const { points, seasonal: isSeasonal, beatsNaive } = known({ values: seasonal(6), season: 12, horizon: 12 });
    expect([isSeasonal, beatsNaive]).toEqual([true, true]);
    points.forEach(({ value }, k) => {
      expect(Math.abs(value - (172 + k + pattern[k]!))).toBeLessThan(6);
    });
  });

  test('of a pure walk shows the last value where nothing is nearer, and says so', () => {
    const steps = [3, -4, 5, 2, -6, 4, -1, -3, 6, -5, 2, 4, -2, 5, -6, 1, 3, -4, 6, -3, 2, -5, 4, 1];
    let level = 1_000;
    const values = steps.map((step) => (level += 20 * step));
    const shown = known({ values, season: 1, horizon: 2 });
    if (!shown.beatsNaive) expect(shown.points.map(({ value }) => value)).toEqual([values.at(-1), values.at(-1)]);
    expect(shown.beatsNaive).toBe(shown.backtest.mae < shown.backtest.naiveMae);
  });

  test('of sales with no season has none', () => {
    const values = Array.from({ length: 60 }, (_, t) => 100 + ((t * 37) % 41));
    expect(known({ values, season: 12, horizon: 3 }).seasonal).toBe(false);
  });

  test('is told with what it was beside what came', () => {
    const { backtest } = known({ values: seasonal(5), season: 12, horizon: 3 });
    expect(backtest.points).toHaveLength(3);
    for (const { actual, forecast: expected } of backtest.points) expect(Math.abs(actual - expected)).toBeLessThan(10);
  });
});

const series = fc.array(
  fc.oneof(fc.integer({ min: 0, max: 1_000_000 }), fc.constant(0), fc.integer({ min: -5_000, max: 5_000 })),
  { minLength: 8, maxLength: 60 },
);

describe('whatever the series', () => {
  test('there is a number for each period, within its interval, and none below zero of what never was', () => {
    fc.assert(
      fc.property(series, fc.constantFrom(1, 12, 52), fc.integer({ min: 1, max: 12 }), (values, season, horizon) => {
        const { points, shares } = known({ values, season, horizon });
        expect(points).toHaveLength(horizon);
        for (const { value, low, high } of points) {
          expect([value, low, high].every(Number.isFinite)).toBe(true);
          expect(low <= value && value <= high).toBe(true);
          if (values.every((one) => one >= 0)) expect(low).toBeGreaterThanOrEqual(0);
        }
        expect(Math.abs(shares.reduce((sum, { share }) => sum + share, 0) - 10_000)).toBeLessThan(10);
      }),
      { numRuns: 60 },
    );
  });

  test('the same values give the same forecast, a hundred times the values a hundred times the forecast', () => {
    fc.assert(
      fc.property(series, (values) => {
        const [one, again] = [known({ values, season: 12, horizon: 3 }), known({ values, season: 12, horizon: 3 })];
        expect(again).toEqual(one);
        const larger = known({ values: values.map((v) => v * 100), season: 12, horizon: 3 });
        larger.points.forEach(({ value }, k) => {
          expect(Math.abs(value - 100 * one.points[k]!.value)).toBeLessThanOrEqual(1e-6 * (1 + Math.abs(value)));
        });
      }),
      { numRuns: 40 },
    );
  });

  test('sales of a trillion, and one freak month, break nothing', () => {
    const values = seasonal(4).map((v) => v * 1e12);
    values[20] = 9e15;
    for (const { value } of known({ values, season: 12, horizon: 3 }).points) expect(Number.isFinite(value)).toBe(true);
  });
});

test('over 120 series of eight kinds with a hidden last year: nearer than the year before, and the interval holds 75 to 85 of 100', () => {
  const { series: many, ratio, coverage } = summary(measure(seriesOf(15), forecast));
  expect(many).toBe(120);
  expect(ratio).toBeLessThan(0.9);
  expect(coverage).toBeGreaterThan(0.75);
  expect(coverage).toBeLessThan(0.85);
});
