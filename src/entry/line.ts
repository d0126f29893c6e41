import type { CalendarDate } from '../dates.ts';
import { beginsItem } from './line-item.ts';
import { parts } from './line-parts.ts';
import { isOnlyOrderWords, verbEnds } from './order-words.ts';
import { typed } from './plain.ts';

/** One line as it was typed: the SKU (or a word for the product), and exact numbers. */
export type ParsedLine = {
  sku: string;
  /** Thousandths. */
  quantity: number;
  /** The unit beside the quantity. */
  unit?: string;
  /** 1/10,000 of the major unit; undefined = today's price. */
  unitPrice?: number;
  /** The price as it was typed, where it names a currency. */
  price?: { currency: string; text: string };
  /** Basis points. */
  discount?: number;
  /** Words between the line before and this one: they may belong to the product's name. */
  before?: string;
  /** Words behind a line whose quantity stands in front: they may be the name of its code, and are unknown words, too. */
  behind?: string;
  /** The code that the name, which then is the `sku`, stands behind: `A100` of `A100 servo motor x5`. Known once it was looked up. */
  code?: string;
  /** The line as it was typed, where nothing but a number in front says that it is one: `3 servo motor`, `66 Diner`. */
  bare?: string;
};

/** What one line of text says about an order. Nothing is looked up or checked here. */
export type ParsedEntry = {
  /** The words in front: a code, a name or a part of it, and maybe the first words of a product's name. */
  customer?: string;
  /** Polite and ordering words in front, where the customer is named behind `for` or `to`: `please order`. */
  opening?: string;
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

/** What is known while a text is read, and not part of the entry. */
export type Reading = {
  today: CalendarDate;
  /**
   * What is read is looked up afterwards, and goes back to words where it names no goods and nobody: only then names of
   * several words, products that share a quantity and polite words are read as such.
   */
  looksUp?: boolean;
  /** How many lines stood in front of the discount of the whole order. */
  discountAfter?: number;
  /** The same discount as it was typed. */
  discountText?: string;
  /** The newest line whose quantity stands in front. */
  goesOn?: ParsedLine;
};

/** One kind of thing that can stand at a place of the text: how many signs it took, 0 when it is something else. */
export type Part = (rest: string, entry: ParsedEntry, reading: Reading) => number;

/** Nobody types more on one line; what follows is shown as not understood. */
const longest = 4000;
const separators = /^(?:[\s,;、。!?…]|\.(?=\s|$)|:|(?:-|•|·)(?= ))+/;
/** A word, with a comma between digits, and with a colon between letters or digits. */
const word = /^(?:[^\s,;、。!?…:]|(?<=\d),(?=\d)|(?<=[A-Za-z0-9]):(?=[A-Za-z0-9/]))+/;
/** A line with a slip in it, such as `B200x5@9,50`: never part of a name. */
const almostLine = /\d[x×*]|[x×*@]-?\d/i;
/** Words that only join one line to the next. */
const joint = /^(?:(?:and|plus|with) |[&+] ?|(?:和|及|以及|还有|另加|加)(?=[A-Za-z0-9 ]) ?)/i;
/** Words that say who the customer is. */
const customerWord = /^(?:(?:customer|client) ?: ?|for |客户 ?:? ?|给 ?(?=[\p{L}\p{N}]))/iu;
/** Behind the goods `to Acme` says it, too. */
const receiverWord = /^to /i;

/** A text in plain signs, whose lines stay lines. */
const typedLines = (text: string): string =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(typed)
    .filter((line) => line !== '')
    .join('\n');

/**
 * Reads a one-line entry: `Acme A100x20 B200x5@9.50 -10% due 3/15 po 4711 net 30 "fragile"`, `华信 A100x20 交期 3月15日`.
 * It never throws and never drops a word but `and`, `for` and their like between what is understood; words that follow each
 * other and are not understood stay together. Without `looksUp` nothing is read that counts only where it is looked up.
 */
export function parseEntry(text: string, today: CalendarDate, { looksUp = true } = {}): ParsedEntry {
  const whole = typedLines(text);
  const entry: ParsedEntry = { lines: [], unknown: [] };
  const reading: Reading = { today, looksUp };
  const words = waitingWords(entry, reading);
  let rest = trimmed(whole.slice(0, longest));
  while (rest !== '') {
    words.tryName();
    const called = callsCustomer(rest, entry, reading, words.isEmptyName());
    const taken = called || takenWithJoint(rest, entry, reading);
    const next = taken > 0 ? '' : nextWord(rest, entry, reading);
    if (called) words.callName();
    else if (taken > 0) words.understood();
    else words.add(next);
    rest = trimmed(rest.slice(taken || next.length));
  }
  words.settle();
  if (whole.length > longest) entry.unknown.push(whole.slice(longest));
  return entry;
}

/** The words that are not understood so far; in front of everything they are the customer's name. */
function waitingWords(entry: ParsedEntry, reading: Reading) {
  let words: string[] = [];
  let isName = true;
  let lines = 0;
  /** The line that the words directly follow, if its quantity stands in front. */
  let open: ParsedLine | undefined;
  const newest = () => (reading.goesOn === entry.lines.at(-1) ? reading.goesOn : undefined);
  const settle = () => {
    if (isName && words.length) entry.customer = words.join(' ');
    else if (words.length) entry.unknown.push(words.join(' '));
    if (open && !isName && words.length) open.behind = words.join(' ');
  };
  return {
    settle,
    isEmptyName: () => isName && words.length === 0,
    /** While the next word is looked at, those before it count as the name. */
    tryName(): void {
      if (isName) settle();
    },
    /** The name begins with the next word. */
    callName(): void {
      const opening = [entry.customer, isName ? undefined : words.join(' ')].filter((said) => said).join(' ');
      if (opening !== '' && isOnlyOrderWords(opening)) entry.opening = opening;
      else if (!isName) settle();
      [words, isName, entry.customer] = [[], true, undefined];
    },
    add(next: string): void {
      if (isName && words.length > 0 && almostLine.test(next)) [words, isName] = [[], false];
      words.push(next);
    },
    /** Something was read: words in front of a line may belong to its product. */
    understood(): void {
      const line = entry.lines[lines];
      if (line && !isName && lines > 0 && words.length) {
        line.before = words.join(' ');
        if (open && newest()) open.behind = line.before;
      } else settle();
      // Until the goods or a name were read, the name may still come.
      isName = isName && words.length === 0 && entry.customer === undefined && !line;
      words = [];
      open = line && newest();
      lines = entry.lines.length;
    },
  };
}

const trimmed = (text: string): string => text.replace(separators, '');

/** How many signs say that the customer's name follows, where none but polite words is known yet. */
function callsCustomer(rest: string, entry: ParsedEntry, { looksUp }: Reading, isFirst: boolean): number {
  if (entry.opening !== undefined || !(isFirst || entry.lines.length)) return 0;
  if (entry.customer !== undefined && !(looksUp && isOnlyOrderWords(entry.customer))) return 0;
  const called = customerWord.exec(rest) ?? (looksUp && entry.lines.length > 0 ? receiverWord.exec(rest) : null);
  return called?.[0].length ?? 0;
}

/** The next word that is not understood; Chinese that orders something ends before the goods: `华信要` of `华信要3个A100`. */
function nextWord(rest: string, entry: ParsedEntry, reading: Reading): string {
  const whole = word.exec(rest)?.[0] ?? rest.charAt(0);
  if (entry.lines.length > 0 || !reading.looksUp) return whole;
  const end = verbEnds(whole).find((at) => beginsItem(rest.slice(at), reading));
  return end === undefined ? whole : whole.slice(0, end);
}

/** How many signs a part takes, with a word that joins it to the line before. */
function takenWithJoint(rest: string, entry: ParsedEntry, reading: Reading): number {
  const link = entry.lines.length > 0 ? (joint.exec(rest)?.[0].length ?? 0) : 0;
  const linked = link > 0 ? takenBy(rest.slice(link), entry, reading) : 0;
  return linked > 0 ? link + linked : takenBy(rest, entry, reading);
}

/** How many signs the first part that knows what stands here takes. */
function takenBy(rest: string, entry: ParsedEntry, reading: Reading): number {
  for (const part of parts) {
    const taken = part(rest, entry, reading);
    if (taken > 0) return taken;
  }
  return 0;
}
