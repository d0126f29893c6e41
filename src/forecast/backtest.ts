import { sum } from './figures.ts';
import { type Ahead, learnt, type MethodName } from './methods.ts';

/** What was forecast from the first `from` values for those that came next, with the errors (actual − forecast). */
export type Trial = { from: number; forecast: number[]; errors: number[] };

/** A back-test goes over so many last periods, at most. */
const mostTested = 24;
/** Where history allows it: fewer tell nothing. */
const leastTested = 6;

/**
 * How many last periods are tested: a third of the history, at most two years of months; less where otherwise no two seasons
 * would be left to learn from.
 */
export function testedOf(have: number, length: number): number {
  const third = Math.min(mostTested, Math.floor(have / 3));
  const beyondSeasons = length > 1 && have >= 2 * length ? Math.max(leastTested, have - 2 * length) : third;
  return Math.max(2, Math.min(third, beyondSeasons));
}

/** Forecasts from each of the last `tested` periods, as if those after it had not come yet. */
export const trialsOf = (values: readonly number[], ahead: Ahead, tested: number, horizon: number): Trial[] =>
  Array.from({ length: tested }, (_, i) => {
    const from = values.length - tested + i;
    const forecast = ahead(values.slice(0, from), Math.min(horizon, values.length - from));
    return { from, forecast, errors: forecast.map((f, k) => values[from + k]! - f) };
  });

/** The mean of the absolute errors of all trials. */
export function meanError(trials: readonly Trial[]): number {
  const errors = trials.flatMap((t) => t.errors);
  return sum(errors.map(Math.abs)) / errors.length;
}

/** The mean absolute error as it was known when the series had `known` values; undefined before anything was known. */
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

/** What each method counts for when the series had `known` values: the smaller its errors, squared, the more. They add up to 1. */
export function sharesAt(tried: readonly (readonly Trial[])[], known: number): number[] {
  const errors = tried.map((trials) => errorKnownAt(trials, known));
  const usual = sum(errors.map((e) => e ?? 0)) / errors.length;
  const weights = errors.map((e) => (e === undefined || usual === 0 ? 1 : (e / usual + 0.001) ** -2));
  const all = sum(weights);
  return weights.map((w) => w / all);
}

/** Forecasts of the methods, mixed. */
export const mixed = (forecasts: readonly (readonly number[])[], shares: readonly number[]): number[] =>
  forecasts[0]!.map((_, k) => sum(forecasts.map((f, i) => shares[i]! * f[k]!)));

/** The trials of the mixture, each with the shares that were known when it was made. */
export const mixedTrials = (values: readonly number[], tried: readonly (readonly Trial[])[]): Trial[] =>
  tried[0]!.map(({ from }, i) => {
    const forecast = mixed(
      tried.map((trials) => trials[i]!.forecast),
      sharesAt(tried, from),
    );
    return { from, forecast, errors: forecast.map((f, k) => values[from + k]! - f) };
  });

/** The trials of one method, which learns only from what was there before the first of them. */
export function trialsOfMethod(
  values: readonly number[],
  name: MethodName,
  length: number,
  tested: number,
  horizon: number,
): Trial[] {
  return trialsOf(values, learnt(name, values.slice(0, values.length - tested), length), tested, horizon);
}
