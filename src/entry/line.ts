import type { CalendarDate } from '../dates.ts';
import { parts } from './line-parts.ts';
import { typed } from './plain.ts';

/** One line as it was typed: the SKU (or a word for the product), and exact numbers. */
export type ParsedLine = {
  sku: string;
  /** Thousandths. */
  quantity: number;
  /** 1/10,000 of the major unit; undefined = today's price. */
  unitPrice?: number;
  /** Basis points. */
  discount?: number;
};

/** What one line of text says about an order. Nothing is looked up or checked here. */
export type ParsedEntry = {
  /** The words in front: a code, a name or a part of it. */
  customer?: string;
  lines: ParsedLine[];
  /** Of the whole order, in basis points. */
  discount?: number;
  due?: CalendarDate;
  po?: string;
  /** Days from shipping to the due date; 0 = prepaid. */
  paymentDays?: number;
  notes?: string;
  /** What was not understood: shown to the person, never dropped. */
  unknown: string[];
};

/** One kind of thing that can stand at a place of the text: how many signs it took, 0 when it is something else. */
export type Part = (rest: string, entry: ParsedEntry, today: CalendarDate) => number;

/** Nobody types more on one line; what follows is shown as not understood. */
const longest = 4000;
const separators = /^(?:[\s,;、。]|\.(?=\s|$))+/;
const word = /^(?:[^\s,;、。]|(?<=\d),(?=\d))+/;
/** A line with a slip in it, such as `B200x5@9,50`: never part of a name. */
const almostLine = /\d[x×*]|[x×*@]-?\d/i;

/**
 * Reads a one-line entry: `Acme A100x20 B200x5@9.50 -10% due 3/15 po 4711 net 30 "fragile"`, `华信 A100x20 交期 3月15日`.
 * It never throws and never drops a word; words that follow each other and are not understood stay together.
 */
export function parseEntry(text: string, today: CalendarDate): ParsedEntry {
  const whole = typed(text);
  const entry: ParsedEntry = { lines: [], unknown: [] };
  const words: string[] = [];
  let leading = true;
  let rest = trimmed(whole.slice(0, longest));
  const settle = () => {
    if (!words.length) return;
    if (leading) entry.customer = words.join(' ');
    else entry.unknown.push(words.join(' '));
  };
  while (rest !== '') {
    if (leading) settle();
    const taken = takenBy(rest, entry, today);
    const next = taken > 0 ? '' : (word.exec(rest)?.[0] ?? rest);
    if (taken > 0 || (leading && words.length > 0 && almostLine.test(next))) {
      settle();
      words.length = 0;
      leading = false;
    }
    if (next) words.push(next);
    rest = trimmed(rest.slice(taken || next.length));
  }
  settle();
  if (whole.length > longest) entry.unknown.push(whole.slice(longest));
  return entry;
}

const trimmed = (text: string): string => text.replace(separators, '');

/** How many signs the first part that knows what stands here takes. */
function takenBy(rest: string, entry: ParsedEntry, today: CalendarDate): number {
  for (const part of parts) {
    const taken = part(rest, entry, today);
    if (taken > 0) return taken;
  }
  return 0;
}
