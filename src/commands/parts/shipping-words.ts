import type { ParsedEntry } from '../../entry/line.ts';
import { longestDate } from '../../entry/line-due.ts';
import { itemPart } from '../../entry/line-item.ts';
import { typed } from '../../entry/plain.ts';
import { DeskError } from '../../errors.ts';
import { decimalText, quantityScale } from '../../money.ts';
import type { MoveInput } from '../../orders/deeds/deed.ts';
import { unshipped } from '../../orders/guards.ts';
import { type Order, orderName } from '../../orders/order.ts';

type Part = NonNullable<MoveInput['lines']>[number];

const etaWord = /(?:^|\s)(?:eta|预计(?:到达)?|到达)(?:[:：\s]\s*|$)/i;

/** Takes `eta next friday` out of the words; an ETA without a date that can be understood is asked for again. */
export function takeEta(words: string, today: string): { eta?: string; rest: string } {
  const keyword = etaWord.exec(words);
  if (!keyword) return { rest: words };
  const after = words.slice(keyword.index + keyword[0].length);
  const found = longestDate(after, today);
  if (!found) throw new DeskError('error.date_expected', { text: after.split(/\s/)[0] ?? '' }, { field: 'eta' });
  if (found.date < today) throw new DeskError('error.date_past', { date: found.date, today }, { field: 'eta' });
  return { eta: found.date, rest: `${words.slice(0, keyword.index)} ${after.slice(found.length)}`.trim() };
}

/** A line of the order that still has something to ship, by its SKU; else the line that has none left. */
function partOf(sku: string, quantity: number, order: Order): Part {
  const isNamed = (l: Order['lines'][number]) => l.sku.toUpperCase() === sku.toUpperCase();
  const open = order.lines.findIndex((l) => isNamed(l) && unshipped(l) > 0);
  const index = open >= 0 ? open : order.lines.findIndex(isNamed);
  if (index >= 0) return { index, quantity };
  const lines = order.lines.map((l) => `${l.sku}x${decimalText(unshipped(l), quantityScale)}`).join(' ');
  throw new DeskError('error.ship_line', { text: sku, order: orderName(order), lines }, { field: 'lines' });
}

/** Words that begin like a line of the order, such as `B200x-1`, are a slip, never a tracking number. */
export function checkNoSlip(word: string, order: Order): void {
  const isSlip = (sku: string) =>
    word.toUpperCase().startsWith(sku.toUpperCase()) && /^[x×*]/i.test(word.slice(sku.length));
  const sku = order.lines.map((l) => l.sku).find(isSlip);
  if (sku) throw new DeskError('error.number_expected', { text: word, example: `${sku}x5` }, { field: 'lines' });
}

/** Takes the lines out of the words, in every spelling that an entry takes: `A100x5`, `5xA100`, `A100 5个`. */
export function takeLines(words: string, order: Order, place = partOf): { lines: Part[]; rest: string[] } {
  const entry: ParsedEntry = { lines: [], unknown: [] };
  const rest: string[] = [];
  for (let left = words; left !== ''; left = left.replace(/^[\s,;、]+/, '')) {
    const taken = itemPart(left, entry, { today: '' });
    const next = taken > 0 ? '' : (/^\S+/.exec(left)?.[0] ?? left);
    if (next) rest.push(next);
    left = left.slice(taken || next.length);
  }
  for (const word of rest) checkNoSlip(word, order);
  return { lines: entry.lines.map(({ sku, quantity }) => place(sku, quantity, order)), rest };
}

/** Reads `SF 1234567 eta 12/3 A100x5`: carrier, tracking number, ETA, and lines where a part is shipped. */
export function readShipping(words: string, order: Order, today: string): MoveInput {
  const { eta, rest } = takeEta(typed(words), today);
  const { lines, rest: names } = takeLines(rest, order);
  const [carrier, ...tracking] = names;
  return { carrier, trackingNo: tracking.join(' ') || undefined, eta, lines: lines.length > 0 ? lines : undefined };
}
