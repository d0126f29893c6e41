import { meanError, mixed, mixedTrials, sharesAt, type Trial, testedOf, trialsOf, trialsOfMethod } from './backtest.ts';
import { mean } from './figures.ts';
import { halfWidths } from './interval.ts';
import { type Ahead, candidates, isSeasonal, lastValue, learnt, type MethodName, seasonBefore } from './methods.ts';
import { isLongEnough } from './season.ts';

/** A series of whole periods, oldest first, all finite. `season` is how many periods a season has: 12 months, 52 weeks, 1 = none. */
export type ForecastAsked = { values: readonly number[]; season: number; horizon: number };

/** What is expected of a period; `low` and `high` hold it in 80 of 100 cases. */
export type ForecastPoint = { value: number; low: number; high: number };

/** What was forecast as if the last periods had not come yet. */
export type Backtest = {
  /** How many last periods were tested. */
  periods: number;
  /** Mean absolute error of what is shown, over all forecasts from each of these periods. */
  mae: number;
  naiveMae: number;
  /** The error as a share of what really came, in basis points; undefined where nothing came. */
  error?: number;
  /** The place in the series of the first of `points`. */
  from: number;
  /** The first of those periods, as many as are forecast, as they were forecast before the first of them. */
  points: { actual: number; forecast: number }[];
};

export type Forecast =
  | { kind: 'short'; have: number; need: number }
  | {
      kind: 'forecast';
      /** Whether the series has a season that is no chance; missing where history is too short to tell. */
      seasonal?: boolean;
      /** Whether the mixture was nearer than the naive forecast in the back-test; if not, `points` are the naive ones. */
      beatsNaive: boolean;
      /** What each method counts for in the points, basis points, the largest first. */
      shares: { method: MethodName; share: number }[];
      points: ForecastPoint[];
      backtest: Backtest;
    };

/** Fewer periods are no history. */
export const leastPeriods = 8;

/** So that cents and yuan, thousands and millions go the same way; rounded, so that they go it to the last digit. */
function toOne(values: readonly number[]): { unit: number; scaled: number[] } {
  const unit = mean(values.map(Math.abs)) || 1;
  return { unit, scaled: values.map((v) => Math.round((v / unit) * 1e10) / 1e10) };
}

/** What was forecast of the series, by the mixture of methods and by the naive one, as if the last periods had not come. */
function testedBy(scaled: readonly number[], { season, horizon }: ForecastAsked, seasonal: boolean) {
  const tested = testedOf(scaled.length, season);
  const names = candidates(scaled, season, seasonal, tested);
  const tried = names.map((name) => trialsOfMethod(scaled, name, season, tested, horizon));
  const naive: Ahead = seasonal ? seasonBefore(season) : lastValue;
  const [mixture, naiveTrials] = [mixedTrials(scaled, tried), trialsOf(scaled, naive, tested, horizon)];
  return { tested, names, tried, naive, mixture, naiveTrials };
}

/** How far what is shown was off in the trials. */
function backtestOf(
  values: readonly number[],
  shown: readonly Trial[],
  naive: readonly Trial[],
  unit: number,
): Backtest {
  const mae = meanError(shown) * unit;
  const came = mean(shown.flatMap(({ from, forecast: ahead }) => ahead.map((_, k) => Math.abs(values[from + k]!))));
  const first = shown[0]!;
  return {
    periods: shown.length,
    mae,
    naiveMae: meanError(naive) * unit,
    ...(came > 0 && { error: Math.round((mae * 10_000) / came) }),
    from: first.from,
    points: first.forecast.map((expected, k) => ({ actual: values[first.from + k]!, forecast: expected * unit })),
  };
}

/**
 * Forecasts the next periods of a series: several methods, each counting the more the smaller its errors were in a back-test
 * over the last periods; the naive forecast (the season before, else the last value) where the mixture was no nearer in it.
 * The same values give the same forecast. What was never below zero is not forecast below it.
 */
export function forecast(asked: ForecastAsked): Forecast {
  const { values, season, horizon } = asked;
  if (values.length < leastPeriods) return { kind: 'short', have: values.length, need: leastPeriods };
  const { unit, scaled } = toOne(values);
  const seasonal = isSeasonal(scaled, season);
  const { names, tried, naive, mixture, naiveTrials } = testedBy(scaled, asked, seasonal);
  const beatsNaive = meanError(mixture) < meanError(naiveTrials);
  const shares = sharesAt(tried, scaled.length);
  const methods = () => names.map((name) => learnt(name, scaled, season)(scaled, horizon));
  const ahead = beatsNaive ? mixed(methods(), shares) : naive(scaled, horizon);
  const shown = beatsNaive ? mixture : naiveTrials;
  return {
    kind: 'forecast',
    ...(isLongEnough(values, season) && { seasonal }),
    beatsNaive,
    shares: names
      .map((method, i) => ({ method, share: Math.round(shares[i]! * 10_000) }))
      .sort((a, b) => b.share - a.share),
    points: pointsOf(ahead, halfWidths(shown, horizon), values, unit),
    backtest: backtestOf(values, shown, naiveTrials, unit),
  };
}

function pointsOf(
  ahead: readonly number[],
  widths: readonly number[],
  values: readonly number[],
  unit: number,
): ForecastPoint[] {
  const floor = values.some((v) => v < 0) ? Number.NEGATIVE_INFINITY : 0;
  return ahead.map((expected, k) => {
    const value = Math.max(floor, expected * unit);
    const width = widths[k]! * unit;
    return { value, low: Math.max(floor, value - width), high: value + width };
  });
}
