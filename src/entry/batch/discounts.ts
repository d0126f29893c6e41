import { parseDecimal, wholeDiscount } from '../../money.ts';
import type { DiscountAnswer } from './answers.ts';
import type { Written } from './dates.ts';

/** The sign that makes each reading of a bare number clear. */
const signs: Readonly<Record<DiscountAnswer, string>> = { percent: '%', fraction: '', paid: '折' };

/** A number without a sign, as it is read: `15`, `0.15`; nought is nothing in any reading. */
const bare = (text: string): number => (/^\d*\.?\d+$/.test(text) ? Number(text) : 0);

/** Headers that say themselves that percentages stand below: `discount %`, `折扣（%）`, `discount percent`, `折扣率`. */
export const saysPercent = (header: string): boolean => /[%％]|percent|pct|百分|折扣率/i.test(header);

/** What bare numbers of a column can mean, each way with what the first of them would be; one way needs no question. */
export type DiscountQuestion = { sample: Written; ways: DiscountAnswer[] };

/**
 * How a column of discounts writes bare numbers. Fractions from 0 to 1 are what they are, and below a header with a percent
 * sign numbers are percentages; but fractions below such a header, and numbers over 1 below another one, are asked: 15 can
 * be 15 % off, and 85 what is paid (85折). A column of both is left as it is: its numbers over 1 are no discounts.
 */
export function discountWayOf(
  cells: readonly Written[],
  header: string,
): { way: DiscountAnswer } | { ask: DiscountQuestion } | undefined {
  const numbers = cells.filter(({ text }) => bare(text) > 0);
  const [sample] = numbers;
  if (!sample) return undefined;
  const [some, all] = [numbers.some(({ text }) => bare(text) > 1), numbers.every(({ text }) => bare(text) > 1)];
  if (saysPercent(header)) return some ? { way: 'percent' } : { ask: { sample, ways: ['percent', 'fraction'] } };
  return all ? { ask: { sample, ways: ['percent', 'paid'] } } : undefined;
}

/** A bare number with the sign of its reading; what has a sign stays as it is. */
export const readDiscount = (text: string, way: DiscountAnswer | undefined): string =>
  way !== undefined && bare(text) > 0 ? text + signs[way] : text;

/** What a bare number takes off, as a text: `15` as percentages is `15`, `0.15` as a fraction too. */
export function percentOff(text: string, way: DiscountAnswer): string {
  const value = parseDecimal(text, wholeDiscount) ?? 0;
  const off = { percent: value / wholeDiscount, fraction: value / 100, paid: 100 - paidOf(Number(text)) }[way];
  return String(Number(off.toFixed(4)));
}

/** `9` and `8.5` of ten, `85` of a hundred, as a percentage that is paid. */
const paidOf = (number: number): number => (number < 10 ? number * 10 : number);
