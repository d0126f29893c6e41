import { parseDecimal, quantityScale } from '../../money.ts';
import type { Booking } from '../../stock/book.ts';

/** What was typed after `stock`: a product, and what is to be booked of it. */
export type StockWords = { product: string; booking?: Pick<Booking, 'kind' | 'quantity' | 'reason'> };

const number = String.raw`(?<n>\d+(?:[.,]\d+)?)`;
const end = String.raw`(?:\s+(?<reason>.+))?$`;
const product = String.raw`^(?<product>.+?)\s+`;
const shape = (deed: string): RegExp => new RegExp(`${product}${deed}${end}`, 'iu');

/** The ways to say it, in both languages: a word and a quantity, or a sign. */
const shapes: readonly [Booking['kind'], RegExp][] = [
  ['count', shape(String.raw`(?:count|counted|盘点)\s*[:=]?\s*${number}`)],
  ['receive', shape(String.raw`(?:receive|received|入库|\+)\s*\+?\s*${number}`)],
  ['scrap', shape(String.raw`(?:scrap|write[ -]?off|报损|[-−–])\s*[-−]?\s*${number}`)],
];

/** Reads typed words: `A100`, `A100 count 120 why`, `A100 +20 why`, `A100 -3 why`. */
export function readStock(words: string): StockWords {
  const text = words.normalize('NFKC').trim();
  for (const [kind, pattern] of shapes) {
    const found = pattern.exec(text)?.groups;
    const quantity = found && parseDecimal(found.n!, quantityScale);
    if (found && quantity !== undefined)
      return { product: found.product!, booking: { kind, quantity, reason: found.reason } };
  }
  return { product: text };
}
