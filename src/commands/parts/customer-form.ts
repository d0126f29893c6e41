import type { Form, FormField, FormValues } from '../../chat/form.ts';
import type { Customer } from '../../customers/customer.ts';
import { formRow } from '../../customers/edits.ts';
import { contactNames, readCustomer } from '../../customers/input.ts';
import { marksOf, type ShownMarks } from '../../entry/shown-marks.ts';
import { DeskError } from '../../errors.ts';
import { may, mayAny, sees } from '../../members/ability.ts';
import { type TextKey, t } from '../../text/index.ts';
import type { CommandContext, Input } from '../command.ts';
import { memberOf } from './member-argument.ts';
import { rowOf, textOf } from './values.ts';

const profileColumns = ['name', 'industry', 'tier', 'region'] as const;
const termColumns = ['credit_limit', 'payment_days'] as const;
const required: readonly string[] = ['code', 'name'];
const numbers: readonly string[] = termColumns;

/** The columns of a customer that the person may change: terms for who sets them, contacts for who reads them in full. */
function columnsFor({ person }: CommandContext, customer: Customer): string[] {
  const edits = may(person, 'customer.edit', customer);
  const isRead = sees(person, 'contact', customer) === 'full';
  return [
    ...(edits ? profileColumns : []),
    ...(edits && isRead ? ['address', ...contactNames] : []),
    ...(may(person, 'customer.credit', customer) ? termColumns : []),
  ];
}

function fieldsOf(
  columns: readonly string[],
  values: Readonly<Record<string, string | undefined>>,
  { locale, currency }: { locale: CommandContext['locale']; currency: string },
): FormField[] {
  return columns.map((name): FormField => {
    const base = { name, label: t(locale, `field.${name}` as TextKey), required: required.includes(name) };
    const value = values[name];
    const hint = name === 'credit_limit' ? { hint: t(locale, 'form.customer.limit_hint', { currency }) } : {};
    return { ...base, ...hint, kind: numbers.includes(name) ? 'number' : 'text', ...(value && { value }) };
  });
}

/** The form of a new customer: all fields that the person may say. */
export async function newCustomerForm(name: string, context: CommandContext): Promise<{ form: Form }> {
  const { locale, person, desk } = context;
  if (!may(person, 'customer.create'))
    throw new DeskError('error.not_allowed', { who: { text: 'entry.who.manager' } }, { loudness: 'warn' });
  const { currency } = await desk.settings.get();
  const terms = mayAny(person, 'customer.credit') ? termColumns : [];
  const columns = ['code', ...profileColumns, 'address', ...contactNames, ...terms];
  const owner: FormField[] = mayAny(person, 'customer.assign')
    ? [{ kind: 'search', name: 'owner', label: t(locale, 'field.owner'), source: 'member' }]
    : [];
  return {
    form: {
      title: t(locale, 'form.customer.title'),
      submit: t(locale, 'form.save'),
      intent: { command: 'customer', input: {} },
      fields: [...fieldsOf(columns, { name }, { locale, currency }), ...owner],
    },
  };
}

/** Makes the customer of a filled form; one of a name that is there is asked about at the name. Throws `FieldErrors`. */
export async function madeCustomer(values: FormValues, context: CommandContext): Promise<Customer> {
  const { desk, actor } = context;
  const { currency } = await desk.settings.get();
  const input = readCustomer(rowOf(values), currency);
  const name = textOf(values, 'owner');
  const owner = name === undefined ? undefined : await memberOf(name, context, 'owner');
  // A form that is sent again finds its own customer.
  if (!(await desk.customers.isMade(actor))) await desk.customers.alike.checkNew(actor, input.name);
  const owned = owner ? { owner: owner._id, ...(owner.teams[0] && { team: owner.teams[0] }) } : {};
  return desk.customers.create(actor, { ...input, ...owned });
}

/** The form of a customer with every field that the person may change, as it is now. */
export async function editCustomerForm(customer: Customer, context: CommandContext): Promise<{ form: Form }> {
  const { locale, desk } = context;
  const columns = columnsFor(context, customer);
  if (columns.length === 0)
    throw new DeskError('error.not_allowed', { who: { text: 'entry.who.manager' } }, { loudness: 'warn' });
  const { currency } = await desk.settings.get();
  const row = formRow(customer, currency);
  const input = { code: customer.code, step: 'edit', shown: marksOf(row, columns) };
  return {
    form: {
      title: t(locale, 'form.customer.edit', { name: customer.name }),
      submit: t(locale, 'form.save'),
      intent: { command: 'customer', input },
      fields: fieldsOf(columns, row, { locale, currency }),
    },
  };
}

/** Writes what was changed in the form of a customer. Throws `FieldErrors`. */
export async function editedCustomer(input: Input, values: FormValues, context: CommandContext): Promise<Customer> {
  const { desk, actor } = context;
  const { currency } = await desk.settings.get();
  const shown = (input.shown ?? {}) as ShownMarks;
  // A field that was emptied says so; one that the chat left out says nothing.
  const given = Object.fromEntries(Object.keys(values).map((name) => [name, textOf(values, name) ?? '']));
  return desk.customers.edit(actor, String(input.code), given, { shown, currency });
}
