import { z } from 'zod';
import { codeInput, mailPattern, words } from '../entry/common-input.ts';
import { codeOf } from '../entry/plain.ts';
import { type Row, readRow } from '../entry/table/row-reader.ts';
import type { Contact } from './customer.ts';

const contact = z.object({
  name: words(100),
  phone: words(60),
  email: z.string().max(200, 'error.field_length').optional(),
});

const fields = {
  name: z.string('error.required').trim().min(1, 'error.required').max(200, 'error.field_length'),
  industry: words(100),
  tier: words(40),
  region: words(100),
  address: words(400),
  contacts: z.array(contact).max(20, 'error.field_range').optional(),
  /** Member id. */
  owner: z.string().optional(),
  /** Team id of the owner. */
  team: z.string().optional(),
  /** Minor units of the base currency; `null` takes the limit away. */
  creditLimit: z.number().int('error.field_range').min(0, 'error.field_range').nullable().optional(),
  paymentDays: z.number().int('error.field_range').min(0, 'error.field_range').max(365, 'error.field_range').optional(),
  sample: z.boolean().optional(),
};

export const customerInput = z.strictObject({ code: codeInput, ...fields });
/** A customer as it is entered, in exact units. */
export type CustomerInput = z.input<typeof customerInput>;

export const customerChanges = z.strictObject(fields).partial();
/** What is changed about a customer; what is not named stays. The code stays for ever. */
export type CustomerChanges = z.input<typeof customerChanges>;

/** Contacts that a form shows. */
export const shownContacts = 3;
/** How the columns of a contact end: the first has the names that files have. */
const contactEnds = ['', '2', '3'] as const satisfies readonly string[];

/** The columns of the contacts of a form. */
export const contactNames = contactEnds.flatMap((end) => ['contact', 'phone', 'email'].map((name) => `${name}${end}`));

/** The first contacts of a customer as columns of a form. */
export const contactColumns = (contacts: readonly Contact[]): Row =>
  Object.fromEntries(
    contactEnds.flatMap((end, i) => [
      [`contact${end}`, contacts[i]?.name],
      [`phone${end}`, contacts[i]?.phone],
      [`email${end}`, contacts[i]?.email],
    ]),
  );

/** One contact of a row; undefined where nothing is said. */
function contactIn(read: ReturnType<typeof readRow>, end: string): Contact | undefined {
  const email = read.text(`email${end}`);
  if (email !== undefined && !mailPattern.test(email)) read.fail('error.field_email', `email${end}`, { text: email });
  const person = { name: read.text(`contact${end}`, 100), phone: read.text(`phone${end}`, 60), email };
  return Object.values(person).some((value) => value !== undefined) ? person : undefined;
}

/** Reads a customer from texts, of a file or a form. `owner` is left to the caller. Throws `FieldErrors`. */
export function readCustomer(row: Row, currency: string): Omit<CustomerInput, 'owner' | 'team'> {
  const read = readRow(row);
  const contacts = contactEnds.flatMap((end) => contactIn(read, end) ?? []);
  const given = codeOf(read.required('code', 40));
  if (/\s/.test(given)) read.fail('error.code_format', 'code', { text: given });
  const paymentDays = read.decimal('payment_days', 1, '30');
  if ((paymentDays ?? 0) > 365) read.fail('error.field_range', 'payment_days', { least: 0, most: 365 });
  const input = {
    code: given,
    name: read.required('name'),
    industry: read.text('industry', 100),
    tier: read.text('tier', 40),
    region: read.text('region', 100),
    address: read.text('address', 400),
    contacts,
    creditLimit: read.money('credit_limit', currency),
    paymentDays,
  };
  read.done();
  return input;
}
