import { type Locale, t } from '../text/index.ts';
import type { LineValue } from './form.ts';
import { oneLine } from './literal.ts';

/** The price that a line has while none is typed, with where it comes from; empty where it is not known. */
export function offerWords({ listPrice, listSource }: LineValue, locale: Locale): string {
  if (!listPrice) return '';
  const price = oneLine(listPrice);
  return listSource
    ? t(locale, 'chat.offered_price', { price, source: oneLine(listSource) })
    : t(locale, 'chat.list_price', { price });
}
