import { lineAmount, moneyText, parseDecimal, priceScale, quantityScale, wholeDiscount } from '../money.ts';
import type { LineValue } from './form.ts';
import { isFilled, type LinesField } from './form-state.ts';

/** A line's amount in minor units; undefined while something is missing or is no number that an order takes. */
function amountOf({ sku, quantity, price, discount, listPrice }: LineValue, currency: string): number | undefined {
  const many = parseDecimal(quantity, quantityScale);
  const unitPrice = parseDecimal(price?.trim() ? price : (listPrice ?? ''), priceScale);
  const percent = (discount ?? '').replace(/\s*[%％]\s*$/, '').trim();
  const off = percent === '' ? 0 : parseDecimal(percent, 100);
  if (many === undefined || unitPrice === undefined || off === undefined) return undefined;
  if (sku.trim() === '' || many <= 0 || unitPrice < 0 || off < 0 || off > wholeDiscount) return undefined;
  return lineAmount({ quantity: many, unitPrice, discount: off }, currency);
}

/** What the lines come to, as the desk will reckon it; nothing while one of them cannot be read. */
export function totalText({ currency }: LinesField, lines: readonly LineValue[]): string | undefined {
  const amounts = lines.filter(isFilled).map((line) => amountOf(line, currency));
  const total = amounts.reduce<number>((sum, amount) => sum + (amount ?? Number.NaN), 0);
  return amounts.length > 0 && Number.isSafeInteger(total) ? moneyText(total, currency) : undefined;
}
