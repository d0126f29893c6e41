import type { Intent } from '../../chat/card.ts';
import type { Choice, Form, FormField, FormValues, LineValue } from '../../chat/form.ts';
import type { Customer } from '../../customers/customer.ts';
import { customerChoice } from '../../customers/offers.ts';
import type { CalendarDate } from '../../dates.ts';
import { DeskError } from '../../errors.ts';
import { decimalText, parseDecimal, priceScale, quantityScale } from '../../money.ts';
import { longestAddress } from '../../orders/address.ts';
import { type DraftInput, futureDate } from '../../orders/draft-input.ts';
import { atLine, type LineInput, mostLines } from '../../orders/lines.ts';
import { t } from '../../text/index.ts';
import type { CommandContext } from '../command.ts';
import { collect, collectAll } from './collect.ts';
import { customerIn } from './customer-field.ts';
import { addressIn, type ProposedAddress } from './ship-to.ts';
import { dateOf, lineValues, numberOf, textOf } from './values.ts';

/** The customer that an order has; it may stay, also where it belongs to somebody else. */
export type PresentCustomer = { id: string; code: string };

/** What the form of an order shows at first. */
export type OrderFormValues = {
  customer?: Pick<Customer, 'code' | 'name'>;
  /** Several customers match: the person chooses one. */
  choices?: Pick<Customer, 'code' | 'name'>[];
  lines: LineValue[];
  requestedDate?: CalendarDate;
  poNo?: string;
  paymentDays?: number;
  /** Where it goes, where that is not left to the customer's address. */
  shipTo?: string;
  notes?: string;
  /** What is to be known before, above the fields. */
  note?: string;
  /** What was typed and not understood. */
  unknown?: string[];
  /** Sentences about what was typed: products to choose from, units that differ. */
  mentions?: string[];
  /** What the customer usually takes; missing where it is not offered. */
  usual?: Choice[];
};

function customerField({ locale }: CommandContext, { customer, choices }: OrderFormValues): FormField {
  const base = { name: 'customer', label: t(locale, 'label.customer'), required: true };
  if (!customer && choices?.length) return { ...base, kind: 'select', choices: choices.map(customerChoice) };
  return { ...base, kind: 'search', source: 'customer', value: customer?.code, valueLabel: customer?.name };
}

/** Percent as a person reads it: 1050 basis points are `10.5`. */
const percentText = (basisPoints: number): string => decimalText(basisPoints, 100);

/** A line as it is entered, or kept with a quantity that is filled in each time. */
export type OpenLine = Omit<LineInput, 'quantity'> & { quantity?: number };

/** The lines of a record as the form shows them. */
export const lineValueOf = (line: OpenLine): LineValue => ({
  sku: line.sku,
  quantity: line.quantity === undefined ? '' : decimalText(line.quantity, quantityScale),
  price: line.unitPrice === undefined ? undefined : decimalText(line.unitPrice, priceScale),
  discount: line.discount ? percentText(line.discount) : undefined,
});

/** The form of an order, new or edited. */
export function orderForm(
  context: CommandContext,
  values: OrderFormValues,
  options: { title: string; intent: Intent; currency: string; asksToSubmit: boolean },
): Form {
  const { locale } = context;
  const unknown = values.unknown?.length ? [t(locale, 'form.unknown', { words: values.unknown.join(' · ') })] : [];
  const note = [...(values.note ? [values.note] : []), ...unknown, ...(values.mentions ?? [])];
  const hint = t(locale, 'form.hint.lines');
  const choices = [
    { value: 'submit', label: t(locale, 'form.new.as_submit') },
    { value: 'draft', label: t(locale, 'form.new.as_draft') },
  ];
  return {
    title: options.title,
    submit: t(locale, options.asksToSubmit ? 'form.new.file' : 'form.save'),
    ...(note.length > 0 && { note: note.join('\n') }),
    intent: options.intent,
    fields: [
      customerField(context, values),
      {
        kind: 'lines',
        name: 'lines',
        label: t(locale, 'label.lines'),
        required: true,
        hint,
        value: values.lines,
        currency: options.currency,
        customer: 'customer',
        ...(values.usual && { usual: { of: 'customer', items: values.usual } }),
      },
      { kind: 'date', name: 'requestedDate', label: t(locale, 'label.requested'), value: values.requestedDate },
      { kind: 'text', name: 'poNo', label: t(locale, 'label.po'), value: values.poNo, maxLength: 60 },
      {
        kind: 'number',
        name: 'paymentDays',
        label: t(locale, 'label.terms'),
        hint: t(locale, 'form.hint.terms'),
        value: values.paymentDays?.toString(),
      },
      {
        kind: 'text',
        name: 'shipTo',
        label: t(locale, 'label.ship_to'),
        hint: t(locale, 'form.hint.ship_to'),
        value: values.shipTo,
        maxLength: longestAddress,
      },
      {
        kind: 'text',
        name: 'notes',
        label: t(locale, 'label.notes'),
        value: values.notes,
        multiline: true,
        maxLength: 2000,
      },
      ...(options.asksToSubmit
        ? [{ kind: 'select' as const, name: 'next', label: t(locale, 'form.new.as'), value: 'submit', choices }]
        : []),
    ],
  };
}

