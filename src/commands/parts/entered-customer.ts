import type { Customer } from '../../customers/customer.ts';
import type { Finder, Found } from '../../entry/find/finder.ts';
import type { ParsedEntry } from '../../entry/line.ts';
import type { Person } from '../../members/member.ts';

/** Whose order it is: the one customer, or those that can be meant; and the words that are left over. */
export type EnteredCustomer = {
  customer?: Customer;
  choices?: Customer[];
  /** Words of the name that no customer has: they may begin the name of the first product. */
  tail: string[];
  unknown: string[];
};

/** Words of a name that are looked at. */
const mostWords = 8;
const hasLetters = (word: string): boolean => /[\p{L}\p{N}]/u.test(word);
const isFound = ({ exact, several }: Found<Customer>): boolean => exact !== undefined || several.length > 0;

/**
 * The customer that words mean. Where not all of them are a name, the longest beginning that is one is taken only if what
 * follows is part of a product's name, as `takesTail` says; else it is offered, since it may be another company.
 */
export async function customerNamed(
  text: string,
  find: (text: string) => Promise<Found<Customer>>,
  takesTail: (tail: string[]) => Promise<boolean>,
): Promise<EnteredCustomer> {
  const all = text.split(/\s+/);
  const words = all.filter(hasLetters);
  const signs = all.filter((word) => !hasLetters(word));
  if (words.length === 0) return { tail: [], unknown: [text] };
  const whole = await find(words.join(' '));
  if (isFound(whole)) return { ...chosen(whole), tail: [], unknown: signs };
  for (let n = Math.min(words.length - 1, mostWords); n > 0; n--) {
    const found = await find(words.slice(0, n).join(' '));
    if (!isFound(found)) continue;
    const tail = words.slice(n);
    if (await takesTail(tail)) return { ...chosen(found), tail, unknown: signs };
    return { choices: found.exact ? [found.exact] : found.several, tail: [], unknown: [text] };
  }
  return { choices: whole.nearest, tail: [], unknown: [text] };
}

const chosen = ({ exact, several }: Found<Customer>): Pick<EnteredCustomer, 'customer' | 'choices'> =>
  exact ? { customer: exact } : { choices: several };

/** Without a name in front, the first words that were not understood and are a customer's. */
export async function customerAmong(
  entry: ParsedEntry,
  finder: Finder<Customer>,
  person: Person,
): Promise<EnteredCustomer & { used?: string }> {
  for (const used of entry.unknown.filter(hasLetters).slice(0, 3)) {
    const found = await finder.find(person, used.slice(0, 100));
    if (isFound(found)) return { ...chosen(found), tail: [], unknown: [], used };
  }
  return { tail: [], unknown: [] };
}
