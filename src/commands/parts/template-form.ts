import type { Form, FormField, FormValues } from '../../chat/form.ts';
import type { Customer } from '../../customers/customer.ts';
import { DeskError } from '../../errors.ts';
import { templateIntent } from '../../templates/card.ts';
import type { Known } from '../../templates/find.ts';
import { longestName, type TemplateInput } from '../../templates/input.ts';
import { t } from '../../text/index.ts';
import type { CommandContext } from '../command.ts';
import { collectAll } from './collect.ts';
import { customerIn } from './customer-field.ts';
import { offeredLines } from './offered.ts';
import { linesIn, type OpenLine } from './order-form.ts';
import { numberOf, textOf } from './values.ts';

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

/** A line as it is kept: what was left empty is not there. */
const keptLine = ({ sku, quantity, unitPrice, discount }: OpenLine): Lines[number] => ({
  sku,
  ...(quantity !== undefined && { quantity }),
  ...(unitPrice !== undefined && { unitPrice }),
  ...(discount && { discount }),
});

/** Reads a submitted form. Throws `FieldErrors` with every mistake at its field. */
export async function readTemplateForm(values: FormValues, context: CommandContext): Promise<TemplateInput> {
  const { customer, lines, ...fields } = await collectAll({
    customer: () => customerIn(values, context),
    name: () => {
      const name = textOf(values, 'name');
      const field = t(context.locale, 'template.label.name');
      if (name === undefined) throw new DeskError('error.required', { field }, { field: 'name' });
      return name;
    },
    lines: () => linesIn(values, { open: true }),
    paymentDays: () => numberOf(values, 'paymentDays', 1, '30'),
    notes: () => textOf(values, 'notes'),
  });
  return { ...fields, lines: lines.map(keptLine), customer: customer?._id };
}
