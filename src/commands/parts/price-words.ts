import type { CalendarDate } from '../../dates.ts';
import { longestDate } from '../../entry/line-due.ts';
import { typed } from '../../entry/plain.ts';
import { parseDecimal, priceScale, quantityScale } from '../../money.ts';

/** What is typed of a price: nothing is looked up or checked here. */
export type PriceWords = {
  /** The SKU, or a word for the product. */
  product: string;
  /** The words that are none of the rest: a customer. */
  customer?: string;
  tier?: string;
  /** 1/10,000 of the major unit. */
  price?: number;
  /** Thousandths. */
  from?: number;
  validFrom?: CalendarDate;
  validTo?: CalendarDate;
  /** The price that is meant ends. */
  end?: true;
  /** What was not understood: said, never dropped. */
  unknown: string[];
};

/** Takes what stands at the beginning of a text; how many signs, 0 when it is something else. */
type Part = (rest: string, words: PriceWords, today: CalendarDate) => number;

const number = '\\d[\\d,]*(?:\\.\\d+)?|\\.\\d+';
const end = '(?=$|[\\s,;，])';

const ends: Part = (rest, words) => {
  const match = new RegExp(`^(?:end|stop|结束|停用|终止)${end}`, 'i').exec(rest);
  if (match) words.end = true;
  return match?.[0].length ?? 0;
};

/** `tier A`, `等级 A`, `等级A`, `A级`. */
const tier: Part = (rest, words) => {
  const match =
    new RegExp(`^(?:tier\\s+|等级\\s?:?\\s?)([^\\s,;，]+)${end}`, 'i').exec(rest) ?? /^([A-Za-z])级(?=$|\s)/.exec(rest);
  if (!match?.[1] || words.tier !== undefined) return 0;
  words.tier = match[1];
  return match[0].length;
};

const setFrom = (words: PriceWords, text: string | undefined): boolean => {
  const from = text === undefined ? undefined : parseDecimal(text, quantityScale);
  if (from === undefined || words.from !== undefined) return false;
  words.from = from;
  return true;
};

/** `from 100`, `满100`, `满 100 起`, `100起`, `≥100`, `100+`. */
const quantity: Part = (rest, words) => {
  const match =
    new RegExp(`^(?:from\\s+|满\\s?|≥\\s?|>=\\s?)(${number})\\s?(?:pcs|个|件)?\\s?(?:起|以上)?${end}`, 'i').exec(
      rest,
    ) ?? new RegExp(`^(${number})(?:\\s?(?:个|件)?起|\\+)${end}`, 'i').exec(rest);
  return match && setFrom(words, match[1]) ? match[0].length : 0;
};

const dots = /^\s?(?:\.{2,3}|~|至|到)\s?/;

/** A date at the beginning, also one right before dots. */
function dateAt(rest: string, today: CalendarDate): { date: CalendarDate; length: number } | undefined {
  const joined = /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?=\.{2}|~|至|到|$|\s)|^[^\s.~至到]+(?=\.{2}|~|至|到)/.exec(rest)?.[0];
  return (joined ? longestDate(joined, today) : undefined) ?? longestDate(rest.slice(0, 60), today);
}

/** `2026-12-01..2027-01-31`, `2026-12-01..`, `..2027-01-31`, `12月1日至12月31日`. */
const range: Part = (rest, words, today) => {
  if (words.validFrom !== undefined || words.validTo !== undefined) return 0;
  const first = dots.test(rest) ? undefined : dateAt(rest, today);
  const after = rest.slice(first?.length ?? 0);
  const sign = dots.exec(after)?.[0];
  if (!sign) return 0;
  const last = dateAt(after.slice(sign.length), first && first.date > today ? first.date : today);
  if (!first && !last) return 0;
  words.validFrom = first?.date;
  words.validTo = last?.date;
  return (first?.length ?? 0) + sign.length + (last?.length ?? 0);
};

const firstWord = /^(?:from|since|starting|自|从|起)\s?/i;
const lastWord = /^(?:until|till|to|截至|截止|直到)\s?/i;

/** `since 12/1`, `from 2026-12-01`, `自 12月1日`; `until 2027-01-31`, `截至 12月31日`. */
const days: Part = (rest, words, today) => {
  for (const [word, name] of [
    [firstWord, 'validFrom'],
    [lastWord, 'validTo'],
  ] as const) {
    const keyword = word.exec(rest)?.[0];
    const found = keyword ? dateAt(rest.slice(keyword.length), today) : undefined;
    if (!keyword || !found || words[name] !== undefined) continue;
    words[name] = found.date;
    return keyword.length + found.length;
  }
  return 0;
};

/** `9.50`, `@9.50`: the price, a decimal number alone. */
const price: Part = (rest, words) => {
  const match = new RegExp(`^@?(-?(?:${number}))(?:元)?${end}`).exec(rest);
  const value = match?.[1] === undefined ? undefined : parseDecimal(match[1], priceScale);
  if (!match || value === undefined || words.price !== undefined) return 0;
  words.price = value;
  return match[0].length;
};

const quoted: Part = (rest, words) => {
  const match = /^["“「](.+?)["”」]/.exec(rest);
  if (!match?.[1] || words.customer !== undefined) return 0;
  words.customer = match[1].trim();
  return match[0].length;
};

const parts: readonly Part[] = [quoted, ends, tier, range, days, quantity, price];

/** Words that are a number or a date in another spelling: never part of a name. */
const almost = /^[@\d.,\-/+~≥]+$/;

/** How many signs the first part that knows what stands here takes. */
function takenBy(rest: string, words: PriceWords, today: CalendarDate): number {
  for (const part of parts) {
    const taken = part(rest, words, today);
    if (taken > 0) return taken;
  }
  return 0;
}

const nextWord = /^(?:[^\s,;，]|(?<=\d),(?=\d))+/;

/** Reads `A100 Acme 9.20 from 100 2026-12-01..2027-01-31`, `A100 华信 9.20 满100`, `A100 tier A 8.90`. Never throws. */
export function priceWords(text: string, today: CalendarDate): PriceWords {
  const whole = typed(text.slice(0, 400)).replace(/…/g, '..');
  const [product = ''] = /^\S+/.exec(whole) ?? [];
  const words: PriceWords = { product, unknown: [] };
  const names: string[] = [];
  let rest = whole.slice(product.length).trim();
  while (rest !== '') {
    const taken = takenBy(rest, words, today);
    const word = taken > 0 ? '' : (nextWord.exec(rest)?.[0] ?? rest.charAt(0));
    if (almost.test(word)) words.unknown.push(word);
    else if (/[\p{L}\p{N}]/u.test(word)) names.push(word);
    rest = rest.slice(taken || word.length).replace(/^[\s,;，]+/, '');
  }
  return named(words, names.join(' '));
}

/** The words that are nothing else name the customer, where no other words did. */
function named(words: PriceWords, name: string): PriceWords {
  if (name === '') return words;
  return words.customer === undefined ? { ...words, customer: name } : { ...words, unknown: [...words.unknown, name] };
}
