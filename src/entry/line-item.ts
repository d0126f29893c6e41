import { given } from '../given.ts';
import { parseDecimal, priceScale, quantityScale } from '../money.ts';
import { chineseNumber } from './chinese-number.ts';
import { percent } from './discount-words.ts';
import { englishNumber } from './english-number.ts';
import type { ParsedEntry, ParsedLine, Part, Reading } from './line.ts';
import { eachForms } from './line-each.ts';
import {
  bareEnd,
  codeLike,
  counted,
  end,
  hanNumber,
  hanWord,
  isLine,
  large,
  moreWords,
  sku,
  someWords,
  times,
  whole,
  words,
} from './line-patterns.ts';
import { number, priceAfter, priceBetween } from './line-price.ts';
import { spokenForms } from './line-spoken.ts';
import { dozen, unitPattern } from './line-units.ts';
import { endsInVerb, isOnlyOrderWords } from './order-words.ts';

export type Item = { skus: string[]; quantity: string; length: number; unit?: string } & {
  /** It may as well be words: counts only where the customer is known. */
  doubtful?: boolean;
  /** The quantity stands in front: further words may belong to the product's name. */
  goesOn?: boolean;
  /** Nothing but a number in front says that it is one. */
  bare?: boolean;
  /** A price that stands inside. */
  price?: { number: string; currency?: string; text: string };
};
export type Form = {
  pattern: RegExp;
  /** It may as well be words, and counts only where what is read is looked up. */
  looksUp?: true;
  read(match: RegExpExecArray): Omit<Item, 'length'> | undefined;
};

const isWord = (text: string): boolean => !/\d/.test(text);
/** `9.55555元` with more digits than a price has is no product either. */
const isPrice = (text: string): boolean => /^\d[\d.,]*[元块]$/.test(text);

const quantityFirst = new RegExp(`^(${large}|${number}) ?(${unitPattern})?${times}(${sku})${end}`, 'iu');
const skuFirst = new RegExp(`^(${sku})(${times})(${large}|${number})(?: ?(${unitPattern}))?${end}`, 'iu');

