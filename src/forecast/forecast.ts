import { meanError, mixed, mixedTrials, sharesAt, type Trial, testedOf, trialsOf, trialsOfMethod } from './backtest.ts';
import { mean } from './figures.ts';
import { halfWidths } from './interval.ts';
import { type Ahead, candidates, isSeasonal, lastValue, learnt, type MethodName, seasonBefore } from './methods.ts';

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
  /** The last periods, as they were forecast before the first of them. */
  points: { actual: number; forecast: number }[];
};

export type Forecast =
  | { kind: 'short'; have: number; need: number }
  | {
      kind: 'forecast';
      /** Whether the series has a season that is no chance. */
      seasonal: boolean;
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

export function forecast({ values, season, horizon }: ForecastAsked): Forecast {
  if (values.length < leastPeriods) return { kind: 'short', have: values.length, need: leastPeriods };
  const { unit, scaled } = toOne(values);
  const seasonal = isSeasonal(scaled, season);
  const tested = testedOf(values.length, season);
  const naiveName: MethodName = seasonal ? 'season-before' : 'last';
  const naive: Ahead = seasonal ? seasonBefore(season) : lastValue;
  const names = candidates(scaled, season, seasonal, tested);
  const tried = names.map((name) => trialsOfMethod(scaled, name, season, tested, horizon));
  const naiveTrials = trialsOf(scaled, naive, tested, horizon);
  const mixture = mixedTrials(scaled, tried);
  const naiveMae = meanError(naiveTrials);
  const beatsNaive = meanError(mixture) < naiveMae;
  const shares = sharesAt(tried, scaled.length);
  const shown: Trial[] = beatsNaive ? mixture : naiveTrials;
  const ahead = beatsNaive
    ? mixed(
        names.map((n) => learnt(n, scaled, season)(scaled, horizon)),
        shares,
      ).map((v) => v * unit)
    : naive(values, horizon);
  const widths = halfWidths(
    scaled,
    shown,
    ahead.map((v) => v / unit),
  ).map((w) => w * unit);
  const floor = values.some((v) => v < 0) ? Number.NEGATIVE_INFINITY : 0;
  const points = ahead.map((v, k) => {
    const value = Math.max(floor, v);
    return { value, low: Math.max(floor, value - widths[k]!), high: value + widths[k]! };
  });
  const mae = meanError(shown) * unit;
  void naiveName;
  return {
    kind: 'forecast',
    seasonal,
    beatsNaive,
    shares: names.map((method, i) => ({ method, share: Math.round(shares[i]! * 10000) })),
    points,
    backtest: { periods: tested, mae, naiveMae: naiveMae * unit, points: [] },
  };
}
