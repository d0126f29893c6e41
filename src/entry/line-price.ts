import { parseDecimal, priceScale } from '../money.ts';
import { unitPattern } from './line-units.ts';

/** A unit price as it was typed. */
export type Price = {
  /** 1/10,000 of the major unit. */
  unitPrice: number;
  /** The currency sign or word beside it. */
  currency?: string;
  /** As it was typed, to be shown. */
  text: string;
  /** Signs that it takes of the text, with what is in front. */
  length: number;
};

export const number = '\\d(?:[\\d.,]*\\d)?';
const before = '[¥$€£]|RMB|CNY|USD|EUR|GBP|HKD|JPY';
const behind = '元|块钱?|yuan|dollars?|euros?|RMB|CNY|USD|EUR|GBP|HKD|JPY|[¥$€£]';
const each = ` ?(?:/ ?|per |一|每)${unitPattern}| (?:each|ea|apiece)(?![A-Za-z])`;
const gap = '^ ?,? ?';
const end = '(?=$|[\\s,;、。!?"“「『)]|-\\d|\\.(?:\\s|$)|\\p{Script=Han})';

/** `@9.5`, `at 9.5`, `单价9.5`, `每个9.5元`: a word in front says what it is. */
const named = new RegExp(
  `${gap}(?:@ ?|at |单价 ?:? ?|price ?:? ?|(?:每|一)${unitPattern} ?)((${before})? ?(${number})(?: ?(${behind}))?)(?:${each})?${end}`,
  'iu',
);
/** `¥9.5`, `$9.50 each`. */
const signed = new RegExp(`${gap}((${before}) ?(${number})(?: ?(${behind}))?(?:${each})?)${end}`, 'iu');
/** `9.5元`, `9.5元/个`, `9.50 USD`. */
const worded = new RegExp(`${gap}(()(${number}) ?(${behind})(?:${each})?)${end}`, 'iu');
/** `9.50 each`, `9.50/pc`. */
const perPiece = new RegExp(`${gap}(()(${number})()(?:${each}))${end}`, 'iu');

/** A price that stands directly after a line. */
export function priceAfter(rest: string): Price | undefined {
  for (const pattern of [named, signed, worded, perPiece]) {
    const match = pattern.exec(rest);
    const unitPrice = match ? parseDecimal(match[3]!, priceScale) : undefined;
    if (!match || unitPrice === undefined) continue;
    return { unitPrice, currency: match[2] || match[4] || undefined, text: match[1]!.trim(), length: match[0].length };
  }
  return undefined;
}

/** A price between product and quantity, as part of a longer pattern: number and currency are its three groups. */
export const priceBetween = {
  at: ` ?@ ?(${before})?(${number})(元|块)?`,
  marked: ` (?:(?=[¥$€£]|\\d[\\d.,]* ?(?:元|块)))([¥$€£])?(${number}) ?(元|块)?`,
};

const dollars = ['USD', 'AUD', 'CAD', 'HKD', 'NZD', 'SGD', 'TWD', 'MXN'];
const currencies: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^¥$/, ['CNY', 'JPY']],
  [/^(?:元|块钱?|yuan|RMB)$/i, ['CNY']],
  [/^(?:\$|dollars?)$/i, dollars],
  [/^(?:€|euros?)$/i, ['EUR']],
  [/^£$/, ['GBP']],
];

/** Whether a currency as typed can be the one of the order; nothing typed can. */
export function fitsCurrency(typed: string | undefined, currency: string): boolean {
  if (typed === undefined) return true;
  const known = currencies.find(([sign]) => sign.test(typed))?.[1] ?? [typed.toUpperCase()];
  return known.includes(currency);
}
