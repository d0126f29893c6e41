import { z } from 'zod';
import { codeInput, mailPattern, words } from '../entry/common-input.ts';
import { codeOf } from '../entry/plain.ts';
import { changedColumns, type ShownMarks } from '../entry/shown-marks.ts';
import { type Row, readRow } from '../entry/table/row-reader.ts';
import { decimalText } from '../money.ts';
import { longestLead } from '../products/product.ts';
import type { Supplier } from './supplier.ts';

const contact = z.strictObject({ name: words(100), phone: words(60), email: words(200) });
const wholeUpTo = (most: number) =>
  z.number().int('error.field_range').min(0, 'error.field_range').max(most, 'error.field_range').nullable().optional();

const fields = {
  name: z.string('error.required').trim().min(1, 'error.required').max(200, 'error.field_length'),
  contacts: z.array(contact).max(20, 'error.field_range').optional(),
  leadTimeDays: wholeUpTo(longestLead),
  /** Basis points. */
  agreedRate: wholeUpTo(10_000),
  notes: words(1000).nullable(),
  active: z.boolean().optional(),
};

export const supplierInput = z.strictObject({ code: codeInput, ...fields });
/** A supplier as it is entered; what is missing or `null` is not known. */
export type SupplierInput = z.input<typeof supplierInput>;

export const supplierChanges = z.strictObject(fields).partial();
/** What is changed about a supplier; `null` takes a value away. The code stays for ever. */
export type SupplierChanges = z.input<typeof supplierChanges>;

/** A supplier as the form of edits has it. Reading it back gives the same supplier; of its contacts it is the first. */
export function supplierRow(supplier: Pick<Supplier, 'code' | 'name'> & Partial<Supplier>): Row {
  const { code: own, name, leadTimeDays, agreedRate, contacts: [contact] = [], notes, active } = supplier;
  return {
    code: own,
    name,
    lead_time_days: leadTimeDays === undefined ? undefined : String(leadTimeDays),
    agreed_rate: agreedRate === undefined ? undefined : decimalText(agreedRate, 100),
    contact: contact?.name,
    phone: contact?.phone,
    email: contact?.email,
    notes,
    active: active === false ? 'no' : 'yes',
  };
}

/** The fields of a supplier that a column fills; the others are those of its first contact. */
const fieldOf: Readonly<Record<string, keyof SupplierChanges>> = {
  name: 'name',
  lead_time_days: 'leadTimeDays',
  agreed_rate: 'agreedRate',
  notes: 'notes',
  active: 'active',
};

/**
 * What a person changed in a form, against the supplier as it is now: only that is written. The form shows the first of the
 * contacts: the others stay. Throws `FieldErrors`.
 */
export function supplierEdits(before: Supplier, given: Row, shown: ShownMarks): SupplierChanges {
  const now = supplierRow(before);
  const changed = changedColumns(now, given, shown);
  const read = readSupplier({ ...now, ...Object.fromEntries(changed.map((column) => [column, given[column]])) });
  const fields = changed.flatMap((column) => fieldOf[column] ?? []);
  const isOfContact = changed.some((column) => !Object.hasOwn(fieldOf, column));
  return {
    ...Object.fromEntries(fields.map((field) => [field, read[field]])),
    ...(isOfContact && { contacts: [...(read.contacts ?? []), ...before.contacts.slice(1)] }),
  };
}

const yes = /^(yes|y|true|1|是|启用)$/i;

/** Reads a supplier from texts, of a form. A rate is a percentage. Throws `FieldErrors`. */
export function readSupplier(row: Row): SupplierInput {
  const read = readRow(row);
  const email = read.text('email');
  if (email !== undefined && !mailPattern.test(email)) read.fail('error.field_email', 'email', { text: email });
  const person = { name: read.text('contact', 100), phone: read.text('phone', 60), email };
  const given = codeOf(read.required('code', 40));
  if (/\s/.test(given)) read.fail('error.code_format', 'code', { text: given });
  const days = read.decimal('lead_time_days', 1, '14');
  if ((days ?? 0) > longestLead) read.fail('error.field_range', 'lead_time_days', { least: 0, most: longestLead });
  const { agreed_rate, ...rest } = row;
  const rate = readRow({ ...rest, agreed_rate: agreed_rate?.replace(/\s*[%％]\s*$/, '') });
  const agreedRate = rate.decimal('agreed_rate', 100, '95');
  if ((agreedRate ?? 0) > 10_000) rate.fail('error.field_range', 'agreed_rate', { least: 0, most: 100 });
  const active = read.text('active', 10);
  const input = {
    code: given,
    name: read.required('name'),
    contacts: Object.values(person).some((value) => value !== undefined) ? [person] : [],
    leadTimeDays: days ?? null,
    agreedRate: agreedRate ?? null,
    notes: read.text('notes', 1000) ?? null,
    ...(active !== undefined && { active: yes.test(active) }),
  };
  read.done();
  rate.done();
  return input;
}
