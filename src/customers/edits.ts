import { changedColumns, type ShownMarks } from '../entry/shown-marks.ts';
import type { Row } from '../entry/table/row-reader.ts';
import { type Customer, usualPaymentDays } from './customer.ts';
import { type CustomerChanges, contactColumns, readCustomer, shownContacts } from './input.ts';
import { customerRow } from './row.ts';

/** A customer as the form of edits has it: a column for each field, and three for each of the first contacts. */
export function formRow(customer: Customer, currency: string): Row {
  const { owner: _, contact: __, phone: ___, email: ____, ...row } = customerRow(customer, undefined, currency);
  return { ...row, ...contactColumns(customer.contacts) };
}

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

/**
 * What a person changed in a form, against the customer as it is now. Only that is written: two people who change
 * different fields at once both have their way, of two who change the same one the second is told. Throws `FieldErrors`.
 */
export function editsOf(before: Customer, given: Row, shown: ShownMarks, currency: string): CustomerChanges {
  const now = formRow(before, currency);
  const changed = changedColumns(now, given, shown);
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
