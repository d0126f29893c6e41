import { createHash } from 'node:crypto';
import type { Row } from '../entry/table/row-reader.ts';
import { DeskError, FieldErrors } from '../errors.ts';
import { isMasked } from '../members/mask.ts';
import { type Customer, usualPaymentDays } from './customer.ts';
import { type CustomerChanges, contactColumns, readCustomer, shownContacts } from './input.ts';
import { customerRow } from './row.ts';

/**
 * What a form showed of a customer, as a mark for each of its columns: with them it is known which of them the person
 * changed, and which somebody else changed meanwhile. Marks, so that no contact is kept with the form.
 */
export type ShownMarks = Readonly<Record<string, string>>;

const markOf = (value: string | undefined): string =>
  createHash('sha256')
    .update((value ?? '').trim())
    .digest('base64url')
    .slice(0, 16);

/** A customer as the form of edits has it: a column for each field, and three for each of the first contacts. */
export function formRow(customer: Customer, currency: string): Row {
  const { owner: _, contact: __, phone: ___, email: ____, ...row } = customerRow(customer, undefined, currency);
  return { ...row, ...contactColumns(customer.contacts) };
}

/** The marks of some columns, as they are shown. */
export const marksOf = (row: Row, columns: readonly string[]): ShownMarks =>
  Object.fromEntries(columns.map((column) => [column, markOf(row[column])]));

/** The fields of a customer that a column fills. */
const fieldOf: Readonly<Record<string, keyof CustomerChanges>> = {
  name: 'name',
  industry: 'industry',
  tier: 'tier',
  region: 'region',
  address: 'address',
  credit_limit: 'creditLimit',
  payment_days: 'paymentDays',
};
const isContact = (column: string): boolean => !Object.hasOwn(fieldOf, column);

/** Whether the person changed a column: it is not as it was shown, and no mask. */
const isChanged = (column: string, given: Row, shown: ShownMarks): boolean =>
  Object.hasOwn(given, column) && !isMasked(given[column]) && markOf(given[column]) !== shown[column];

/** Refuses what somebody else changed meanwhile to something else, at its column: nobody's change is lost unseen. */
function checkMeanwhile(changed: readonly string[], now: Row, given: Row, shown: ShownMarks): void {
  const isOvertaken = (column: string) =>
    markOf(now[column]) !== shown[column] && markOf(now[column]) !== markOf(given[column]);
  const errors = changed
    .filter(isOvertaken)
    .map((field) => new DeskError('error.customer_meanwhile', { now: now[field] || '—' }, { field }));
  if (errors.length > 0) throw new FieldErrors(errors);
}

/**
 * What a person changed in a form, against the customer as it is now. Only that is written: two people who change
 * different fields at once both have their way, of two who change the same one the second is told. Throws `FieldErrors`.
 */
export function editsOf(before: Customer, given: Row, shown: ShownMarks, currency: string): CustomerChanges {
  const now = formRow(before, currency);
  const changed = Object.keys(shown).filter((column) => isChanged(column, given, shown));
  checkMeanwhile(changed, now, given, shown);
  const wanted = { ...now, ...Object.fromEntries(changed.map((column) => [column, given[column]])) };
  const { code: _, ...read } = readCustomer(wanted, currency);
  const fields = changed.filter((column) => !isContact(column)).map((column) => fieldOf[column]!);
  const changes: Record<string, unknown> = Object.fromEntries(
    fields.map((field) => [field, (read as CustomerChanges)[field]]),
  );
  if (fields.includes('creditLimit')) changes.creditLimit = read.creditLimit ?? null;
  if (fields.includes('paymentDays')) changes.paymentDays = read.paymentDays ?? usualPaymentDays;
  if (changed.some(isContact)) changes.contacts = [...(read.contacts ?? []), ...before.contacts.slice(shownContacts)];
  return changes as CustomerChanges;
}
