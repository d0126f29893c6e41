import type { Customer } from '../../customers/customer.ts';
import type { Found } from '../../entry/find/finder.ts';
import type { ParsedEntry } from '../../entry/line.ts';
import { isOnlyOrderWords } from '../../entry/order-words.ts';
import type { CommandContext } from '../command.ts';
import { customerAmong, customerNamed, type EnteredCustomer, isFound, politelyCalled } from './entered-customer.ts';
import { isNamedWith, tailOf } from './entered-product.ts';

/**
 * `Route 66 Diner` is a customer, `Acme 3 servo motor` a customer and goods: what only a number in front calls a line stays
 * one where it names a product, and with the words before it nobody.
 */
export async function withoutNames(entry: ParsedEntry, { desk, person }: CommandContext): Promise<ParsedEntry> {
  const customers = (text: string) => desk.findCustomer.find(person, text);
  const products = (text: string) => desk.findProduct.find(person, text);
  const kept: ParsedEntry = { ...entry, lines: [], unknown: [...entry.unknown] };
  for (const [i, line] of entry.lines.entries()) {
    const { bare } = line;
    const whole = bare && i === 0 && entry.customer ? `${entry.customer} ${bare}` : undefined;
    const names = whole ? [whole, `${bare} for ${entry.customer}`] : [];
    const found = await Promise.all(names.map(customers));
    const isName = found.some(isFound);
    const isGoods = bare === undefined || (!isName && isFound(await products(line.sku.split(' ')[0]!)));
    if (isGoods) kept.lines.push(line);
    else if (whole) kept.customer = names[found.findIndex(isFound)] ?? whole;
    else kept.unknown.unshift([line.before, bare].filter(Boolean).join(' '));
  }
  return kept;
}

type Whose = EnteredCustomer & { /** What of the words that were not understood is the customer. */ used?: string };
type Find = (text: string) => Promise<Found<Customer>>;

/** `Send A100x20 for Bob`: somebody is called `Send`, so Bob is whatever else was typed. */
async function calledAsOpening(
  { opening, customer }: ParsedEntry,
  { desk, person }: CommandContext,
): Promise<Whose | undefined> {
  if (opening === undefined) return undefined;
  const [one, ...more] = (await desk.findCustomer.exactly(person, [opening])).get(opening) ?? [];
  return one && more.length === 0 ? { customer: one, tail: [], unknown: customer ? [customer] : [] } : undefined;
}

/** `Acme A 100 x20`: what the goods lack in front stands at the end of the name. */
async function withSplitCode(
  name: string,
  entry: ParsedEntry,
  find: Find,
  context: CommandContext,
): Promise<Whose | undefined> {
  const isProduct = (tail: string[]) => isNamedWith(tail, entry.lines[0], context);
  const words = name.split(/\s+/);
  if (words.length < 2 || entry.lines.length === 0 || (await isProduct([]))) return undefined;
  for (const n of [1, 2].filter((n) => n < words.length))
    if (await isProduct(words.slice(-n))) {
      const named = await customerNamed(words.slice(0, -n).join(' '), find, async () => undefined);
      return { ...named, tail: words.slice(-n) };
    }
  return undefined;
}

/** The customer that words in front name. Where all of them are goods (`伺服电机 A100 3台 给华信`), it stands behind. */
async function namedInFront(name: string, entry: ParsedEntry, find: Find, context: CommandContext): Promise<Whose> {
  const split = await withSplitCode(name, entry, find, context);
  if (split) return split;
  const named = await customerNamed(name, find, (tail) => tailOf(tail, entry.lines[0], context));
  const isGoods = named.tail.length > 0 && !named.customer && !named.choices?.length;
  return isGoods
    ? { ...(await customerAmong(entry, context.desk.findCustomer, context.person)), tail: named.tail }
    : named;
}

/** The customer that was meant, or the ranked choice; what is not found is shown, never dropped. */
export async function customerOf(entry: ParsedEntry, context: CommandContext): Promise<Whose> {
  const { desk, person } = context;
  const find: Find = (text) => desk.findCustomer.find(person, text);
  const { customer } = entry;
  const opened = await calledAsOpening(entry, context);
  if (opened) return opened;
  if (customer !== undefined && !isOnlyOrderWords(customer)) return namedInFront(customer, entry, find, context);
  const among = await customerAmong(entry, desk.findCustomer, person);
  return among.used === undefined && customer !== undefined ? politelyCalled(customer, find) : among;
}
