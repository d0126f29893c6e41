import { parseDecimal, wholeDiscount } from '../money.ts';
import { digits } from './chinese-number.ts';
import { typed } from './plain.ts';

/** `10` or `7.5` (percent) in basis points; undefined when it is no number or more than the whole. */
export function percent(text: string): number | undefined {
  const value = parseDecimal(text, 100);
  return value !== undefined && value >= 0 && value <= wholeDiscount ? value : undefined;
}

/** Chinese discounts say what is paid: `9折` and `九折` pay 90 %, `85折`, `8.5折` and `八五折` pay 85 %. */
export function folded(text: string): number | undefined {
  const plain = text.replace(/[零一二三四五六七八九]/g, (sign) => String(digits.indexOf(sign)));
  // 十折 would be the whole price, and nobody means 1折 by it.
  if (/^1?0$/.test(plain)) return undefined;
  const paid = parseDecimal(/^\d\d$/.test(plain) ? `${plain[0]}.${plain[1]}` : plain, 1000);
  return paid === undefined || paid > wholeDiscount ? undefined : wholeDiscount - paid;
}

/** What stands before 折, in one line of text as in a cell. */
export const foldNumber = '(\\d(?:\\.\\d)?|\\d\\d|[一二三四五六七八九]{1,2})';
const fold = new RegExp(`^打?${foldNumber}折$`);
const part = /^(\d{1,3}(?:\.\d{1,4})?) ?%(?: ?off)?$/i;

/**
 * A discount of a cell or field, in basis points: `15%`, `15 % off`, `九折`, `85折`, or a fraction from 0 to 1 (`0.15`).
 * Undefined for all else: a bare `15` can be a percentage or what is paid.
 */
export function discountIn(text: string): number | undefined {
  const plain = typed(text);
  const [paid, cut] = [fold.exec(plain)?.[1], part.exec(plain)?.[1]];
  if (paid) return folded(paid);
  if (cut) return percent(cut);
  const value = parseDecimal(plain, wholeDiscount);
  return value !== undefined && value >= 0 && value <= wholeDiscount ? value : undefined;
}
