import { folded, foldNumber, percent } from './discount-words.ts';
import type { Part } from './line.ts';

const percents: readonly RegExp[] = [
  /^(?:-|(?:discount|disc|less) ?:? ?-?|(?:折扣|优惠|让利) ?:? ?-?) ?(\d{1,3}(?:\.\d{1,4})?) ?%/i,
  /^(\d{1,3}(?:\.\d{1,4})?) ?% (?:off|discount)(?![\p{L}\p{N}])/iu,
];
/** `10 percent discount`, `discount of 10 percent`: in words, read only where what is not understood is said back. */
const inWords: readonly RegExp[] = [
  /^(?:discount|disc|less)(?: of)? ?:? ?(\d{1,3}(?:\.\d{1,4})?) ?per ?cent(?![\p{L}\p{N}])/iu,
  /^(\d{1,3}(?:\.\d{1,4})?) ?per ?cent (?:off|discount)(?![\p{L}\p{N}])/iu,
];
const folds = new RegExp(`^(?:折扣 ?:? ?)?打?${foldNumber}折`);

/**
 * `-10%`, `discount 10%`, `10% off`, `9折`, `打八五折`: of the whole order where it stands in front of all lines or after
 * the last one, else of the line before it (`itemPart` sees to that).
 */
export const discountPart: Part = (rest, entry, reading) => {
  const match = [...percents, ...(reading.looksUp ? inWords : [])]
    .map((pattern) => pattern.exec(rest))
    .find((m) => m !== null);
  const fold = match ? null : folds.exec(rest);
  const value = match ? percent(match[1]!) : fold ? folded(fold[1]!) : undefined;
  if (value === undefined || entry.discount !== undefined) return 0;
  const text = (match ?? fold)![0];
  entry.discount = value;
  reading.discountAfter = entry.lines.length;
  reading.discountText = text.trim();
  return text.length;
};
