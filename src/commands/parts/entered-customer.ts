import type { Customer } from '../../customers/customer.ts';
import type { Finder, Found } from '../../entry/find/finder.ts';
import type { ParsedEntry } from '../../entry/line.ts';
import { namesIn } from '../../entry/order-words.ts';
import type { Person } from '../../members/member.ts';

/** Whose order it is: the one customer, or those that can be meant; and the words that are left over. */
export type EnteredCustomer = {
  customer?: Customer;
  choices?: Customer[];
  /** Words of the name that no customer has: they may begin the name of the first product. */
  tail: string[];
  unknown: string[];
};

/** Words that follow a name: the first product's, another product's than the code beside them says, or nobody's. */
export type TailOf = (tail: string[]) => Promise<'product' | 'other' | undefined>;

/** Words of a name that are looked at, and signs of a name that is written without spaces. */
const mostWords = 8;
/** Names with fewer and fewer polite words that are looked up. */
const mostNames = 12;
const hasLetters = (word: string): boolean => /[\p{L}\p{N}]/u.test(word);
export const isFound = ({ exact, several }: Pick<Found<unknown>, 'exact' | 'several'>): boolean =>
  exact !== undefined || several.length > 0;

/** The beginnings of a name that may be a customer's, longest first, each with the words that follow it. */
function beginnings(words: readonly string[]): { name: string; tail: string[] }[] {
  const [only = ''] = words;
  if (words.length > 1)
    return words
      .slice(0, mostWords)
      .map((_, i, some) => some.length - i)
      .filter((n) => n < words.length)
      .map((n) => ({ name: words.slice(0, n).join(' '), tail: words.slice(n) }));
  // 华信伺服电机: the customer and a product, without a space.
  const signs = /^\p{Script=Han}+$/u.test(only) ? [...only] : [];
  return signs
    .slice(0, mostWords)
    .map((_, i, some) => some.length - i)
    .filter((n) => n >= 2 && n < signs.length)
    .map((n) => ({ name: signs.slice(0, n).join(''), tail: [signs.slice(n).join('')] }));
}

/**
 * The customer that words mean, with the polite words around it where somebody is called so, else without them. Where not all
 * of them are a name, the longest beginning that is one is taken only if what follows is part of a product's name, as
 * `tailOf` says; else it is offered, since it may be another company.
 */
export async function customerNamed(
  text: string,
  find: (text: string) => Promise<Found<Customer>>,
  tailOf: TailOf,
): Promise<EnteredCustomer> {
  const all = text.split(/\s+/);
  const words = all.filter(hasLetters);
  const signs = all.filter((word) => !hasLetters(word));
  if (words.length === 0) return { tail: [], unknown: [text] };
  const whole = words.join(' ');
  const names = namesIn(whole).slice(0, mostNames);
  let nearest: Customer[] = [];
  for (const name of names) {
    const found = await find(name);
    if (isFound(found)) return { ...chosen(found), tail: [], unknown: signs };
    nearest = found.nearest;
  }
  const called = names.at(-1)!.split(' ');
  if (await tailOf(called)) return { tail: called, unknown: signs };
  for (const { name, tail } of beginnings(called)) {
    const found = await find(name);
    if (!isFound(found)) continue;
    const goods = await tailOf(tail);
    if (goods === 'product') return { ...chosen(found), tail, unknown: signs };
    if (goods === 'other') return { choices: among(found), tail, unknown: signs };
    if (called.length > 1) return { choices: among(found), tail: [], unknown: [text] };
  }
  return { choices: nearest, tail: [], unknown: [text] };
}

const among = ({ exact, several }: Found<Customer>): Customer[] => (exact ? [exact] : several);

const chosen = ({ exact, several }: Found<Customer>): Pick<EnteredCustomer, 'customer' | 'choices'> =>
  exact ? { customer: exact } : { choices: several };

/** Words that only order something: somebody who is called so is offered, since `order A100x5` may mean nobody. */
export async function politelyCalled(
  text: string,
  find: (text: string) => Promise<Found<Customer>>,
): Promise<EnteredCustomer> {
  const found = await find(text);
  return { choices: isFound(found) ? among(found) : undefined, tail: [], unknown: [] };
}

/** Words that say who the customer is, in front of a name that was not read as one. */
const called = /^(?:for|to|给) ?/i;

/** Without a name in front, the first words that were not understood and are a customer's. */
export async function customerAmong(
  entry: ParsedEntry,
  finder: Finder<Customer>,
  person: Person,
): Promise<EnteredCustomer & { used?: string }> {
  for (const used of entry.unknown.filter(hasLetters).slice(0, 3))
    for (const name of new Set([used, used.replace(called, '')])) {
      const found = await finder.find(person, name.slice(0, 100));
      if (isFound(found)) return { ...chosen(found), tail: [], unknown: [], used };
    }
  return { tail: [], unknown: [] };
}
