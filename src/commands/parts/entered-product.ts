import { fits } from '../../entry/find/rank.ts';
import type { ParsedLine } from '../../entry/line.ts';
import { isOnlyOrderWords } from '../../entry/order-words.ts';
import { compact, han } from '../../entry/plain.ts';
import { decimalText, quantityScale } from '../../money.ts';
import type { Product } from '../../products/product.ts';
import type { CommandContext } from '../command.ts';

/** What the words of a line mean. */
export type Meant = {
  product?: Product;
  /** Those that can be meant, best first; of `isNearest` nothing fits, and these are near. */
  choices?: Product[];
  isNearest?: boolean;
  /** The words that the choices are about, where it is not the line's own word alone. */
  word?: string;
  /** A name and a code that are two products. */
  differ?: { name: string; code: string };
  /** Words that belong to no product. */
  left: string[];
  noQuantity?: boolean;
};

/** Words in front of a product that may belong to its name. */
const mostBefore = 3;

/** `伺服电机A100`: a name in front of a code, without a space. */
const glued = /^(\p{Script=Han}+)([A-Za-z0-9][\w\-./#+]*)$/u;

const findable = ({ sku, name, search }: Product) => ({ code: sku, name, search });
const isCodeOf = (text: string, { sku }: Product): boolean => compact(text) === compact(sku);

/** A name beside a code: one product that both say, or the two things that they say. Undefined where the name is nobody's. */
async function beside(
  name: string,
  code: string,
  { desk, person }: CommandContext,
): Promise<Omit<Meant, 'left'> | undefined> {
  const { exact: product } = await desk.findProduct.find(person, code);
  if (!product || !isCodeOf(code, product)) return undefined;
  if (fits(name, findable(product))) return { product };
  const { exact, several } = await desk.findProduct.find(person, name);
  const others = exact ? [exact] : several;
  if (others.length === 0) return undefined;
  return { choices: [product, ...others], word: `${name} ${code}`, differ: { name, code } };
}

/** The product that all words name, or those that it can be; undefined where none is called so. */
async function called(text: string, { desk, person }: CommandContext): Promise<Omit<Meant, 'left'> | undefined> {
  for (const name of new Set([text, singular(text)])) {
    const { exact, several } = await desk.findProduct.find(person, name);
    if (exact) return { product: exact };
    if (several.length > 0) return { choices: several, word: text };
  }
  return undefined;
}

/** `motors` is one `motor` and another; of a name the last word says so. */
const singular = (text: string): string =>
  /[a-z]{3}s$/i.test(text) ? text.replace(/ies$/i, 'y').replace(/(?:(?<=ch|sh|x|s)es|(?<!s)s)$/i, '') : text;

/** A name behind its code: one product that both say, or the two things that they say, as they were typed. */
export async function nameBeside(
  name: string,
  code: string,
  context: CommandContext,
): Promise<Omit<Meant, 'left'> | undefined> {
  const found = (await beside(name, code, context)) ?? (await beside(singular(name), code, context));
  return found?.differ ? { ...found, word: `${code} ${name}`, differ: { name, code } } : found;
}

/** `A100 servo motor`: of the words behind a code as many of the last ones as a product has; else the code's product. */
async function withName(
  code: string,
  name: string,
  before: readonly string[],
  context: CommandContext,
): Promise<Meant> {
  const words = name.split(' ');
  for (const [i] of words.entries()) {
    const last = words.slice(i).join(' ');
    // A letter alone begins many names.
    const found = i > 0 && last.length < 2 && !han.test(last) ? undefined : await nameBeside(last, code, context);
    if (found) return { ...found, left: [...before, ...words.slice(0, i)] };
  }
  const { exact } = await context.desk.findProduct.find(context.person, code);
  return { product: exact, left: [...before, ...(isOnlyOrderWords(name) ? [] : words)] };
}

/** What words in front of a line and the line's own word say together. */
const together = async (words: readonly string[], word: string, context: CommandContext) =>
  (await called([...words, word].join(' '), context)) ?? (await beside(words.join(' '), word, context));

/** `servo motor please`: of a name of several words as many of the first ones as a product has. */
async function inWords(words: readonly string[], context: CommandContext): Promise<Meant | undefined> {
  for (let n = words.length; n > 0; n--) {
    const found = await called(words.slice(0, n).join(' '), context);
    if (found) return { ...found, left: words.slice(n) };
  }
  return undefined;
}

/** `M8x20` is a product of that name, without a quantity. */
async function withoutQuantity({ sku, quantity }: ParsedLine, product: Product, { desk, person }: CommandContext) {
  if (product.sku === sku.toUpperCase()) return undefined;
  const whole = `${sku}x${decimalText(quantity, quantityScale)}`;
  return (await desk.findProduct.exactly(person, [whole])).get(whole)?.[0];
}

/** The product of one line: with the words in front of it where they belong to its name, else by its own word. */
export async function meant(line: ParsedLine, before: readonly string[], context: CommandContext): Promise<Meant> {
  const { desk, person } = context;
  if (line.code) return withName(line.code, line.sku, before, context);
  const [, name, code] = glued.exec(line.sku) ?? [];
  const one = name && code ? await beside(name, code, context) : undefined;
  if (one) return { ...one, left: [...before] };
  for (let n = Math.min(before.length, mostBefore); n > 0; n--) {
    const found = await together(before.slice(-n), line.sku, context);
    if (found) return { ...found, left: before.slice(0, -n) };
  }
  const left = [...before];
  const { exact, several, nearest } = await desk.findProduct.find(person, line.sku);
  const named = exact && (await withoutQuantity(line, exact, context));
  if (named) return { product: named, left, noQuantity: true };
  if (exact) return { product: exact, left };
  if (several.length > 0) return { choices: several, left };
  const part = await inWords(line.sku.split(' '), context);
  return part ? { ...part, left: [...left, ...part.left] } : { choices: nearest, isNearest: true, left };
}

/** The product that the words and the first line's word name together, if it is only one. */
export async function isNamedWith(
  words: string[],
  line: ParsedLine | undefined,
  context: CommandContext,
): Promise<boolean> {
  if (!line) return false;
  return (await context.desk.findProduct.find(context.person, [...words, line.sku].join(' '))).exact !== undefined;
}

/** Whether words in front of the first line are of its product, or of another one than its code says. */
export async function tailOf(words: string[], line: ParsedLine | undefined, context: CommandContext) {
  const found = line && (await together(words, line.sku, context));
  return found && (found.differ ? 'other' : 'product');
}
