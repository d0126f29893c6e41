import { discountIn } from '../discount-words.ts';
import type { DiscountAnswer } from './answers.ts';
import type { Written } from './dates.ts';

/** The sign that makes each reading of a bare number clear. */
const signs: Readonly<Record<DiscountAnswer, string>> = { percent: '%', fraction: '', paid: '折' };

/** A number without a sign, as it is read: `15`, `0.15`; nought is nothing in any reading. */
const bare = (text: string): number => (/^\d*\.?\d+$/.test(text) ? Number(text) : 0);

/** Headers that say themselves that percentages stand below: `discount %`, `折扣（%）`, `discount percent`, `折扣率`. */
export const saysPercent = (header: string): boolean => /[%％]|percent|pct|百分|折扣率/i.test(header);

/** What bare numbers of a column can mean, with the first of them: only ways in which all of them can be read afterwards. */
export type DiscountQuestion = { sample: Written; ways: DiscountAnswer[] };

/**
 * How a column of discounts writes bare numbers. Fractions from 0 to 1 are what they are, and below a header with a percent
 * sign numbers are percentages; but fractions below such a header, and numbers over 1 below another one, are asked: 15 can
 * be 15 % off, and 85 what is paid (85折). That is asked also where only one way is left (100 is no 折): whoever meant the other
 * sees it. A column of both, or one that can be read in no way, is left as it is: its numbers over 1 are no discounts.
 */
export function discountWayOf(
  cells: readonly Written[],
  header: string,
): { way: DiscountAnswer } | { ask: DiscountQuestion } | undefined {
  const numbers = cells.filter(({ text }) => bare(text) > 0);
  const [sample] = numbers;
  if (!sample) return undefined;
  const [some, all] = [numbers.some(({ text }) => bare(text) > 1), numbers.every(({ text }) => bare(text) > 1)];
  if (saysPercent(header) && some) return { way: 'percent' };
  const wanted: DiscountAnswer[] = saysPercent(header) ? ['percent', 'fraction'] : all ? ['percent', 'paid'] : [];
  const ways = wanted.filter((way) => numbers.every(({ text }) => discountAs(text, way) !== undefined));
  return ways.length > 0 ? { ask: { sample, ways } } : undefined;
}

/** What a text takes off as one of the ways, in basis points, by the rule that reads the cell; undefined for no discount. */
export const discountAs = (text: string, way: DiscountAnswer): number | undefined =>
  discountIn(readDiscount(text, way));

/** A bare number with the sign of its reading; what has a sign stays as it is. */
export const readDiscount = (text: string, way: DiscountAnswer | undefined): string =>
  way !== undefined && bare(text) > 0 ? text.replace(/^\./, '0.') + signs[way] : text;
