import { decimalText, priceText, quantityScale } from '../money.ts';
import { matched, removed } from '../orders/line-matching.ts';
import type { Line } from '../orders/order.ts';
import type { LineFacts, PartFacts } from '../orders/trail.ts';
import { sourceWords } from '../prices/words.ts';
import { listed, t } from '../text/index.ts';
import type { Measures } from './reader.ts';

/** Lines of a record that one line of the trail names. */
const most = 12;

/** A line as the trail has it: what a reader may not see is missing, and rows of earlier times say less. */
type Kept = Partial<LineFacts> & { sku: string; returned?: number };
type Pair = { before?: Kept; after?: Kept };

const linesIn = (value: unknown): (Kept | null)[] => (Array.isArray(value) ? value : []);

/** The lines side by side: as they were kept, else each found again by the rule of change orders. */
function pairsOf(before: readonly (Kept | null)[], after: readonly (Kept | null)[]): Pair[] {
  const isSame = (i: number) => !before[i] || !after[i] || before[i]?.sku === after[i]?.sku;
  if (before.length === after.length && before.every((_, i) => isSame(i)))
    return before.map((line, i) => ({ before: line ?? undefined, after: after[i] ?? undefined }));
  const [old, now] = [before, after].map((side) => side.filter((line) => line !== null) as Line[]) as [Line[], Line[]];
  const pairs = matched(old, now);
  return [
    ...pairs.map(({ before: place }, i) => ({ before: place === undefined ? undefined : old[place], after: now[i] })),
    ...removed(old, pairs).map((line) => ({ before: line })),
  ];
}

/** What is given off, from basis points: `−5 %`. */
export const discountText = (discount: number): string => `−${decimalText(discount, 100)} %`;

/** `40 × 570.00 (customer price, −5 %)`; without its price where that is not the reader's to see. */
function lineText(
  { quantity = 0, unit, unitPrice, priceSource, discount }: Kept,
  currency: string,
  with_: Measures,
): string {
  const pieces = decimalText(quantity, quantityScale);
  if (unitPrice === undefined) return [pieces, unit].filter(Boolean).join(' ');
  const more = [
    ...(priceSource ? [sourceWords(with_.locale, priceSource)] : []),
    ...(discount ? [discountText(discount)] : []),
  ];
  const brackets = more.length > 0 ? ` (${listed(with_.locale, more)})` : '';
  return `${pieces} × ${priceText(unitPrice, currency)}${brackets}`;
}

type Currencies = { before: string; after: string };

function pairText({ before, after }: Pair, currencies: Currencies, with_: Measures): string | undefined {
  const { locale } = with_;
  const sku = (after ?? before)?.sku ?? '—';
  const was = before && lineText(before, currencies.before, with_);
  const is = after && lineText(after, currencies.after, with_);
  if (was === undefined) return t(locale, 'audit.line_added', { sku, after: is ?? '—' });
  if (is === undefined) return t(locale, 'audit.line_removed', { sku, before: was });
  return was === is ? undefined : t(locale, 'audit.line', { sku, before: was, after: is });
}

/** Goods that came back: thousandths so far, before and after. */
function returnedText({ before, after }: Pair, { locale }: Measures): string | undefined {
  const [was = 0, is = 0] = [before?.returned, after?.returned];
  const values = [was, is].map((n) => decimalText(n, quantityScale));
  return was === is
    ? undefined
    : t(locale, 'audit.line_returned', { sku: after?.sku ?? '—', before: values[0]!, after: values[1]! });
}

const isReturn = ({ before, after }: Pair): boolean =>
  (after ?? before)?.returned !== undefined && (after ?? before)?.quantity === undefined;

/** The first of them; how many more there are is said. */
function shortened(words: readonly string[], { locale }: Measures): string[] {
  const left = words.length - most;
  return left > 0 ? [...words.slice(0, most), t(locale, 'word.all_lines', { n: left })] : [...words];
}

/** What differs between the lines of an order before and after, a part for each line. */
export function lineWords(before: unknown, after: unknown, currencies: Currencies, with_: Measures): string[] {
  const pairs = pairsOf(linesIn(before), linesIn(after));
  const words = pairs.flatMap(
    (pair) => (isReturn(pair) ? returnedText(pair, with_) : pairText(pair, currencies, with_)) ?? [],
  );
  return shortened(words, with_);
}

/** Goods of a parcel or a case: `A100 × 40 pcs`. */
export function partWords(value: unknown, with_: Measures): string {
  const words = (linesIn(value) as PartFacts[]).map(({ sku, unit, quantity }) => {
    const pieces = [decimalText(quantity, quantityScale), unit].filter(Boolean).join(' ');
    return t(with_.locale, 'audit.part', { sku, quantity: pieces });
  });
  return listed(with_.locale, shortened(words, with_));
}
