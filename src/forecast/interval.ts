import type { Trial } from './backtest.ts';
import { mean, sum } from './figures.ts';

/** Of normal errors 80 % are within so many of their mean absolute value: 1.2816 · √(π/2). */
const within80 = 1.606;
/** By how many periods' worth a short back-test is distrusted. */
const distrust = 2;
/** Errors grow with the horizon to this power where nothing else is known; a random walk has 0.5, a steady level 0. */
const usualGrowth = 0.2;
const mostGrowth = 0.6;

const ENV = (globalThis as any).process.env;
/** The power with which errors grow with the horizon, between what the trials show and what is usual. */
function growthOf(trials: readonly Trial[]): number {
  const steps = Math.max(...trials.map((t) => t.errors.length));
  let n = 0,
    sx = 0,
    sy = 0,
    sxx = 0,
    sxy = 0;
  for (let k = 0; k < steps; k++) {
    const es = trials.flatMap((t) => (k < t.errors.length ? [Math.abs(t.errors[k]!)] : []));
    const m = mean(es);
    if (m <= 0) continue;
    const x = Math.log(k + 1),
      y = Math.log(m),
      w = es.length;
    n += w;
    sx += w * x;
    sy += w * y;
    sxx += w * x * x;
    sxy += w * x * y;
  }
  const v = sxx - (sx * sx) / n;
  const own = v > 0 ? (sxy - (sx * sy) / n) / v : usualGrowth;
  const trust = Number(ENV.TRUST ?? 0) * Math.min(1, trials.length / 24);
  return Math.min(mostGrowth, Math.max(0, usualGrowth + trust * (own - usualGrowth)));
}

export function halfWidths(values: readonly number[], trials: readonly Trial[], ahead: readonly number[]): number[] {
  const lam = Number(ENV.LAM ?? 0);
  const usual = mean(values.map(Math.abs));
  const pos = values.every((v) => v >= 0);
  const size = (f: number) => (pos ? (1 - lam) * usual + lam * Math.max(f, 0) : usual);
  const growth = growthOf(trials);
  const grown = (k: number) => (k + 1) ** growth;
  const errors = trials.flatMap((t) => t.errors);
  const unit = sum(errors.map(Math.abs)) / sum(trials.flatMap((t) => t.forecast.map((f, k) => grown(k) * size(f))));
  const width = within80 * (1 + distrust / trials.length) * unit;
  return ahead.map((f, k) => width * grown(k) * size(f));
}