/** One row; a quantity that is left open may be missing. */
function lineInput(row: LineValue, n: number, { open = false }): OpenLine {
  const isOpen = open && row.quantity === '';
  const quantity = isOpen ? undefined : parseDecimal(row.quantity, quantityScale);
  if (!isOpen && (quantity === undefined || (open && !quantity)))
    throw atLine('error.line_quantity', n, 'quantity', { sku: row.sku });
  const unitPrice = row.price ? parseDecimal(row.price, priceScale) : undefined;
  if (row.price && unitPrice === undefined) throw atLine('error.line_price', n, 'price', { sku: row.sku });
  const discount = row.discount ? parseDecimal(row.discount.replace(/\s*[%％]$/, ''), 100) : undefined;
  if (row.discount && discount === undefined) throw atLine('error.line_discount', n, 'discount', { sku: row.sku });
  return { sku: row.sku.toUpperCase(), quantity, unitPrice, discount };
}

/** The lines of a form: every line, or every mistake of every line. With `open`, a quantity may be left to be filled in. */
export function linesIn(values: FormValues, options: { open: true }): OpenLine[];
export function linesIn(values: FormValues): LineInput[];
export function linesIn(values: FormValues, options: { open?: boolean } = {}): OpenLine[] {
  const rows = rowsOf(values);
  const read = Object.fromEntries(rows.map((row, n) => [n, () => lineInput(row, n, options)]));
  return Object.values(collect(read));
}

/** The customer of an order; the one that it has may stay, whoever they belong to. */
async function buyerOf(values: FormValues, context: CommandContext, present?: PresentCustomer): Promise<string> {
  if (present && textOf(values, 'customer') === present.code) return present.id;
  const customer = await customerIn(values, context);
  if (customer) return customer._id;
  const field = t(context.locale, 'label.customer');
  throw new DeskError('error.required', { field }, { field: 'customer' });
}

/**
 * Reads a submitted order form: of a new order, or of one with its `present` customer. `proposed` is where it was to go when
 * the form was opened. Throws `FieldErrors` with every mistake at its field.
 */
export async function readOrderForm(
  values: FormValues,
  context: CommandContext,
  { proposed, present }: { proposed: ProposedAddress; present?: PresentCustomer },
): Promise<DraftInput> {
  const { today } = context;
  const buyer = () => buyerOf(values, context, present);
  const isFiled = present === undefined && textOf(values, 'next') !== 'draft';
  return collectAll({
    customer: buyer,
    lines: () => linesIn(values),
    requestedDate: () => futureDate(dateOf(values, 'requestedDate', today), today),
    poNo: () => textOf(values, 'poNo'),
    paymentDays: () => numberOf(values, 'paymentDays', 1, '30'),
    shipTo: () => addressIn(values, context, { proposed, buyer, isFiled }),
    notes: () => textOf(values, 'notes'),
  });
}

/** The rows of the lines; a table without end is refused before each of its rows is looked at. */
function rowsOf(values: FormValues): LineValue[] {
  const rows = lineValues(values, 'lines');
  if (rows.length > mostLines) throw new DeskError('error.too_many_lines', { most: mostLines }, { field: 'lines' });
  return rows;
}
