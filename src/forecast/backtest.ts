import { sum } from './figures.ts';
import type { Ahead } from './methods.ts';

/** What was forecast from the first `from` values for those that came next, with the errors (actual − forecast). */
export type Trial = { from: number; forecast: number[]; errors: number[] };

/** So many last periods are tested at most, and at least where seasons are wanted for learning. */
const mostTested = 24;
const leastTested = 6;

/**
 * How many last periods are tested: a third of the history, two years of months at most; less where otherwise no two seasons
 * would be left to learn from.
 */
export function testedOf(have: number, season: number): number {
  const third = Math.min(mostTested, Math.floor(have / 3));
  if (season < 2 || have < 2 * season) return third;
  return Math.min(third, Math.max(leastTested, have - 2 * season));
}

const trial = (values: readonly number[], from: number, forecast: number[]): Trial => ({
  from,
  forecast,
  errors: forecast.map((f, k) => values[from + k]! - f),
});

/** Forecasts from each of the last `tested` periods on, as if those after it had not come yet. */
export const trialsOf = (values: readonly number[], ahead: Ahead, tested: number, horizon: number): Trial[] =>
  Array.from({ length: tested }, (_, i) => {
    const from = values.length - tested + i;
    return trial(values, from, ahead(values.slice(0, from), Math.min(horizon, tested - i)));
  });

/** The mean absolute error of all trials. */
export function meanError(trials: readonly Trial[]): number {
  const errors = trials.flatMap((t) => t.errors.map(Math.abs));
  return sum(errors) / errors.length;
}

/** The mean absolute error as it was known when the series had `known` values; undefined before anything was. */
function errorKnownAt(trials: readonly Trial[], known: number): number | undefined {
  let total = 0;
  let count = 0;
  for (const { from, errors } of trials)
    for (let k = 0; k < errors.length && from + k < known; k++) {
      total += Math.abs(errors[k]!);
      count++;
    }
  return count > 0 ? total / count : undefined;
}

/** Added to the errors, each divided by their mean, so that a method without any error does not count without limit. */
const leastError = 0.001;

/** What each method counted for when the series had `known` values: the inverse square of its error, as shares of 1. */
export function sharesAt(tried: readonly (readonly Trial[])[], known: number): number[] {
  const errors = tried.map((trials) => errorKnownAt(trials, known) ?? 0);
  const usual = sum(errors) / errors.length;
  const weights = errors.map((e) => (usual > 0 ? (e / usual + leastError) ** -2 : 1));
  const all = sum(weights);
  return weights.map((w) => w / all);
}

/** Forecasts of several methods as one. */
export const mixed = (forecasts: readonly (readonly number[])[], shares: readonly number[]): number[] =>
  forecasts[0]!.map((_, k) => sum(forecasts.map((f, i) => shares[i]! * f[k]!)));

/** The trials of the mixture, each with the shares that were known when it was made. */
export const mixedTrials = (values: readonly number[], tried: readonly (readonly Trial[])[]): Trial[] =>
  tried[0]!.map(({ from }, i) => {
    const forecasts = tried.map((trials) => trials[i]!.forecast);
    return trial(values, from, mixed(forecasts, sharesAt(tried, from)));
  });
