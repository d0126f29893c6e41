import type { Trial } from './backtest.ts';
import { sum } from './figures.ts';

/** Of normal errors 80 % are within so many of their mean absolute value: 1.2816 · √(π/2). */
const within80 = 1.606;
/** By how many periods' worth a short back-test is distrusted. */
const distrust = 2.5;
/** Errors grow with the horizon to this power; a random walk has 0.5, a steady level 0. */
const growth = 0.2;

const grown = (ahead: number): number => (ahead + 1) ** growth;

/**
 * How far to each side of a forecast 80 of 100 values lie, for each of the next periods: as far as the trials were off, wider
 * the further ahead and the fewer the trials. The growth with the horizon is a usual one: a single series has too few trials to
 * tell its own.
 */
export function halfWidths(trials: readonly Trial[], horizon: number): number[] {
  const off = sum(trials.flatMap(({ errors }) => errors.map(Math.abs)));
  const usual = sum(trials.flatMap(({ errors }) => errors.map((_, ahead) => grown(ahead))));
  const width = usual > 0 ? (within80 * (1 + distrust / trials.length) * off) / usual : 0;
  return Array.from({ length: horizon }, (_, ahead) => width * grown(ahead));
}
