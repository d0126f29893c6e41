import { parseDecimal, wholeDiscount } from '../money.ts';

const figures = '零一二三四五六七八九';

/** `10` or `7.5` (percent) in basis points; undefined when it is no number or more than the whole. */
export function percent(text: string): number | undefined {
  const value = parseDecimal(text, 100);
  return value !== undefined && value >= 0 && value <= wholeDiscount ? value : undefined;
}

/** Chinese discounts say what is paid: `9折` and `九折` pay 90 %, `85折`, `8.5折` and `八五折` pay 85 %. */
export function folded(text: string): number | undefined {
  const plain = text.replace(/[零一二三四五六七八九]/g, (sign) => String(figures.indexOf(sign)));
  const paid = parseDecimal(/^\d\d$/.test(plain) ? `${plain[0]}.${plain[1]}` : plain, 1000);
  return paid === undefined || paid > wholeDiscount ? undefined : wholeDiscount - paid;
}
