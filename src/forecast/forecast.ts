import { meanError, mixed, mixedTrials, sharesAt, type Trial, testedOf, trialsOf } from './backtest.ts';
import { mean } from './figures.ts';
import { halfWidths } from './interval.ts';
import { candidates, isSeasonal, learnt, type MethodName } from './methods.ts';
import { isLongEnough } from './season.ts';

/** A series of whole periods, the oldest first, in whatever unit. */
export type ForecastAsked = {
  values: readonly number[];
  /** How many periods a season has: 12 months, 52 weeks; 1 where there is none. */
  season: number;
  /** How many periods are forecast, at least 1. */
  horizon: number;
};

/** What is expected of a period, in the unit of the series, and between what it is expected to lie in 80 of 100 cases. */
export type ForecastPoint = { value: number; low: number; high: number };

/** How it would have gone: the last periods, forecast as if they had not come yet. */
export type Backtest = {
  /** How many last periods were tested. There was a forecast from each of them on, up to the horizon or the end. */
  periods: number;
  /** The mean absolute error of what `points` of the forecast rest on. */
  mae: number;
  /** That of the naive forecast. */
  naiveMae: number;
  /** `mae` as a share of the mean of the tested periods, in basis points; undefined where that mean is not above zero. */
  error?: number;
  /** The place in the series of the first of `points`. */
  from: number;
  /** The very last periods as they were all forecast before the first of them; at most as many as the horizon. */
  points: { actual: number; forecast: number }[];
};

export type Forecast =
  | { kind: 'short'; have: number; need: number }
  | {
      kind: 'forecast';
      /** Whether there is a season that is no chance; missing where history is too short to tell. */
      seasonal?: boolean;
      /** What it has to beat: as the last period, or where it is seasonal as the same period a season before. */
      naive: 'last' | 'season-before';
      /** Whether it did in the back-test. Where not, `points` are the naive forecast. */
      beatsNaive: boolean;
      /** Which methods `points` are made of, in basis points, the largest first. */
      shares: { method: MethodName; share: number }[];
      points: ForecastPoint[];
      backtest: Backtest;
    };

/** A difference in the last digits beats nothing. */
const clearlyLess = 1 - 1e-9;

/** Fewer periods are not enough history. */
export const leastPeriods = 8;

/** The values with a mean of 1 and without their last digits, so that a series in cents goes the way of the same in dollars. */
function measured(values: readonly number[]): { unit: number; values: number[] } {
  const unit = mean(values.map(Math.abs)) || 1;
  return { unit, values: values.map((v) => Math.round((v / unit) * 1e10) / 1e10) };
}

type Made = { ahead: number[]; trials: Trial[]; shares: Map<MethodName, number> };

function mixture(values: readonly number[], season: number, horizon: number, tested: number): Made {
  const names = candidates(values, season, tested);
  const before = values.slice(0, values.length - tested);
  const tried = names.map((name) => trialsOf(values, learnt(name, before, season), tested, horizon));
  const shares = sharesAt(tried, values.length);
  const ahead = names.map((name) => learnt(name, values, season)(values, horizon));
  return {
    ahead: mixed(ahead, shares),
    trials: mixedTrials(values, tried),
    shares: new Map(names.map((name, i) => [name, shares[i]!])),
  };
}

function byOne(name: MethodName, values: readonly number[], season: number, horizon: number, tested: number): Made {
  const before = values.slice(0, values.length - tested);
  return {
    ahead: learnt(name, values, season)(values, horizon),
    trials: trialsOf(values, learnt(name, before, season), tested, horizon),
    shares: new Map([[name, 1]]),
  };
}

/** A forecast of a series that was never below zero is not below zero either. */
const floorOf = (values: readonly number[]): number => (values.some((v) => v < 0) ? Number.NEGATIVE_INFINITY : 0);

/** What was made of values with a mean of 1, for values with this one. */
function inUnit({ ahead, trials, shares }: Made, unit: number): Made {
  const times = (values: readonly number[]) => values.map((v) => v * unit);
  const grown = trials.map(({ from, forecast, errors }) => ({
    from,
    forecast: times(forecast),
    errors: times(errors),
  }));
  return { ahead: times(ahead), trials: grown, shares };
}

function pointsOf(made: Made, floor: number): ForecastPoint[] {
  const half = halfWidths(made.trials, made.ahead.length);
  return made.ahead.map((ahead, k) => {
    const value = Math.max(floor, ahead);
    return { value, low: Math.max(floor, value - half[k]!), high: value + half[k]! };
  });
}

function backtestOf(made: Made, naiveMae: number, values: readonly number[], horizon: number): Backtest {
  const periods = made.trials.length;
  const mae = meanError(made.trials);
  const usual = mean(values.slice(-periods));
  const last = made.trials[Math.max(0, periods - horizon)]!;
  const floor = floorOf(values);
  return {
    periods,
    mae,
    naiveMae,
    ...(usual > 0 && { error: Math.round((mae / usual) * 10_000) }),
    from: last.from,
    points: last.forecast.map((f, k) => ({ actual: values[last.from + k]!, forecast: Math.max(floor, f) })),
  };
}

/** The forecast of a series; docs/forecast.md says how. Throws a RangeError where a value is no finite number. */
export function forecast({ values, season, horizon }: ForecastAsked): Forecast {
  if (!values.every(Number.isFinite)) throw new RangeError('A series of sales has finite numbers only.');
  if (values.length < leastPeriods) return { kind: 'short', have: values.length, need: leastPeriods };
  const { unit, values: scaled } = measured(values);
  const tested = testedOf(values.length, season);
  const seasonal = isSeasonal(scaled, season);
  const naive = seasonal ? 'season-before' : 'last';
  const simple = byOne(naive, values, season, horizon, tested);
  const best = inUnit(mixture(scaled, season, horizon, tested), unit);
  const naiveMae = meanError(simple.trials);
  const beatsNaive = meanError(best.trials) < naiveMae * clearlyLess;
  const made = beatsNaive ? best : simple;
  const shares = [...made.shares].map(([method, share]) => ({ method, share: Math.round(share * 10_000) }));
  return {
    kind: 'forecast',
    ...(isLongEnough(values, season) && { seasonal }),
    naive,
    beatsNaive,
    shares: shares.sort((a, b) => b.share - a.share),
    points: pointsOf(made, floorOf(values)),
    backtest: backtestOf(made, naiveMae, values, horizon),
  };
}
