import type { Trial } from './backtest.ts';
import { sum } from './figures.ts';

/** 80 % of errors that are spread normally are within so many of their mean absolute value: 1.2816 · √(π/2). */
const within80 = 1.606;
/** An interval that rests on as many tested periods as this is doubled: few errors say little about the next ones. */
const doubt = 2;
/** Errors grow with this power of the horizon where nothing else is known; those of a steady level 0, of a random walk 0.5. */
const usualGrowth = 0.2;
const mostGrowth = 0.6;
/** With so many tested periods the growth is halfway between the usual one and that of the series. */
const halfway = 24;

/** The mean absolute error so many periods ahead, and how many errors it is the mean of; the last ones of few trials. */
function errorsAhead(trials: readonly Trial[]): { mean: number; count: number }[] {
  const longest = Math.max(...trials.map((t) => t.errors.length));
  return Array.from({ length: longest }, (_, k) => {
    const errors = trials.flatMap((t) => (k < t.errors.length ? [Math.abs(t.errors[k]!)] : []));
    return { mean: sum(errors) / errors.length, count: errors.length };
  });
}

/** The power of the horizon with which these errors grow: the slope of their logarithms, each as heavy as errors are in it. */
function ownGrowth(trials: readonly Trial[]): number | undefined {
  const seen = errorsAhead(trials).flatMap(({ mean, count }, k) =>
    mean > 0 ? [{ x: Math.log(k + 1), y: Math.log(mean), count }] : [],
  );
  const all = sum(seen.map((s) => s.count));
  const middle = sum(seen.map((s) => s.count * s.x)) / all;
  const apart = sum(seen.map((s) => s.count * (s.x - middle) ** 2));
  return apart > 0 ? sum(seen.map((s) => s.count * (s.x - middle) * s.y)) / apart : undefined;
}

function growthOf(trials: readonly Trial[]): number {
  const trust = Math.min(1, trials.length / halfway) / 2;
  const own = ownGrowth(trials) ?? usualGrowth;
  return Math.min(mostGrowth, Math.max(0, usualGrowth + trust * (own - usualGrowth)));
}

/**
 * Half the width of the 80 % interval of each coming period: the errors of the back-test, pooled over all horizons after each was
 * divided by how errors grow, wider where few periods were tested.
 */
export function halfWidths(trials: readonly Trial[], horizon: number): number[] {
  const growth = growthOf(trials);
  const grown = (k: number) => (k + 1) ** growth;
  const units = sum(trials.flatMap((t) => t.errors.map((_, k) => grown(k))));
  const unit = sum(trials.flatMap((t) => t.errors.map(Math.abs))) / units;
  const width = within80 * (1 + doubt / trials.length) * unit;
  return Array.from({ length: horizon }, (_, k) => width * grown(k));
}
