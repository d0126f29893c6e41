import { describe, expect, test } from '@jest/globals';
import {
  meanError,
  mixed,
  mixedTrials,
  sharesAt,
  type Trial,
  testedOf,
  trialsOf,
} from '../../src/forecast/backtest.ts';
import { halfWidths } from '../../src/forecast/interval.ts';
import { learnt } from '../../src/forecast/methods.ts';

const trial = (from: number, errors: number[]): Trial => ({ from, errors, forecast: errors.map(() => 0) });

describe('how many periods are tested', () => {
  test.each([
    [8, 12, 2],
    [23, 12, 7],
    [24, 12, 6],
    [32, 12, 8],
    [36, 12, 12],
    [120, 12, 24],
    [110, 52, 6],
    [60, 1, 20],
  ])('of %i periods with seasons of %i: the last %i', (have, season, tested) => {
    expect(testedOf(have, season)).toBe(tested);
  });
});

describe('a back-test', () => {
  test('of “as the last one” over 3, 5, 4, 8: errors 4 and 4 from two back, and none beyond the end', () => {
    const trials = trialsOf([3, 5, 4, 8], learnt('last', [3, 5], 1), 2, 3);
    expect(trials).toEqual([
      { from: 2, forecast: [5, 5], errors: [-1, 3] },
      { from: 3, forecast: [4], errors: [4] },
    ]);
    expect(meanError(trials)).toBeCloseTo(8 / 3, 12);
  });

  test('knows nothing of what came later', () => {
    const values = Array.from({ length: 40 }, (_, t) => 100 + 10 * Math.sin(t) + (t % 12));
    const changed = values.map((v, t) => (t >= 34 ? v * 3 : v));
    const trials = (series: number[]) =>
      (['level', 'trend', 'theta', 'winters-added', 'winters-multiplied', 'season-before'] as const).map((name) =>
        trialsOf(series, learnt(name, series.slice(0, 28), 12), 12, 3),
      );
    const forecasts = (series: number[]) =>
      mixedTrials(series, trials(series))
        .filter((t) => t.from <= 34)
        .map((t) => t.forecast);
    expect(forecasts(values)).toHaveLength(7);
    expect(forecasts(changed)).toEqual(forecasts(values));
  });
});

describe('shares', () => {
  const tried = [
    [trial(10, [1, 9]), trial(11, [1])],
    [trial(10, [2, 9]), trial(11, [2])],
  ];

  test('half the error counts four times', () => {
    const [small, large] = sharesAt(
      tried.map((trials) => trials.map((t) => trial(t.from, t.errors.slice(0, 1)))),
      12,
    );
    expect(small! / large!).toBeCloseTo(4, 1);
    expect(small! + large!).toBeCloseTo(1, 12);
  });

  test('are even before anything was seen, and go by what was seen then', () => {
    expect(sharesAt(tried, 10)).toEqual([0.5, 0.5]);
    const [small, large] = sharesAt(tried, 11);
    expect(small! / large!).toBeCloseTo(4, 1);
  });

  test('are even where nobody erred', () => {
    expect(sharesAt([[trial(5, [0])], [trial(5, [0])]], 9)).toEqual([0.5, 0.5]);
  });

  test('mix forecasts', () => {
    expect(
      mixed(
        [
          [10, 20],
          [30, 0],
        ],
        [0.75, 0.25],
      ),
    ).toEqual([15, 15]);
  });
});

describe('the interval', () => {
  const steady = Array.from({ length: 24 }, (_, i) => trial(i, [1, -1, 1].slice(0, Math.min(3, 24 - i))));

  test('of errors of 1 at every distance grows by half of what is usual', () => {
    const [first, second, third] = halfWidths(steady, 3);
    expect(first).toBeGreaterThan(1.4);
    expect(first).toBeLessThan(1.74);
    expect(second! / first!).toBeCloseTo(2 ** 0.1, 2);
    expect(third! / first!).toBeCloseTo(3 ** 0.1, 2);
  });

  test('grows faster where errors do, and is never narrower further ahead', () => {
    const growing = Array.from({ length: 24 }, (_, i) => trial(i, [1, 2, 3]));
    const shrinking = Array.from({ length: 24 }, (_, i) => trial(i, [3, 2, 1]));
    const ratio = (trials: Trial[]) => halfWidths(trials, 3)[2]! / halfWidths(trials, 3)[0]!;
    expect(ratio(growing)).toBeGreaterThan(ratio(steady));
    expect(ratio(shrinking)).toBe(1);
  });

  test('is wider where fewer periods were tested', () => {
    const of = (count: number) =>
      halfWidths(
        Array.from({ length: count }, (_, i) => trial(i, [1])),
        1,
      )[0]!;
    expect(of(4)).toBeCloseTo(1.606 * 1.5, 9);
    expect(of(20)).toBeCloseTo(1.606 * 1.1, 9);
  });

  test('has no width where nothing erred', () => {
    expect(halfWidths([trial(5, [0, 0]), trial(6, [0])], 3)).toEqual([0, 0, 0]);
  });
});
