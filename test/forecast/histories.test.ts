import { describe, expect, test } from '@jest/globals';
import { type Forecast, type ForecastAsked, forecast } from '../../src/forecast/forecast.ts';

type Whole = Extract<Forecast, { kind: 'forecast' }>;

function forecastOf(values: readonly number[], season = 12, horizon = 3): Whole {
  const result = forecast({ values, season, horizon } satisfies ForecastAsked);
  if (result.kind !== 'forecast') throw new Error(`too short: ${result.have}`);
  return result;
}
const months = (count: number, valueAt: (t: number) => number) => Array.from({ length: count }, (_, t) => valueAt(t));
/** Between −1 and 1, the same each time, without a season. */
const jitter = (t: number) => Math.sin(t * t * 12.9898 + 78.233);
const year = [0.8, 0.75, 0.9, 1, 1.05, 1.1, 0.95, 0.8, 1, 1.1, 1.25, 1.3];

describe('what the desk says of a history', () => {
  test('seven periods are not enough, eight are', () => {
    expect(forecast({ values: [1, 2, 3, 4, 5, 6, 7], season: 12, horizon: 3 })).toEqual({
      kind: 'short',
      have: 7,
      need: 8,
    });
    expect(forecastOf([1, 2, 3, 4, 5, 6, 7, 8]).points).toHaveLength(3);
    expect(forecast({ values: [], season: 12, horizon: 3 }).kind).toBe('short');
  });

  test('a business with a year in it is seasonal, beats the year before, and the error stands beside it', () => {
    const values = months(60, (t) => (1000 + 10 * t) * year[t % 12]! * (1 + 0.05 * jitter(t)));
    const result = forecastOf(values, 12, 12);
    expect(result).toMatchObject({ seasonal: true, naive: 'season-before', beatsNaive: true });
    for (const [k, p] of result.points.entries()) {
      const expected = (1000 + 10 * (60 + k)) * year[k]!;
      expect(Math.abs(p.value / expected - 1)).toBeLessThan(0.08);
    }
    expect(result.backtest).toMatchObject({ periods: 20 });
    expect(result.backtest.mae).toBeLessThan(result.backtest.naiveMae);
    expect(result.backtest.error).toBeGreaterThan(100);
    expect(result.backtest.error).toBeLessThan(1000);
    expect(result.backtest.points.map((p) => p.actual)).toEqual(values.slice(-12));
    expect(result.backtest.from).toBe(48);
  });

  test('what goes up and down without any rule is said not to beat “as the last one”, and that one is shown', () => {
    let at = 1000;
    // Rises by chance and never comes back: the last value says all there is.
    const values = months(30, (t) => (at += t % 7 < 3 ? 35 + (t % 5) : -20 - (t % 3)));
    const result = forecastOf([...values.slice(0, 20), ...months(10, () => values[19]!)], 1, 3);
    expect(result).toMatchObject({ naive: 'last', beatsNaive: false, shares: [{ method: 'last', share: 10_000 }] });
    expect(result.points.map((p) => p.value)).toEqual([values[19], values[19], values[19]]);
    expect(result.backtest.mae).toBe(result.backtest.naiveMae);
  });

  test('a year that comes again to the cent is best told by the year before', () => {
    const values = months(48, (t) => 1000 * year[t % 12]!);
    const result = forecastOf(values, 12, 12);
    expect(result).toMatchObject({ seasonal: true, naive: 'season-before', beatsNaive: false });
    for (const [k, p] of result.points.entries()) expect(p.value).toBeCloseTo(1000 * year[k]!, 6);
    expect(result.backtest).toMatchObject({ mae: 0, error: 0 });
  });

  test('the shares of the methods add up to the whole, the largest first', () => {
    const { shares, beatsNaive } = forecastOf(months(60, (t) => 500 * year[t % 12]! * (1 + 0.1 * jitter(t))));
    expect(beatsNaive).toBe(true);
    expect(shares.length).toBeGreaterThan(4);
    expect(Math.abs(shares.reduce((sum, s) => sum + s.share, 0) - 10_000)).toBeLessThanOrEqual(shares.length);
    expect(shares.map((s) => s.share)).toEqual(shares.map((s) => s.share).sort((a, b) => b - a));
  });

  test('the error is the mean absolute error, as a share of the mean of what came', () => {
    const values = [9, 9, 9, 9, 9, 9, 9, 9, 100];
    const { backtest } = forecastOf(values, 1, 1);
    // The last three periods: 9, 9 and 100; nobody could know of the 100.
    expect(backtest.periods).toBe(3);
    expect(backtest.naiveMae).toBeCloseTo(91 / 3, 6);
    expect(backtest.error).toBe(Math.round((backtest.mae / (118 / 3)) * 10_000));
    expect(backtest.points).toEqual([{ actual: 100, forecast: 9 }]);
  });
});

