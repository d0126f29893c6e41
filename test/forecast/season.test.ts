import { describe, expect, test } from '@jest/globals';
import { isSeasonal } from '../../src/forecast/methods.ts';
import { levelsOf, noSeason, seasonOf, wayOf, without, withSeason } from '../../src/forecast/season.ts';

const quarters = [6, -2, -6, 2];
const added = Array.from({ length: 20 }, (_, t) => 50 + t + quarters[t % 4]!);
const factors = [1.5, 1, 0.5, 1];
const multiplied = Array.from({ length: 20 }, (_, t) => 80 * factors[t % 4]!);

describe('a season', () => {
  test('that lies on a rising line is found to the last digit', () => {
    const season = seasonOf(added, 4, 'added');
    expect(season.strength).toBeCloseTo(1, 9);
    for (const [i, s] of season.shape.entries()) expect(s).toBeCloseTo(quarters[i]!, 9);
    expect(levelsOf(added, 4).map((v) => Math.round(v * 1e6) / 1e6)).toEqual(added.map((_, t) => 50 + t));
  });

  test('that multiplies the level is found as factors', () => {
    const season = seasonOf(multiplied, 4, 'multiplied');
    for (const [i, s] of season.shape.entries()) expect(s).toBeCloseTo(factors[i]!, 9);
    for (const v of without(multiplied, season)) expect(v).toBeCloseTo(80, 9);
  });

  test('of an odd number of periods is found too', () => {
    const season = seasonOf(
      Array.from({ length: 15 }, (_, t) => 10 + [3, 0, -3][t % 3]!),
      3,
      'added',
    );
    for (const [i, s] of season.shape.entries()) expect(s).toBeCloseTo([3, 0, -3][i]!, 9);
  });

  test('that is taken off and put back changes nothing, wherever it begins', () => {
    for (const way of ['added', 'multiplied'] as const) {
      const season = seasonOf(way === 'added' ? added : multiplied, 4, way);
      const back = withSeason(without(multiplied, season), 0, season);
      for (const [t, v] of back.entries()) expect(v).toBeCloseTo(multiplied[t]!, 9);
    }
    const season = seasonOf(multiplied, 4, 'multiplied');
    expect(withSeason([80, 80], 6, season).map(Math.round)).toEqual([40, 80]);
  });

  test('needs two whole seasons of history', () => {
    expect(seasonOf(added.slice(0, 7), 4, 'added')).toBe(noSeason);
    expect(seasonOf(added.slice(0, 8), 4, 'added').shape).toHaveLength(4);
    expect(seasonOf(added, 1, 'added')).toBe(noSeason);
  });

  test('that is chance is shrunk to nothing', () => {
    // Four years of digits of π: no month is better than another.
    const digits = [...'314159265358979323846264338327950288419716939937'].map(Number);
    expect(seasonOf(digits, 12, 'added').strength).toBeLessThan(0.5);
    expect(isSeasonal(digits, 12)).toBe(false);
  });

  test('is believed less, the more its values scatter', () => {
    const steady = seasonOf(added, 4, 'added');
    const noisy = added.map((v, t) => v + [5, -7, 3, 8, -6, -4, 7, -5, 2, -3][t % 10]!);
    const { strength } = seasonOf(noisy, 4, 'added');
    expect(strength).toBeGreaterThan(0);
    expect(strength).toBeLessThan(steady.strength);
  });

  test('is added where something is not above zero', () => {
    expect(wayOf([1, 2, 3])).toBe('multiplied');
    expect(wayOf([1, 0, 3])).toBe('added');
  });

  test('recent seasons count more than old ones', () => {
    const moved = [...Array(4).fill([8, 0, -8, 0]), ...Array(4).fill([-8, 0, 8, 0])].flat().map((v) => 100 + v);
    expect(seasonOf(moved, 4, 'added').shape[0]).toBeLessThan(0);
  });
});
