import { decimalText, priceScale, priceWithCurrency, quantityScale } from '../money.ts';
import { type Locale, t } from '../text/index.ts';
import type { PriceEntry } from './entry.ts';
import { isTelling, type Priced, type PriceSource } from './rule.ts';

const joined = (locale: Locale, words: readonly (string | undefined)[]): string =>
  words.filter(Boolean).join(t(locale, 'price.separator'));

/** From which quantity, in words; nothing for the first. */
const fromWords = (locale: Locale, quantity: number | undefined): string | undefined =>
  quantity ? t(locale, 'price.from', { quantity: decimalText(quantity, quantityScale) }) : undefined;

/** Where a price comes from, in words: `customer price, from 100`, `客户价，满100起`. */
export function sourceWords(locale: Locale, { from, tier = '', quantity, until }: PriceSource): string {
  return joined(locale, [
    t(locale, `price.source.${from}`, { tier }),
    fromWords(locale, quantity),
    until && t(locale, 'price.until', { date: until }),
  ]);
}

/** A price as a form offers it, and where it comes from, unless it is the list price as everybody pays it. */
export const offeredPrice = (locale: Locale, { price, source }: Priced): { price: string; source?: string } => ({
  price: decimalText(price, priceScale),
  ...(isTelling(source) && { source: sourceWords(locale, source) }),
});

/** The days on which a price counts, in words; nothing where it has no ends. */
export function daysWords(
  locale: Locale,
  { validFrom: from, validTo: to }: Pick<PriceEntry, 'validFrom' | 'validTo'>,
): string | undefined {
  if (from && to) return t(locale, 'price.days', { from, to });
  if (from) return t(locale, 'price.since', { date: from });
  return to ? t(locale, 'price.until', { date: to }) : undefined;
}

type Said = Pick<PriceEntry, 'customer' | 'tier' | 'from' | 'price' | 'validFrom' | 'validTo'> & {
  buyer?: { name: string };
};

/** For whom a price is, in words. */
export function whomWords(
  locale: Locale,
  { customer, tier, buyer }: Pick<Said, 'customer' | 'tier' | 'buyer'>,
): string {
  if (customer) return buyer?.name ?? t(locale, 'price.gone_customer');
  return tier ? t(locale, 'price.tier', { tier }) : t(locale, 'price.everybody');
}

/** A price in words: `Acme Ltd: CNY 9.20, from 100, until 2027-01-31`. */
export function entryWords(locale: Locale, entry: Said, currency: string): string {
  const rest = [priceWithCurrency(entry.price, currency), fromWords(locale, entry.from), daysWords(locale, entry)];
  return t(locale, 'audit.is', { field: whomWords(locale, entry), value: joined(locale, rest) });
}
