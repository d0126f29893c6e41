import { lineThrough, mean } from './figures.ts';
import { type Bound, leastCost } from './search.ts';
import { leastPart, noSeason, type Season } from './season.ts';

/** What is smoothed beside the level: a trend that dies out, and a season that starts from this one. */
export type Form = { trend: boolean; season: Season };

/** Where a series begins, and how quickly it is learnt. */
export type Smoothing = Form & {
  level: number;
  slope: number;
  /** The share of each error that the level takes; of that, the slope takes `beta`; of the rest, the season takes `gamma`. */
  alpha: number;
  beta: number;
  gamma: number;
  /** What remains of the slope from one period to the next. */
  damping: number;
};

type Reached = { level: number; slope: number; shape: number[]; squares: number };

/** Below this level (of values that are 1 in the mean) a multiplied season is not learnt. */
const leastLevel = 0.01;
/** Periods at the beginning that give the search its start. */
const beginning = 12;

/** Goes through the values one by one: each is forecast from those before it, and its error teaches. */
function run(values: readonly number[], s: Smoothing): Reached {
  const { alpha, beta, gamma, damping } = s;
  const shape = [...s.season.shape];
  const multiplied = s.season.way === 'multiplied';
  let { level, slope } = s;
  let squares = 0;
  for (let t = 0; t < values.length; t++) {
    const place = t % shape.length;
    const part = shape[place]!;
    const next = level + damping * slope;
    const error = values[t]! - (multiplied ? next * part : next + part);
    squares += error * error;
    const lesson = multiplied ? error / Math.max(part, leastPart) : error;
    level = next + alpha * lesson;
    slope = damping * slope + alpha * beta * lesson;
    const partly = multiplied ? (next > leastLevel ? error / next : 0) : error;
    shape[place] = part + gamma * (1 - alpha) * partly;
  }
  return { level, slope, shape, squares };
}

function boundsOf({ trend, season }: Form, adjusted: readonly number[]): Bound[] {
  const first = adjusted.slice(0, beginning);
  const line = trend ? lineThrough(first) : { start: mean(first.slice(0, beginning / 2)), slope: 0 };
  const spread = Math.max(...first) - Math.min(...first);
  const around = (start: number, by: number): Bound => ({ low: start - by, high: start + by, start });
  return [
    { low: 0.01, high: 0.99, start: 0.3 },
    around(line.start - line.slope, spread),
    ...(season.shape.length > 1 ? [{ low: 0.001, high: 0.99, start: 0.1 }] : []),
    ...(trend
      ? [{ low: 0.001, high: 0.99, start: 0.1 }, { low: 0.8, high: 0.98, start: 0.95 }, around(line.slope, spread / 4)]
      : []),
  ];
}

function smoothingAt(at: readonly number[], form: Form): Smoothing {
  const seasonal = form.season.shape.length > 1;
  const [beta, damping, slope] = form.trend ? at.slice(seasonal ? 3 : 2) : [0, 1, 0];
  const gamma = seasonal ? at[2]! : 0;
  return { ...form, alpha: at[0]!, level: at[1]!, gamma, beta: beta!, damping: damping!, slope: slope! };
}

/**
 * The smoothing of this form with the least squared errors one period ahead. `adjusted` are the values without their season.
 * Values are 1 in the mean.
 */
export function fitted(values: readonly number[], trend: boolean, season = noSeason, adjusted = values): Smoothing {
  const form = { trend, season };
  return smoothingAt(
    leastCost((at) => run(values, smoothingAt(at, form)).squares, boundsOf(form, adjusted)),
    form,
  );
}

/** What the smoothing expects after the values. */
export function carriedOn(values: readonly number[], smoothing: Smoothing, horizon: number): number[] {
  const { level, slope, shape } = run(values, smoothing);
  let height = level;
  let step = slope;
  return Array.from({ length: horizon }, (_, ahead) => {
    step *= smoothing.damping;
    height += step;
    const part = shape[(values.length + ahead) % shape.length]!;
    return smoothing.season.way === 'multiplied' ? height * part : height + part;
  });
}