/** `Max2` is rather a name than two of `Ma`; `CHAIRx5` and `A1x5` are lines. */
function looksLikeWord(name: string, sign: string): boolean {
  if (!/^x$/i.test(sign) || /[\d\-_./#+]/.test(name)) return false;
  const before = name.at(-1)!;
  const isUpper = (letter: string) => letter !== letter.toLowerCase();
  return /\p{Script=Latin}/u.test(before) && isUpper(before) === isUpper(sign);
}

/** A line whose price stands inside: product, price with its groups, quantity, unit. */
const priced = ([, word, text, sign, price, behind, quantity, unit]: RegExpExecArray): Omit<Item, 'length'> => ({
  skus: [word!],
  quantity: quantity!,
  unit,
  price: { number: price!, currency: sign ?? behind, text: text!.trim() },
});

/** The ways to write a line, in the order in which they are tried. */
const forms: readonly Form[] = [
  ...eachForms,
  ...spokenForms,
  {
    // 20xA100; 20xBOX5 is twenty of BOX5, but 2x4x10 ten of 2x4
    pattern: quantityFirst,
    read: ([all, quantity, unit, word]) => {
      const isSku = /^\p{L}/u.test(word!) || !skuFirst.test(all!);
      return isSku ? { skus: [word!], quantity: quantity!, unit, goesOn: true } : undefined;
    },
  },
  {
    // A100x20, A100 数量20
    pattern: skuFirst,
    read: ([, word, sign, quantity, unit]) => ({
      skus: [word!],
      quantity: quantity!,
      unit,
      doubtful: looksLikeWord(word!, sign!),
    }),
  },
  {
    // A100@9.5x20
    pattern: new RegExp(`^(${sku})(${priceBetween.at}) ?[x×*] ?(${number})(?: ?(${unitPattern}))?${end}`, 'iu'),
    read: priced,
  },
  {
    // A100 9.5元 20个
    pattern: new RegExp(`^(${sku})(${priceBetween.marked})[ ,]{1,2}(${counted}) ?(${unitPattern})${end}`, 'iu'),
    read: (match) => ({ ...priced(match), doubtful: isWord(match[1]!) }),
  },
  {
    // 20个A100, 20 pcs of A100, 两箱茶叶
    pattern: new RegExp(
      `^(${counted}) ?(${unitPattern})(?: of)?(?: |(?=\\p{Script=Han})|(?<=\\p{Script=Han}))(${sku})${end}`,
      'iu',
    ),
    read: ([, quantity, unit, word]) => ({
      ...{ skus: [word!], quantity: quantity!, unit, goesOn: true },
      doubtful: isWord(word!),
    }),
  },
  {
    // A100 20个, A100,20个
    pattern: new RegExp(`^(${sku})[ ,]{1,2}(${counted}) ?(${unitPattern})${end}`, 'iu'),
    read: ([, word, quantity, unit]) =>
      isPrice(word!) ? undefined : { skus: [word!], quantity: quantity!, unit, doubtful: isWord(word!) },
  },
  {
    // A100五百个, 电缆接头B200五百个
    looksUp: true,
    pattern: new RegExp(`^((?:${hanWord})?${codeLike}) ?(${hanNumber}) ?(${unitPattern})${end}`, 'iu'),
    read: ([, word, quantity, unit]) => ({ skus: [word!], quantity: quantity!, unit }),
  },
  {
    // B200电缆接头100个
    looksUp: true,
    pattern: new RegExp(
      `^((?:${hanWord})?${codeLike}\\p{Script=Han}{1,40}?)(${counted}) ?(${unitPattern})${end}`,
      'iu',
    ),
    read: ([, word, quantity, unit]) => ({ skus: [word!], quantity: quantity!, unit }),
  },
  {
    // A100 servo motor 5
    looksUp: true,
    pattern: new RegExp(`^(${codeLike}${someWords}) (${whole})(?= ?(?:$|[,;、\\n]))`, 'iu'),
    read: ([, name, quantity]) => ({ skus: [name!], quantity: quantity!, doubtful: true, bare: true }),
  },
  {
    // 键盘5个, 键盘半打
    pattern: new RegExp(`^(\\p{Script=Han}{1,40}?)(${counted}) ?(${unitPattern})${end}`, 'iu'),
    read: ([, word, quantity, unit]) => ({ skus: [word!], quantity: quantity!, unit, doubtful: true }),
  },
  {
    // A100 20, A100:20
    pattern: new RegExp(`^(${codeLike})(?: |: ?)(${whole})${bareEnd}`, 'iu'),
    read: ([all, word, quantity]) => {
      const isTime = all!.includes(':') && !/^\p{L}/u.test(word!);
      return isTime || isLine(word!) ? undefined : { skus: [word!], quantity: quantity!, doubtful: true };
    },
  },
  {
    // 20 A100
    pattern: new RegExp(`^(${whole}) (${codeLike})${bareEnd}`, 'iu'),
    read: ([, quantity, word]) =>
      isLine(word!) ? undefined : { skus: [word!], quantity: quantity!, doubtful: true, goesOn: true },
  },
  {
    // 键盘 5
    pattern: new RegExp(`^(${hanWord}) (${whole})${bareEnd}`, 'u'),
    read: ([, word, quantity]) => ({ skus: [word!], quantity: quantity!, doubtful: true }),
  },
  {
    // 3 servo motor for Acme
    looksUp: true,
    pattern: new RegExp(`^(${whole}) (${words})(?= (?:for|to) )`, 'iu'),
    read: ([, quantity, name]) => ({ skus: [name!], quantity: quantity!, bare: true }),
  },
  {
    // 3 servo motor
    looksUp: true,
    pattern: new RegExp(`^(${whole}) (${words})`, 'iu'),
    read: ([, quantity, name]) => ({ skus: [name!], quantity: quantity!, doubtful: true, bare: true }),
  },
];

const discount = /^-(\d[\d.]{0,8})%/;

/** A line, however it is written, with the price and the discount that stand directly after it. */
export const itemPart: Part = (rest, entry, reading) => {
  const item = readItem(rest, reading);
  const quantity = item && quantityOf(item);
  if (!item || quantity === undefined || (item.doubtful && !isLikely(item, entry))) return 0;
  if (item.price && parseDecimal(item.price.number, priceScale) === undefined) return 0;
  const beside: Pick<ParsedLine, 'unit' | 'unitPrice' | 'price' | 'discount'> = { unit: item.unit };
  const length = item.length + extras(rest.slice(item.length), beside, item);
  if (/^(?: ?@|-|[x×*]\d)/.test(rest.slice(length))) return 0;
  settleDiscount(entry, reading);
  const bare = item.bare ? rest.slice(0, item.length) : undefined;
  for (const word of item.skus)
    entry.lines.push(takeCustomer({ sku: word, quantity, ...given({ ...beside, bare }) }, entry));
  if (reading.looksUp && item.goesOn) reading.goesOn = entry.lines.at(-1);
  return length;
};

/** Whether what may as well be words is a line: the customer is known, and of `你好，华信想要三台` it is not in there. */
const isLikely = ({ skus }: Item, { customer }: ParsedEntry): boolean =>
  customer !== undefined && !(isOnlyOrderWords(customer) && skus.some(endsInVerb));

function readItem(rest: string, { looksUp }: Reading): Item | undefined {
  for (const form of forms) {
    const match = form.looksUp && !looksUp ? null : form.pattern.exec(rest);
    const item = match && form.read(match);
    if (!item || (looksUp && item.doubtful && item.skus.some(isOnlyOrderWords))) continue;
    const found = { ...item, length: match[0].length };
    return looksUp ? withMore(found, rest) : { ...found, doubtful: item.doubtful || item.skus.length > 1 };
  }
  return undefined;
}

const more = new RegExp(`^${moreWords}`, 'iu');

/** `3 x servo motor`: the words behind the first one of a name in Latin letters. */
function withMore(item: Item, rest: string): Item {
  const [first = ''] = item.skus;
  const behind = item.goesOn && /^[A-Za-z]+$/.test(first) ? more.exec(rest.slice(item.length)) : null;
  return behind ? { ...item, skus: [first + behind[0]], length: item.length + behind[0].length } : item;
}

/** Whether a text begins with a line. */
export const beginsItem = (text: string, reading: Reading): boolean => readItem(text, reading) !== undefined;

/** Thousandths. */
function quantityOf({ quantity, unit }: Item): number | undefined {
  const inDozens = unit !== undefined && dozen.includes(unit.toLowerCase());
  const count =
    quantity === '半'
      ? quantityScale / 2
      : (parseDecimal(quantity, quantityScale) ?? scaled(chineseNumber(quantity) ?? englishNumber(quantity)));
  const all = count === undefined || !inDozens ? count : count * 12;
  return all !== undefined && Number.isSafeInteger(all) ? all : undefined;
}

const scaled = (count: number | undefined): number | undefined =>
  count === undefined ? undefined : count * quantityScale;

/** A price and a discount that stick to the line: `@9.50`, `9.5元`, `-5%`. Says how many signs they take. */
function extras(rest: string, line: Partial<ParsedLine>, { price }: Item): number {
  const inside = price && parseDecimal(price.number, priceScale);
  const after = inside === undefined ? priceAfter(rest) : undefined;
  if (price && inside !== undefined) {
    line.unitPrice = inside;
    if (price.currency) line.price = { currency: price.currency, text: price.text };
  } else if (after) {
    line.unitPrice = after.unitPrice;
    if (after.currency) line.price = { currency: after.currency, text: after.text };
  }
  const used = after?.length ?? 0;
  const cut = discount.exec(rest.slice(used));
  const value = cut ? percent(cut[1]!) : undefined;
  if (value !== undefined) line.discount = value;
  return used + (value === undefined ? 0 : cut![0].length);
}

/** A discount between two lines is that of the line before it; one that has its own already keeps that. */
function settleDiscount(entry: ParsedEntry, { discountAfter, discountText }: Reading): void {
  const line = entry.lines.at(-1);
  if (entry.discount === undefined || !line || discountAfter !== entry.lines.length) return;
  if (line.discount !== undefined) entry.unknown.push(discountText!);
  line.discount ??= entry.discount;
  entry.discount = undefined;
}

/** `华信A100x20`, written without a space: Chinese in front of the first SKU is the customer. */
function takeCustomer(line: ParsedLine, entry: ParsedEntry): ParsedLine {
  const match = /^(\p{Script=Han}+)([A-Za-z0-9].*)$/u.exec(line.sku);
  if (!match || entry.customer !== undefined || entry.lines.length) return line;
  entry.customer = match[1];
  return { ...line, sku: match[2]! };
}
