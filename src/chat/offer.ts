import { parseDecimal, priceScale } from '../money.ts';
import { type Locale, t } from '../text/index.ts';
import type { LineValue } from './form.ts';
import { oneLine } from './literal.ts';

/**
 * What is said of a price that a person typed, with what the price list says instead; nothing where none was typed, or what
 * was typed is what the list says: then it is the list's, as the desk files it.
 */
export function typedWords({ price, listPrice, listSource }: LineValue, locale: Locale): string {
  if (!price?.trim()) return '';
  const [typed, listed] = [price, listPrice ?? ''].map((text) => parseDecimal(text.trim(), priceScale));
  if (!listPrice) return t(locale, 'chat.typed');
  if (typed === listed) return '';
  const values = { price: oneLine(listPrice), source: oneLine(listSource ?? '') };
  return t(locale, listSource ? 'chat.typed_source' : 'chat.typed_list', values);
}

/** The price that a line has while none is typed, with where it comes from; empty where it is not known. */
export function offerWords({ listPrice, listSource }: LineValue, locale: Locale): string {
  if (!listPrice) return '';
  const price = oneLine(listPrice);
  return listSource
    ? t(locale, 'chat.offered_price', { price, source: oneLine(listSource) })
    : t(locale, 'chat.list_price', { price });
}
