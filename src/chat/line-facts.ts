import { parseDecimal, quantityScale } from '../money.ts';
import { type Locale, t } from '../text/index.ts';
import type { Choice, LineValue } from './form.ts';
import { oneLine } from './literal.ts';
import { offerWords, typedWords } from './offer.ts';

const thousandths = (text: string | undefined): number | undefined =>
  text?.trim() ? parseDecimal(text, quantityScale) : undefined;

/** Whether all lines of this product together ask for more than was available when the line was drawn. */
export function isShort({ sku, available }: LineValue, lines: readonly LineValue[]): boolean {
  const there = thousandths(available);
  if (there === undefined) return false;
  const asked = lines
    .filter((l) => l.sku === sku)
    .reduce((sum, l) => sum + Math.max(0, thousandths(l.quantity) ?? 0), 0);
  return asked > there;
}

/** What a line shows of a product that was chosen: its words, what it costs while no price is typed, and what is there of it. */
export const factsOf = ({ label, price, source, available, lastPrice }: Choice) => ({
  label,
  ...(price && { listPrice: price }),
  ...(price && source && { listSource: source }),
  ...(available && { available }),
  ...(lastPrice && { lastPrice }),
});

/** What is there of a product, in words: how much now, only so much, or nothing. */
function stockWords(line: LineValue, lines: readonly LineValue[], locale: Locale): string[] {
  if (line.isGone) return [t(locale, 'chat.not_sold')];
  if (!line.available?.trim()) return [];
  const n = oneLine(line.available);
  if (thousandths(n) === 0) return [t(locale, 'chat.out_of_stock')];
  return [t(locale, isShort(line, lines) ? 'chat.short' : 'chat.available', { n })];
}

/**
 * What a line says of its product beside the words for it: the price while none is typed, or that one was typed, last price,
 * stock. `isPriced`: the form shows what a customer pays; an agreed price of another form is not said to be typed.
 */
export function lineFacts(
  line: LineValue,
  lines: readonly LineValue[],
  locale: Locale,
  { isPriced = false }: { isPriced?: boolean } = {},
): string[] {
  const offer = (isPriced && typedWords(line, locale)) || offerWords(line, locale);
  return [
    ...(offer ? [offer] : []),
    ...(line.lastPrice ? [t(locale, 'chat.last_price', { price: oneLine(line.lastPrice) })] : []),
    ...stockWords(line, lines, locale),
  ];
}

/** A usual item in words, with what is true of it now: `A100 · Widget × 20 · last 9.50 · 12 available now`. */
export function usualWords(item: Choice, locale: Locale): string {
  const { label, value: sku } = item;
  const quantity = item.quantity ?? '';
  const line: LineValue = { sku, quantity, ...factsOf(item) };
  return [`${oneLine(label)} × ${oneLine(quantity)}`, ...lineFacts(line, [line], locale)].join(' · ');
}

/** The words of the button that takes a usual item. */
export const usualButton = ({ value, quantity }: Choice): string => `+ ${oneLine(value)} × ${oneLine(quantity ?? '')}`;
