import { type Case, type CaseKind, caseKinds, type GoodsTo } from '../../aftersales/case.ts';
import { leftOf } from '../../aftersales/claims.ts';
import type { Part } from '../../aftersales/rules.ts';
import type { ParsedEntry } from '../../entry/line.ts';
import { itemPart } from '../../entry/line-item.ts';
import { typed } from '../../entry/plain.ts';
import { DeskError } from '../../errors.ts';
import { decimalText, quantityScale } from '../../money.ts';
import { type Order, orderName } from '../../orders/order.ts';
import { texts } from '../../text/index.ts';
import { checkNoSlip } from './shipping-words.ts';

/** What was typed of a new case; `owner` is the id of the member who is to handle it. */
export type CaseWords = { kind: CaseKind; parts: Part[]; text: string; owner?: string };

/** What is done with a case that was named. */
export type CaseStep = 'receive' | 'close' | 'hand' | 'due';

const kindWords: readonly (readonly [string, CaseKind])[] = caseKinds.flatMap((kind) => {
  const { en, zh } = texts[`case.kind.${kind}`];
  return [
    [en, kind],
    [zh, kind],
  ] as const;
});

const stepWords: readonly (readonly [string, CaseStep])[] = [
  ['receive', 'receive'],
  ['received', 'receive'],
  ['收货', 'receive'],
  ['close', 'close'],
  ['结案', 'close'],
  ['hand', 'hand'],
  ['assign', 'hand'],
  ['转交', 'hand'],
  ['due', 'due'],
  ['期限', 'due'],
];

const goodsWords: Readonly<Record<string, GoodsTo>> = {
  stock: 'stock',
  入库: 'stock',
  库存: 'stock',
  scrap: 'scrap',
  报废: 'scrap',
  lost: 'lost',
  missing: 'lost',
  'written off': 'lost',
  丢失: 'lost',
  遗失: 'lost',
  核销: 'lost',
  丢失核销: 'lost',
};

/** The word that a text begins with, and the rest; Chinese needs no blank after it. */
function firstOf<T>(text: string, words: readonly (readonly [string, T])[]): { found: T; rest: string } | undefined {
  const lower = text.toLowerCase();
  const isWhole = (word: string) => /\p{Script=Han}$/u.test(word) || /^(?:$|[\s:,])/.test(lower.slice(word.length));
  const hits = words.filter(([word]) => lower.startsWith(word) && isWhole(word));
  const best = hits.sort((a, b) => b[0].length - a[0].length)[0];
  return best && { found: best[1], rest: text.slice(best[0].length).replace(/^[\s:,]+/, '') };
}

/** What a person may do with a case by word: `close replaced`, `收货 入库`. */
export const stepOf = (words: string): { found: CaseStep; rest: string } | undefined =>
  firstOf(typed(words), stepWords);

/** Where goods go, by word; undefined for anything else. */
export const goodsOf = (word: string): GoodsTo | undefined =>
  Object.entries(goodsWords).find(([name]) => name === word.trim().toLowerCase())?.[1];

/** The line of the order that a SKU means: one that can take the quantity, else one of which something is left. */
function partOf(sku: string, quantity: number, order: Order, cases: readonly Case[]): Part {
  const named = order.lines.flatMap((l, index) => (l.sku.toUpperCase() === sku.toUpperCase() ? [index] : []));
  const left = (index: number) => leftOf(order, cases, index);
  const index = named.find((i) => left(i) >= quantity) ?? named.find((i) => left(i) > 0) ?? named[0];
  if (index !== undefined) return { index, quantity };
  const open = order.lines.flatMap((l, i) => (left(i) > 0 ? [`${l.sku}x${decimalText(left(i), quantityScale)}`] : []));
  const lines = open.join(' ') || '—';
  throw new DeskError('error.case_line', { text: sku, order: orderName(order), lines }, { field: 'lines' });
}

/** The goods that the words begin with, in every spelling that an entry takes; what follows is a text. */
export function readParts(words: string, order: Order, cases: readonly Case[]): { parts: Part[]; text: string } {
  const entry: ParsedEntry = { lines: [], unknown: [] };
  let left = typed(words);
  for (let taken = itemPart(left, entry, { today: '' }); taken > 0; taken = itemPart(left, entry, { today: '' }))
    left = left.slice(taken).replace(/^[\s,;、:]+/, '');
  checkNoSlip(left.split(/\s/)[0] ?? '', order);
  return { parts: entry.lines.map(({ sku, quantity }) => partOf(sku, quantity, order, cases)), text: left };
}

/** Reads `return A100x2 cracked on arrival`; undefined where the words begin with no kind of case. */
export function readCase(words: string, order: Order, cases: readonly Case[]): CaseWords | undefined {
  const kind = firstOf(typed(words), kindWords);
  return kind && { kind: kind.found, ...readParts(kind.rest, order, cases) };
}

/**
 * Where words begin with a case's kind and goods, and a member is named right behind them, that is who handles it: an `@`
 * later on is part of the text. Gives where the name begins.
 */
export function handlerAt(words: string, order: Order, cases: readonly Case[]): number | undefined {
  const at = /\s@(?=\S)/.exec(words)?.index;
  const said = at === undefined ? undefined : readCase(words.slice(0, at), order, cases);
  return said && said.parts.length > 0 && said.text === '' ? at : undefined;
}
