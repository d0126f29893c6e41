import { parseDecimal, wholeDiscount } from '../money.ts';
import { digits } from './chinese-number.ts';
import type { Part } from './line.ts';

/** `10` or `7.5` (percent) in basis points; undefined when it is no number or more than the whole. */
export function percent(text: string): number | undefined {
  const value = parseDecimal(text, 100);
  return value !== undefined && value >= 0 && value <= wholeDiscount ? value : undefined;
}

/** Chinese discounts say what is paid: `9折` and `九折` pay 90 %, `85折`, `8.5折` and `八五折` pay 85 %. */
function folded(text: string): number | undefined {
  const plain = text.replace(/[零一二三四五六七八九]/g, (sign) => String(digits.indexOf(sign)));
  const paid = parseDecimal(/^\d\d$/.test(plain) ? `${plain[0]}.${plain[1]}` : plain, 1000);
  return paid === undefined || paid > wholeDiscount ? undefined : wholeDiscount - paid;
}

const percents: readonly RegExp[] = [
  /^(?:-|(?:discount|disc|less) ?:? ?-?|(?:折扣|优惠|让利) ?:? ?-?) ?(\d{1,3}(?:\.\d{1,4})?) ?%/i,
  /^(\d{1,3}(?:\.\d{1,4})?) ?% (?:off|discount)(?![\p{L}\p{N}])/iu,
];
const folds = /^(?:折扣 ?:? ?)?打?(\d(?:\.\d)?|\d\d|[一二三四五六七八九]{1,2})折/;

/**
 * `-10%`, `discount 10%`, `10% off`, `9折`, `打八五折`: of the whole order where it stands in front of all lines or after
 * the last one, else of the line before it (`itemPart` sees to that).
 */
export const discountPart: Part = (rest, entry, reading) => {
  const match = percents.map((pattern) => pattern.exec(rest)).find((m) => m !== null);
  const fold = match ? null : folds.exec(rest);
  const value = match ? percent(match[1]!) : fold ? folded(fold[1]!) : undefined;
  if (value === undefined || entry.discount !== undefined) return 0;
  const text = (match ?? fold)![0];
  entry.discount = value;
  reading.discountAfter = entry.lines.length;
  reading.discountText = text.trim();
  return text.length;
};
