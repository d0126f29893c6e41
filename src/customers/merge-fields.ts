import type { Contact, Customer } from './customer.ts';

/** Fields of which one is chosen where both say something else. Limit, terms and owner are those of the one that stays. */
export const choosable = ['name', 'industry', 'tier', 'region', 'address'] as const;
export type Choosable = (typeof choosable)[number];

/** A field in which two customers differ. */
export type Difference = { field: Choosable; into: string; from: string };

/** Contacts that a customer can have. */
const mostContacts = 20;

/** Where both say something, and not the same. */
export const differencesOf = (from: Customer, into: Customer): Difference[] =>
  choosable.flatMap((field) => {
    const [a, b] = [into[field]?.trim(), from[field]?.trim()];
    return a && b && a !== b ? [{ field, into: a, from: b }] : [];
  });

const keyOf = ({ name = '', phone = '', email = '' }: Contact): string =>
  [name.trim().toLowerCase(), phone.replace(/\D/g, ''), email.trim().toLowerCase()].join('|');

/** The contacts of both, each once; those of the one that stays first. */
export function mergedContacts(from: readonly Contact[], into: readonly Contact[]): Contact[] {
  const all = [...into, ...from];
  return all.filter((one, i) => all.findIndex((other) => keyOf(other) === keyOf(one)) === i).slice(0, mostContacts);
}

/** What the one that stays becomes: its empty fields are filled, of the others `taken` names those that are the other's. */
export function mergedFields(from: Customer, into: Customer, taken: readonly Choosable[]): Partial<Customer> {
  const fields = Object.fromEntries(
    choosable.flatMap((field) => {
      const value = !into[field]?.trim() || taken.includes(field) ? from[field] : into[field];
      return value && value !== into[field] ? [[field, value]] : [];
    }),
  );
  const first = [from.firstApprovedAt, into.firstApprovedAt].filter((date) => date !== undefined).sort()[0];
  return {
    ...fields,
    contacts: mergedContacts(from.contacts, into.contacts),
    ...(first && { firstApprovedAt: first }),
  };
}
