import { parseDecimal, priceScale, quantityScale } from '../money.ts';
import type { ParsedEntry, ParsedLine, Part } from './line.ts';
import { percent } from './line-discount.ts';

const number = '\\d(?:[\\d.,]*\\d)?';
const times = '\\s?[x×*]\\s?';
const units =
  '\\s?(?:个|件|箱|台|套|只|包|瓶|桶|吨|公斤|千克|斤|米|盒|袋|支|张|本|条|双|批|pcs?|pieces?|ea|units?|box(?:es)?|kg|sets?)(?![A-Za-z])';
const sku = '(?:[A-Za-z0-9][A-Za-z0-9\\-_./#+]*|[\\p{L}\\p{N}][\\p{L}\\p{N}\\-_./#+]*)';
/** After a line: the end, a separator, a price, a discount, a quotation mark or Chinese text. */
const end = '(?=$|[\\s,;、。@"“「『]|-\\d[\\d.]*%|\\.(?:\\s|$)|\\p{Script=Han})';

const skuFirst = new RegExp(`^(${sku})(${times})(${number})(?:${units})?${end}`, 'iu');
const quantityFirst = new RegExp(`^(${number})(?:${units})?(${times})(${sku})${end}`, 'iu');
const withUnit = new RegExp(`^(${sku}) (${number})${units}${end}`, 'iu');
const price = new RegExp(`^\\s?(?:@|单价|price )\\s?:?\\s?[¥$€£]?(${number})元?`, 'i');
const discount = /^-(\d[\d.]*)%/;

type Item = { sku: string; quantity: string; length: number /** It may as well be a word. */; doubtful?: boolean };

/** `A100x20`, `20xA100`, `A100 × 20`, `A100*20@9.50-5%`, `A100 20个`. */
export const itemPart: Part = (rest, entry) => {
  const item = readItem(rest);
  const quantity = item && parseDecimal(item.quantity, quantityScale);
  if (!item || quantity === undefined || (item.doubtful && entry.customer === undefined)) return 0;
  const line: ParsedLine = { sku: item.sku, quantity };
  const length = item.length + extras(rest.slice(item.length), line);
  if (/^(?:\s?@|-)/.test(rest.slice(length))) return 0;
  entry.lines.push(takeCustomer(line, entry));
  return length;
};

/** Reads either order; `2x4x10` is ten of `2x4`, `20xBOX5` is twenty of `BOX5`. */
function readItem(rest: string): Item | undefined {
  const last = quantityFirst.exec(rest);
  const first = skuFirst.exec(rest);
  const lastIsSku = last && /^\p{L}/u.test(last[3]!);
  if (last && (lastIsSku || !first)) return { sku: last[3]!, quantity: last[1]!, length: last[0].length };
  if (first) {
    const doubtful = looksLikeWord(first[1]!, first[2]!);
    return { sku: first[1]!, quantity: first[3]!, length: first[0].length, doubtful };
  }
  const counted = withUnit.exec(rest);
  if (!counted) return undefined;
  const doubtful = !/\d/.test(counted[1]!);
  return { sku: counted[1]!, quantity: counted[2]!, length: counted[0].length, doubtful };
}

/** `Max2` is rather a name than two of `Ma`; `CHAIRx5` and `A1x5` are lines. */
function looksLikeWord(name: string, sign: string): boolean {
  if (!/^x$/i.test(sign) || /[\d\-_./#+]/.test(name)) return false;
  const before = name.at(-1)!;
  const isUpper = (letter: string) => letter !== letter.toLowerCase();
  return /\p{Script=Latin}/u.test(before) && isUpper(before) === isUpper(sign);
}

/** A price and a discount that stick to the line: `@9.50`, `-5%`. Says how many signs they take. */
function extras(rest: string, line: ParsedLine): number {
  const priced = price.exec(rest);
  const unitPrice = priced ? parseDecimal(priced[1]!, priceScale) : undefined;
  const used = priced && unitPrice !== undefined ? priced[0].length : 0;
  if (used) line.unitPrice = unitPrice;
  const cut = discount.exec(rest.slice(used));
  const value = cut ? percent(cut[1]!) : undefined;
  if (value !== undefined) line.discount = value;
  return used + (value === undefined ? 0 : cut![0].length);
}

/** `华信A100x20`, written without a space: Chinese in front of the first SKU is the customer. */
function takeCustomer(line: ParsedLine, entry: ParsedEntry): ParsedLine {
  const match = /^(\p{Script=Han}+)([A-Za-z0-9].*)$/u.exec(line.sku);
  if (!match || entry.customer !== undefined || entry.lines.length) return line;
  entry.customer = match[1];
  return { ...line, sku: match[2]! };
}
