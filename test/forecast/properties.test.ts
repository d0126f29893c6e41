import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Forecast, forecast } from '../../src/forecast/forecast.ts';

const amount = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 100_000 }) },
  { weight: 1, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: -5000, max: 1_000_000_000 }) },
);
const asked = fc.record({
  values: fc.array(amount, { minLength: 8, maxLength: 60 }),
  season: fc.constantFrom(1, 4, 12),
  horizon: fc.integer({ min: 1, max: 12 }),
});
type Asked = { values: number[]; season: number; horizon: number };
const pointsOf = (result: Forecast) => (result.kind === 'forecast' ? result.points : []);
const often = { numRuns: 60 };

describe('of any series', () => {
  test('as many periods as asked for are forecast, finite, the value within its interval', () => {
    const holds = (a: Asked) => {
      const points = pointsOf(forecast(a));
      expect(points).toHaveLength(a.horizon);
      for (const { value, low, high } of points) {
        expect([value, low, high].every(Number.isFinite)).toBe(true);
        expect(low <= value && value <= high).toBe(true);
      }
    };
    fc.assert(fc.property(asked, holds), often);
  });

  test('what was never below zero stays so', () => {
    const holds = (a: Asked) => {
      const values = a.values.map(Math.abs);
      for (const { low } of pointsOf(forecast({ ...a, values }))) expect(low).toBeGreaterThanOrEqual(0);
    };
    fc.assert(fc.property(asked, holds), often);
  });

  test('the same series gives the same forecast, and is left as it was', () => {
    const holds = (a: Asked) => {
      const before = structuredClone(a);
      expect(forecast(a)).toEqual(forecast(structuredClone(a)));
      expect(a).toEqual(before);
    };
    fc.assert(fc.property(asked, holds), often);
  });

  test('in cents it is a hundred times what it is in dollars', () => {
    const holds = (a: Asked) => {
      const dollars = pointsOf(forecast(a));
      const cents = pointsOf(forecast({ ...a, values: a.values.map((v) => v * 100) }));
      const size = Math.max(1, ...a.values.map(Math.abs));
      for (const [k, p] of dollars.entries()) {
        expect(Math.abs(cents[k]!.value / 100 - p.value) / size).toBeLessThan(1e-6);
        expect(Math.abs(cents[k]!.low / 100 - p.low) / size).toBeLessThan(1e-6);
        expect(Math.abs(cents[k]!.high / 100 - p.high) / size).toBeLessThan(1e-6);
      }
    };
    fc.assert(fc.property(asked, holds), often);
  });

  test('the interval is never narrower further ahead', () => {
    const holds = (a: Asked) => {
      const above = pointsOf(forecast(a)).map((p) => p.high - p.value);
      const size = Math.max(...a.values.map(Math.abs));
      for (let k = 1; k < above.length; k++) expect(above[k]! - above[k - 1]!).toBeGreaterThanOrEqual(-1e-9 * size);
    };
    fc.assert(fc.property(asked, holds), often);
  });

  test('the mixture is shown where it was nearer in the back-test, else the naive forecast', () => {
    const holds = (a: Asked) => {
      const result = forecast(a);
      if (result.kind !== 'forecast') throw new Error('too short');
      const { backtest, beatsNaive, naive, shares } = result;
      if (beatsNaive) expect(backtest.mae).toBeLessThan(backtest.naiveMae);
      else expect(backtest.mae).toBe(backtest.naiveMae);
      expect(beatsNaive || (shares.length === 1 && shares[0]!.method === naive)).toBe(true);
      expect(backtest.points.map((p) => p.actual)).toEqual(a.values.slice(-backtest.points.length));
    };
    fc.assert(fc.property(asked, holds), often);
  });

  test('one that never changes goes on so, without any doubt', () => {
    const holds = (value: number, length: number) => {
      const result = forecast({ values: Array(length).fill(value), season: 12, horizon: 12 });
      for (const p of pointsOf(result)) expect(p).toEqual({ value, low: value, high: value });
    };
    fc.assert(fc.property(fc.integer({ min: 0, max: 1e12 }), fc.integer({ min: 8, max: 60 }), holds), often);
  });
});
