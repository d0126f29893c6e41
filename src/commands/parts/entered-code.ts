import type { ParsedEntry, ParsedLine } from '../../entry/line.ts';
import { codeLike, nameWordsIn } from '../../entry/line-patterns.ts';
import { isOnlyOrderWords } from '../../entry/order-words.ts';
import { compact } from '../../entry/plain.ts';
import type { CommandContext } from '../command.ts';
import { isFound } from './entered-customer.ts';
import { nameBeside } from './entered-product.ts';

/** Words in front of a line among which its code is looked for, and words of a name that stands behind its code. */
const mostWords = 8;
const mostName = 4;
/** Lines of which the words behind are looked up. */
const mostBehind = 50;

/** A code, maybe with Chinese in front that is the customer: `A100`, `华信A100`. */
const codeWord = new RegExp(`^(\\p{Script=Han}*)(${codeLike})$`, 'iu');
/** A code with a name behind it, without a space or with: `A200伺服驱动器`, `A200 servo drive`. */
const codeAndName = new RegExp(`^(${codeLike})(?: (.+)|(\\p{Script=Han}.*))$`, 'iu');
/** Words that join two products, so that they are no name of one. */
const joins = /^(?:and|plus|with|&|\+|和|及|以及|还有|另加|加)$/i;

/** A code in front of a name: where it stands among the words, and what is around it. */
type Split = { code: string; name: string; front: string[] };
type IsCode = (word: string) => boolean;

const wordsOf = (text: string | undefined): string[] => text?.split(/\s+/).filter((word) => word !== '') ?? [];
/** A line without the word that only joins it to the line before: `and` of `A100x3 and servo drive x5`. */
function unjoined(line: ParsedLine): ParsedLine {
  const [first = '', ...rest] = wordsOf(line.before);
  return joins.test(first) ? { ...line, before: rest.join(' ') || undefined } : line;
}
/** Words in front of a line; of the first one the customer stands there, too. */
const inFront = ({ before }: ParsedLine, i: number, { customer }: ParsedEntry): string[] =>
  wordsOf(i === 0 ? customer : before);

/** The words of a line, and of those in front of it, that may be a code. */
function possibleCodes(line: ParsedLine, front: readonly string[]): string[] {
  const [, own] = codeAndName.exec(line.sku) ?? [];
  const words = front.slice(-mostWords).flatMap((word) => codeWord.exec(word)?.[2] ?? []);
  return [line.sku, ...(own ? [own] : []), ...words];
}

/** `A200伺服驱动器`, `A100 servo` and `drive`: the last code in front of the line's own word, with the name behind it. */
function split(line: ParsedLine, front: string[], isCode: IsCode): Split | undefined {
  if (isCode(line.sku)) return undefined;
  const [, own, spaced, glued] = codeAndName.exec(line.sku) ?? [];
  if (own && isCode(own)) return { code: own, name: (spaced ?? glued)!, front };
  const at = front.findLastIndex((word) => isCode(codeWord.exec(word)?.[2] ?? ''));
  if (at < Math.max(0, front.length - mostWords)) return undefined;
  const [, customer, code] = codeWord.exec(front[at]!)!;
  const name = [...front.slice(at + 1), line.sku];
  if (name.some((word) => joins.test(word) || /^or$/i.test(word))) return undefined;
  return { code: code!, name: name.join(' '), front: [...front.slice(0, at), ...(customer ? [customer] : [])] };
}

/** Whether a customer is called by the code and words beside it: `B200 Ltd` of `B200 Ltd office chair x5`. */
async function isCustomer(words: readonly string[], code: string, { desk, person }: CommandContext): Promise<boolean> {
  const at = words.findLastIndex((word) => word.endsWith(code));
  for (let n = words.length; n > at; n--) {
    const found = await desk.findCustomer.find(person, words.slice(0, n).join(' '));
    if (n > at + 1 ? isFound(found) : found.exact && compact(found.exact.code) === compact(words.slice(0, n).join(' ')))
      return true;
  }
  return false;
}

/** How many of the words behind a line are the name of its code, or another product's; a customer's are not. */
async function namesBehind(line: ParsedLine, hasCustomer: boolean, context: CommandContext): Promise<number> {
  const words = wordsOf(line.behind);
  const likely = Math.min(nameWordsIn(words), mostName);
  // Figures and signs (`400 W`) are the name's only where all of it is the code's own.
  for (let n = likely > 0 ? Math.min(words.length, mostWords) : 0; n > 0; n--) {
    const name = words.slice(0, n).join(' ');
    const found = isOnlyOrderWords(name) ? undefined : await nameBeside(name, line.sku, context);
    if (!found || (n > likely && !found.product)) continue;
    const isAnybody =
      !hasCustomer && found.differ && isFound(await context.desk.findCustomer.find(context.person, name));
    return isAnybody ? 0 : n;
  }
  return 0;
}

/** Takes the words behind a line that are its name from those that were not understood, and from the next line's. */
function takeBehind(entry: ParsedEntry, i: number, n: number): void {
  const line = entry.lines[i]!;
  const next = entry.lines[i + 1];
  const words = wordsOf(line.behind);
  const rest = words.slice(n).join(' ');
  if (next && next.before === line.behind) entry.lines[i + 1] = { ...next, before: rest || undefined };
  else {
    const at = entry.unknown.indexOf(line.behind!);
    if (at >= 0) entry.unknown.splice(at, 1, ...(rest ? [rest] : []));
  }
  entry.lines[i] = { ...line, code: line.sku, sku: words.slice(0, n).join(' '), behind: undefined };
}

/**
 * A code that is followed by a name is one item, as a name that is followed by a code: `Acme A100 servo motor x5`,
 * `A100伺服电机20台`, `5 x A100 servo motor`. Such a line gets its `code`; what is left in front is the customer.
 */
export async function withCodes(typed: ParsedEntry, context: CommandContext): Promise<ParsedEntry> {
  const entry: ParsedEntry = { ...typed, lines: typed.lines.map(unjoined), unknown: [...typed.unknown] };
  const possible = entry.lines.flatMap((line, i) => possibleCodes(line, inFront(line, i, entry)));
  const products = await context.desk.findProduct.exactly(context.person, [...new Set(possible)]);
  const isCode: IsCode = (word) => products.get(word)?.some(({ sku }) => compact(sku) === compact(word)) ?? false;
  for (const [i] of typed.lines.entries()) {
    const line = entry.lines[i]!;
    const front = inFront(line, i, entry);
    const found = split(line, front, isCode);
    const isOwn = found?.front === front;
    if (found && (isOwn || i > 0 || !(await isCustomer(front, found.code, context)))) {
      const left = found.front.join(' ') || undefined;
      entry.lines[i] = { ...line, code: found.code, sku: found.name, ...(i > 0 && { before: left }) };
      if (i === 0) entry.customer = left;
    } else if (line.behind && i < mostBehind && isCode(line.sku)) {
      const n = await namesBehind(line, entry.customer !== undefined, context);
      if (n > 0) takeBehind(entry, i, n);
    }
  }
  return entry;
}
