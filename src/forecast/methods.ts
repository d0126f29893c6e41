import { lineThrough } from './figures.ts';
import { isLongEnough, seasonOf, type Way, wayOf, without, withSeason } from './season.ts';
import { carriedOn, fitted } from './smoothing.ts';

/** What comes in the next periods after a history. */
export type Ahead = (history: readonly number[], horizon: number) => number[];

/** Learns from some history how quickly to follow, and forecasts with that from any history that begins with the same values. */
type Method = (learntFrom: readonly number[], length: number) => Ahead;

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

/** The smoothed level, tilted by half the slope of the line through all: Assimakopoulos and Nikolopoulos, 2000, as Hyndman and Billah write it, 2003. */
const halfTilted = (learntFrom: readonly number[]): Ahead => {
  const smoothing = fitted(learntFrom, false);
  const { alpha } = smoothing;
  return (history, horizon) => {
    const { slope } = lineThrough(history);
    const begun = (1 - (1 - alpha) ** history.length) / alpha;
    return carriedOn(history, smoothing, horizon).map((v, ahead) => v + (slope / 2) * (ahead + begun));
  };
};

/** Holt and Winters: the season is smoothed with level and trend. */
const winters =
  (way: Way): Method =>
  (learntFrom, length) => {
    const season = seasonOf(learntFrom, length, way);
    const smoothing = fitted(learntFrom, true, season, without(learntFrom, season));
    return (history, horizon) => carriedOn(history, smoothing, horizon);
  };

/** Each period is as the last one. */
export const lastValue: Ahead = (history, horizon) => Array.from({ length: horizon }, () => history.at(-1)!);

/** Each period is as the same one a season before; as the last one while history is shorter than a season. */
export const seasonBefore =
  (length: number): Ahead =>
  (history, horizon) =>
    history.length < length
      ? lastValue(history, horizon)
      : Array.from({ length: horizon }, (_, ahead) => history[history.length - length + (ahead % length)]!);

const methods = {
  level: onLevel(smoothed(false)),
  trend: onLevel(smoothed(true)),
  theta: onLevel(halfTilted),
  'winters-added': winters('added'),
  'winters-multiplied': winters('multiplied'),
  last: () => lastValue,
  'season-before': (_: readonly number[], length: number) => seasonBefore(length),
} satisfies Record<string, Method>;

export type MethodName = keyof typeof methods;

/** From which strength on a season is one. */
const clearly = 0.3;

export function isSeasonal(values: readonly number[], length: number): boolean {
  return seasonOf(values, length, wayOf(values)).strength > clearly;
}

/** The methods that may have a say about such a series. */
export function candidates(values: readonly number[], length: number, seasonal: boolean, tested: number): MethodName[] {
  const plain: MethodName[] = ['level', 'trend', 'theta'];
  if (!isLongEnough(values, length))
    return [...plain, 'last', ...(length > 1 && values.length - tested >= length ? (['season-before'] as const) : [])];
  const both: MethodName[] =
    wayOf(values) === 'multiplied' ? ['winters-added', 'winters-multiplied'] : ['winters-added'];
  return [...plain, ...both, 'season-before', ...(seasonal ? [] : (['last'] as const))];
}

/** The method, having learnt from this history. */
export const learnt = (name: MethodName, learntFrom: readonly number[], length: number): Ahead =>
  methods[name](learntFrom, length);
