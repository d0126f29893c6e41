import { lineThrough } from './figures.ts';
import { isLongEnough, seasonOf, type Way, wayOf, without, withSeason } from './season.ts';
import { carriedOn, fitted } from './smoothing.ts';

/** What comes in the next periods after a history. */
export type Ahead = (history: readonly number[], horizon: number) => number[];

/** Learns from some history how to follow, and forecasts with that after any history that begins with the same values. */
type Method = (learntFrom: readonly number[], season: number) => Ahead;

/** Takes the season off, forecasts what is left, and puts the season back on. */
const onLevel =
  (inner: (learntFrom: readonly number[]) => Ahead): Method =>
  (learntFrom, length) => {
    const way = wayOf(learntFrom);
    const ahead = inner(without(learntFrom, seasonOf(learntFrom, length, way)));
    return (history, horizon) => {
      const season = seasonOf(history, length, way);
      return withSeason(ahead(without(history, season), horizon), history.length, season);
    };
  };

const smoothed =
  (trend: boolean) =>
  (learntFrom: readonly number[]): Ahead => {
    const smoothing = fitted(learntFrom, trend);
    return (history, horizon) => carriedOn(history, smoothing, horizon);
  };

/**
 * Theta (Assimakopoulos and Nikolopoulos, 2000) as Hyndman and Billah write it (2003): the smoothed level, going on with half
 * the slope of the line through all values.
 */
const halfSloped = (learntFrom: readonly number[]): Ahead => {
  const smoothing = fitted(learntFrom, false);
  const { alpha } = smoothing;
  return (history, horizon) => {
    const { slope } = lineThrough(history);
    const behind = (1 - (1 - alpha) ** history.length) / alpha;
    return carriedOn(history, smoothing, horizon).map((v, k) => v + (slope / 2) * (k + behind));
  };
};

/** Holt and Winters: the season is smoothed together with level and trend. */
const winters =
  (way: Way): Method =>
  (learntFrom, length) => {
    const season = seasonOf(learntFrom, length, way);
    const smoothing = fitted(learntFrom, true, season, without(learntFrom, season));
    return (history, horizon) => carriedOn(history, smoothing, horizon);
  };

/** Each period is as the last one. */
export const lastValue: Ahead = (history, horizon) => Array.from({ length: horizon }, () => history.at(-1)!);

/** Each period is as the same one a season before; as the last one where there is no whole season. */
export const seasonBefore =
  (length: number): Ahead =>
  (history, horizon) =>
    history.length < length
      ? lastValue(history, horizon)
      : Array.from({ length: horizon }, (_, k) => history[history.length - length + (k % length)]!);

const methods = {
  /** Simple exponential smoothing. */
  level: onLevel(smoothed(false)),
  /** Holt's, with a trend that dies out. */
  trend: onLevel(smoothed(true)),
  theta: onLevel(halfSloped),
  'winters-added': winters('added'),
  'winters-multiplied': winters('multiplied'),
  last: () => lastValue,
  'season-before': (_: readonly number[], length: number) => seasonBefore(length),
} satisfies Record<string, Method>;

export type MethodName = keyof typeof methods;

/** From which strength on a season is one. */
const clearly = 0.5;

/** Whether the series has a season that is no chance; never where it is shorter than two of them. */
export const isSeasonal = (values: readonly number[], length: number): boolean =>
  seasonOf(values, length, wayOf(values)).strength > clearly;

/** The methods that have a say about a series of which the last `tested` periods are forecast by each of them. */
export function candidates(values: readonly number[], length: number, tested: number): MethodName[] {
  const names: MethodName[] = ['level', 'trend', 'theta'];
  if (isLongEnough(values, length)) {
    names.push('winters-added');
    if (wayOf(values) === 'multiplied') names.push('winters-multiplied');
  }
  if (length > 1 && values.length - tested >= length) names.push('season-before');
  if (!isSeasonal(values, length)) names.push('last');
  return names;
}

/** The method after it learnt from this history. It never leaves what was seen by more than that is wide. */
export function learnt(name: MethodName, learntFrom: readonly number[], length: number): Ahead {
  const ahead = methods[name](learntFrom, length);
  return (history, horizon) => {
    const low = Math.min(...history);
    const high = Math.max(...history);
    const width = high - low;
    return ahead(history, horizon).map((v) => Math.min(high + width, Math.max(low - width, v)));
  };
}