describe('seasons need history', () => {
  test('twenty-three months have none yet, however clear it looks', () => {
    const result = forecastOf(months(23, (t) => 1000 * year[t % 12]! * (1 + 0.02 * jitter(t))));
    expect(result.seasonal).toBeUndefined();
    expect(result.naive).toBe('last');
  });

  test('weeks are seasonal from two years on', () => {
    const weekly = (count: number) => months(count, (t) => 100 + 60 * Math.sin((2 * Math.PI * t) / 52) + 4 * jitter(t));
    expect(forecastOf(weekly(103), 52, 4).seasonal).toBeUndefined();
    const result = forecastOf(weekly(130), 52, 4);
    expect(result.seasonal).toBe(true);
    for (const [k, p] of result.points.entries()) {
      expect(Math.abs(p.value - (100 + 60 * Math.sin((2 * Math.PI * (130 + k)) / 52)))).toBeLessThan(12);
    }
  });

  test('weeks without a year in them are not', () => {
    expect(
      forecastOf(
        months(156, (t) => 100 + 20 * jitter(t)),
        52,
        4,
      ).seasonal,
    ).toBe(false);
  });
});

describe('whatever a history looks like', () => {
  test.each<[string, number[]]>([
    ['only zeros', months(30, () => 0)],
    ['zeros but for one', months(30, (t) => (t === 11 ? 50 : 0))],
    ['the same each month', months(30, () => 4711)],
    ['seldom ordered', months(60, (t) => (t % 5 === 3 ? 12 + (t % 4) : 0))],
    ['returns that outweigh sales', months(40, (t) => 100 * jitter(t))],
    ['only returns', months(40, (t) => -500 - 20 * jitter(t))],
    ['a million millions', months(48, (t) => 1e12 * year[t % 12]! * (1 + 0.03 * jitter(t)))],
    ['almost nothing', months(48, (t) => 1e-9 * year[t % 12]! * (1 + 0.03 * jitter(t)))],
    ['a customer who left', months(48, (t) => (t < 30 ? 900 + 100 * jitter(t) : 0))],
    ['a customer who came last month', months(36, (t) => (t < 35 ? 0 : 5000))],
    ['twice as much each month', months(30, (t) => 2 ** t)],
    ['one enormous month', months(48, (t) => (t === 40 ? 1e6 : 1000 * year[t % 12]!))],
  ])('%s: finite figures, the value within its interval', (_, values) => {
    for (const season of [1, 12]) {
      const result = forecastOf(values, season, 12);
      for (const { value, low, high } of result.points) {
        expect([value, low, high].every(Number.isFinite)).toBe(true);
        expect(low).toBeLessThanOrEqual(value);
        expect(value).toBeLessThanOrEqual(high);
        if (values.every((v) => v >= 0)) expect(low).toBeGreaterThanOrEqual(0);
      }
      expect(Number.isFinite(result.backtest.mae)).toBe(true);
      expect(Number.isFinite(result.backtest.naiveMae)).toBe(true);
    }
  });

  test('a customer who left is not expected back at the old level', () => {
    const values = months(48, (t) => (t < 30 ? 900 + 100 * jitter(t) : 0));
    for (const p of forecastOf(values).points) expect(p.value).toBeLessThan(50);
  });

  test('one enormous month, long past, does not lift what comes', () => {
    const values = months(60, (t) => (t === 20 ? 40_000 : 1000 + 100 * jitter(t)));
    for (const p of forecastOf(values).points) expect(p.value).toBeLessThan(2000);
  });

  test('a level that stepped up is followed', () => {
    const values = months(48, (t) => (t < 30 ? 1000 : 2000) + 60 * jitter(t));
    for (const p of forecastOf(values).points) expect(Math.abs(p.value - 2000)).toBeLessThan(250);
  });

  test('what was never below zero is not expected below zero', () => {
    const falling = months(30, (t) => Math.max(0, 300 - 11 * t + 3 * jitter(t)));
    for (const p of forecastOf(falling, 1, 12).points) expect(p.value).toBeGreaterThanOrEqual(0);
  });

  test('no error as a share where nothing was sold, or more came back', () => {
    expect(forecastOf(months(30, () => 0)).backtest.error).toBeUndefined();
    expect(forecastOf(months(40, (t) => -500 - 20 * jitter(t))).backtest.error).toBeUndefined();
  });

  test('what is no number is refused', () => {
    expect(() => forecast({ values: [1, 2, Number.NaN, 4, 5, 6, 7, 8], season: 12, horizon: 3 })).toThrow(RangeError);
    expect(() => forecast({ values: [1, Number.POSITIVE_INFINITY], season: 12, horizon: 3 })).toThrow(RangeError);
  });
});
