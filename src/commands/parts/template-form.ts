import type { Form, FormField, FormValues, LineValue } from '../../chat/form.ts';
import type { Customer } from '../../customers/customer.ts';
import { DeskError, FieldErrors } from '../../errors.ts';
import { parseDecimal, priceScale, quantityScale } from '../../money.ts';
import { atLine, mostLines } from '../../orders/lines.ts';
import { templateIntent } from '../../templates/card.ts';
import type { Known } from '../../templates/find.ts';
import { longestName, type TemplateInput } from '../../templates/input.ts';
import { t } from '../../text/index.ts';
import type { CommandContext } from '../command.ts';
import { collect } from './collect.ts';
import { offeredLines } from './offered.ts';
import { nearestText } from './order-form.ts';
import { lineValues, numberOf, textOf } from './values.ts';

type Lines = TemplateInput['lines'];

/** What the form of a template shows at first. */
export type TemplateFormValues = {
  name?: string;
  customer?: Pick<Customer, 'code' | 'name'>;
  lines: Lines;
  paymentDays?: number;
  notes?: string;
};

/** The form of a template: kept from an order, new, or changed at the revision that it shows. */
export async function templateForm(
  values: TemplateFormValues,
  edited: Known | undefined,
  context: CommandContext,
): Promise<{ form: Form }> {
  const { locale, desk } = context;
  const { currency } = await desk.settings.get();
  const lines = await offeredLines(values.lines, context);
  const { customer, paymentDays } = values;
  const text = (key: 'label.customer' | 'label.lines' | 'label.terms' | 'label.notes') => t(locale, key);
  const fields: FormField[] = [
    {
      kind: 'text',
      name: 'name',
      label: t(locale, 'template.label.name'),
      required: true,
      value: values.name,
      maxLength: longestName,
    },
    {
      kind: 'search',
      name: 'customer',
      source: 'customer',
      label: text('label.customer'),
      hint: t(locale, 'template.hint.customer'),
      value: customer?.code,
      valueLabel: customer?.name,
    },
    {
      kind: 'lines',
      name: 'lines',
      label: text('label.lines'),
      required: true,
      hint: t(locale, 'template.hint.lines'),
      value: lines,
      currency,
    },
    {
      kind: 'number',
      name: 'paymentDays',
      label: text('label.terms'),
      hint: t(locale, 'form.hint.terms'),
      value: paymentDays?.toString(),
    },
    { kind: 'text', name: 'notes', label: text('label.notes'), value: values.notes, multiline: true, maxLength: 2000 },
  ];
  const about = edited && { template: edited.template._id, revision: edited.template.revision };
  const title = edited
    ? t(locale, 'template.form.edit', { name: edited.template.name })
    : t(locale, values.lines.length > 0 ? 'template.form.save' : 'template.form.new');
  return {
    form: { title, submit: t(locale, 'form.save'), intent: templateIntent(edited ? 'edit' : 'save', about), fields },
  };
}

/** The form of a template that is there. */
export const editForm = (known: Known, context: CommandContext) =>
  templateForm({ ...known.template, customer: known.customer }, known, context);

function lineOf(row: LineValue, n: number): Lines[number] {
  const { sku } = row;
  const quantity = row.quantity === '' ? undefined : parseDecimal(row.quantity, quantityScale);
  if (row.quantity !== '' && !quantity) throw atLine('error.line_quantity', n, 'quantity', { sku });
  const unitPrice = row.price ? parseDecimal(row.price, priceScale) : undefined;
  if (row.price && unitPrice === undefined) throw atLine('error.line_price', n, 'price', { sku });
  const discount = row.discount ? parseDecimal(row.discount.replace(/\s*[%％]$/, ''), 100) : undefined;
  if (row.discount && discount === undefined) throw atLine('error.line_discount', n, 'discount', { sku });
  return {
    sku: sku.toUpperCase(),
    ...(quantity !== undefined && { quantity }),
    ...(unitPrice !== undefined && { unitPrice }),
    ...(discount && { discount }),
  };
}

function linesIn(values: FormValues): Lines {
  const rows = lineValues(values, 'lines');
  if (rows.length > mostLines) throw new DeskError('error.too_many_lines', { most: mostLines }, { field: 'lines' });
  return Object.values(collect(Object.fromEntries(rows.map((row, n) => [n, () => lineOf(row, n)]))));
}

/** The customer that is meant; undefined where the template is for any. */
async function customerIn(values: FormValues, context: CommandContext): Promise<string | undefined> {
  const text = textOf(values, 'customer');
  if (text === undefined) return undefined;
  const found = await context.desk.findCustomer.find(context.person, text);
  if (found.exact) return found.exact._id;
  const nearest = nearestText(found, context);
  throw new DeskError('error.customer_not_found', { text, nearest }, { field: 'customer' });
}

/** Reads a submitted form. Throws `FieldErrors` with every mistake at its field. */
export async function readTemplateForm(values: FormValues, context: CommandContext): Promise<TemplateInput> {
  const wrong: DeskError[] = [];
  const customer = await customerIn(values, context).catch((error) => {
    if (!(error instanceof DeskError)) throw error;
    wrong.push(error);
    return undefined;
  });
  const { locale } = context;
  const read = () =>
    collect({
      name: () => {
        const name = textOf(values, 'name');
        const field = t(locale, 'template.label.name');
        if (name === undefined) throw new DeskError('error.required', { field }, { field: 'name' });
        return name;
      },
      lines: () => linesIn(values),
      paymentDays: () => numberOf(values, 'paymentDays', 1, '30'),
      notes: () => textOf(values, 'notes'),
    });
  try {
    const fields = read();
    if (wrong.length > 0) throw new FieldErrors([]);
    return { ...fields, customer };
  } catch (error) {
    if (!(error instanceof FieldErrors)) throw error;
    throw new FieldErrors([...wrong, ...error.errors]);
  }
}
