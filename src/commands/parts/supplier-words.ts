import type { CalendarDate } from '../../dates.ts';
import { longestDate } from '../../entry/line-due.ts';
import { typed } from '../../entry/plain.ts';
import { parseDecimal, priceScale, quantityScale } from '../../money.ts';

/** What is typed after `supplier`; nothing is looked up or checked here. */
export type SupplierWords = {
  /** A code, a name or a part of it. */
  supplier: string;
  deed?: 'order' | 'supplies' | 'drops';
  /** The SKU, or words for the product. */
  product?: string;
  /** Thousandths. */
  quantity?: number;
  /** 1/10,000 of the major unit. */
  unitCost?: number;
  expectedOn?: CalendarDate;
  leadTimeDays?: number;
};

/** The words of each deed, in both languages; what stands before them is the supplier, what follows the product. */
const deedWords: readonly [NonNullable<SupplierWords['deed']>, RegExp][] = [
  ['drops', /\bno longer supplies\b|\bdrops\b|不再供应|停止供应/giu],
  ['supplies', /\bsupplies\b|供应|供货/giu],
  ['order', /\border\b|采购|订购/giu],
];

type Said = { deed: NonNullable<SupplierWords['deed']>; start: number; end: number };

/** Where words of deeds stand behind something, the last first; what is a part of a longer one is none of its own. */
function deedsIn(text: string): Said[] {
  const said = deedWords.flatMap(([deed, words]) =>
    [...text.matchAll(words)].map((m): Said => ({ deed, start: m.index, end: m.index + m[0].length })),
  );
  const isWhole = (one: Said) => !said.some((o) => o !== one && o.start <= one.start && o.end >= one.end);
  return said.filter((one) => one.start > 0 && isWhole(one)).toSorted((a, b) => b.start - a.start);
}

const number = String.raw`\d[\d,]*(?:\.\d+)?`;
const expected = /(?:\b(?:expected|eta|due|by)\b|预计到货|预计|到货)\s*:?\s*(?:on\s+|by\s+)?/iu;
const cost = new RegExp(String.raw`@\s*[¥$€£]?\s*(${number})`, 'u');
const lead = /(?:\blead(?:\s+time)?\b|供货周期|周期)\s*:?\s*(\d{1,4})\s*(?:days?|天)?/iu;
const times = new RegExp(String.raw`^(?<product>.+?)\s*[x×*]\s*(?<n>${number})$`, 'iu');
const behind = new RegExp(String.raw`^(?<product>.+?)\s+(?<n>${number})$`, 'u');

/** Takes the first match out of a text. */
function cutOut(text: string, pattern: RegExp): { match?: RegExpExecArray; rest: string } {
  const match = pattern.exec(text);
  if (!match) return { rest: text };
  return {
    match,
    rest: `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`.replace(/\s+/g, ' ').trim(),
  };
}

/** `expected 12/20`, `预计 12月20日`: the date, and the text without it. */
function expectedIn(text: string, today: CalendarDate): { expectedOn?: CalendarDate; rest: string } {
  const word = expected.exec(text);
  const start = word ? word.index + word[0].length : 0;
  const found = word && longestDate(text.slice(start), today);
  if (!word || !found) return { rest: text };
  return {
    expectedOn: found.date,
    rest: `${text.slice(0, word.index)} ${text.slice(start + found.length)}`.replace(/\s+/g, ' ').trim(),
  };
}

/** What is ordered: `A100x200 @6.40 expected 12/20`, `A100 200 预计 12月20日`. */
function ordered(text: string, today: CalendarDate): Omit<SupplierWords, 'supplier' | 'deed'> {
  const { expectedOn, rest } = expectedIn(text, today);
  const { match: price, rest: goods } = cutOut(rest, cost);
  const unitCost = price?.[1] === undefined ? undefined : parseDecimal(price[1], priceScale);
  const groups = (times.exec(goods) ?? behind.exec(goods))?.groups;
  const quantity = groups?.n === undefined ? undefined : parseDecimal(groups.n, quantityScale);
  const product = quantity === undefined ? goods : groups!.product!;
  return {
    ...(product !== '' && { product }),
    ...(quantity !== undefined && { quantity }),
    ...(unitCost !== undefined && { unitCost }),
    ...(expectedOn && { expectedOn }),
  };
}

/** One deed, read of a text at its words. */
function readAt(text: string, { deed, start, end }: Said, today: CalendarDate): SupplierWords {
  const [supplier, rest] = [text.slice(0, start).trim(), text.slice(end).trim()];
  if (deed === 'order') return { supplier, deed, ...ordered(rest, today) };
  const { match, rest: product } = cutOut(rest, lead);
  return { supplier, deed, ...(product && { product }), ...(match && { leadTimeDays: Number(match[1]) }) };
}

/**
 * All that words may mean, the likeliest first: `Best`, `Best order A100x200 @6.40 expected 12/20`, `Best supplies A100
 * lead 5`, `Best no longer supplies A100`. A supplier may be called `Office Supplies` or `…供应链…`: each word of a deed is a
 * reading, the last one first, and the words as a name alone are the last of them.
 */
export function supplierReadings(words: string, today: CalendarDate): SupplierWords[] {
  const text = typed(words.slice(0, 400));
  const readings = deedsIn(text).map((said) => readAt(text, said, today));
  return [...readings.filter(({ supplier }) => supplier !== ''), { supplier: text }];
}
