import { type Case, caseKinds } from '../../aftersales/case.ts';
import type { CaseInput } from '../../aftersales/input.ts';
import { bringsGoods, leftOf, longestText, type Part } from '../../aftersales/rules.ts';
import type { Form, FormField, FormValues } from '../../chat/form.ts';
import { addDays } from '../../dates.ts';
import { DeskError } from '../../errors.ts';
import { decimalText, parseDecimal, quantityScale } from '../../money.ts';
import { type Order, orderName } from '../../orders/order.ts';
import { t } from '../../text/index.ts';
import type { CommandContext } from '../command.ts';
import { type CaseWords, readParts } from './case-words.ts';
import { collect } from './collect.ts';
import { memberOf } from './member-argument.ts';
import { dateOf, textOf } from './values.ts';

/** Lines that get a field each; more are written into one field, so that the form stays short. */
const mostFields = 12;

type OpenLine = { index: number; left: number };

const openLines = (order: Order, cases: readonly Case[]): OpenLine[] =>
  order.lines.map((_, index) => ({ index, left: leftOf(order, cases, index) })).filter(({ left }) => left > 0);

const spelled = (order: Order, parts: readonly Part[]): string =>
  parts.map((p) => `${order.lines[p.index]?.sku}x${decimalText(p.quantity, quantityScale)}`).join(' ');

/** The quantities: a field per line, or one for all of a long order. */
function partFields(
  order: Order,
  cases: readonly Case[],
  parts: readonly Part[],
  { locale }: Pick<CommandContext, 'locale'>,
): FormField[] {
  const lines = openLines(order, cases);
  if (lines.length > mostFields) {
    const hint = t(locale, 'form.case.parts_hint');
    const label = t(locale, 'case.label.parts');
    return [{ kind: 'text', name: 'parts', label, hint, value: spelled(order, parts), multiline: true }];
  }
  return lines.map(({ index, left }): FormField => {
    const line = order.lines[index]!;
    const said = parts.find((p) => p.index === index)?.quantity;
    return {
      kind: 'number',
      name: `line${index}`,
      label: `${line.sku} · ${line.name}`,
      hint: t(locale, 'form.case.left', { n: decimalText(left, quantityScale), unit: line.unit }),
      ...(said !== undefined && { value: decimalText(said, quantityScale) }),
    };
  });
}

/** The form that opens a case, with what was typed already. */
export function caseForm(
  order: Order,
  cases: readonly Case[],
  said: Partial<CaseWords>,
  context: Pick<CommandContext, 'locale' | 'today'> & { caseDays: number },
): Form {
  const { locale, today, caseDays } = context;
  const choices = caseKinds.map((kind) => ({ value: kind, label: t(locale, `case.kind.${kind}`) }));
  return {
    title: t(locale, 'form.case.title', { order: orderName(order) }),
    submit: t(locale, 'case.open_one'),
    intent: { command: 'case', input: { order: order._id, step: 'open' } },
    fields: [
      { kind: 'select', name: 'kind', label: t(locale, 'case.label.kind'), required: true, value: said.kind, choices },
      ...partFields(order, cases, said.parts ?? [], context),
      {
        kind: 'text',
        name: 'text',
        label: t(locale, 'case.label.text'),
        required: true,
        value: said.text || undefined,
        multiline: true,
        maxLength: longestText,
      },
      { kind: 'date', name: 'dueDate', label: t(locale, 'case.label.due'), value: addDays(today, caseDays) },
      {
        kind: 'search',
        name: 'owner',
        label: t(locale, 'case.label.owner'),
        hint: t(locale, 'form.case.owner_hint'),
        source: 'member',
      },
    ],
  };
}

function partAt(values: FormValues, index: number): Part {
  const name = `line${index}`;
  const text = textOf(values, name);
  const quantity = text === undefined ? 0 : parseDecimal(text, quantityScale);
  if (quantity === undefined || quantity < 0)
    throw new DeskError('error.number_expected', { text: text ?? '', example: '2' }, { field: name });
  return { index, quantity };
}

/** The quantities that were filled in, each mistake at its field. */
function partsOf(values: FormValues, order: Order, cases: readonly Case[]): Part[] {
  const written = textOf(values, 'parts');
  if (written === undefined) {
    const read = Object.fromEntries(order.lines.map((_, index) => [index, () => partAt(values, index)]));
    return Object.values(collect(read)).filter((p) => p.quantity > 0);
  }
  const { parts, text } = readParts(written, order, cases);
  if (text !== '') throw new DeskError('error.number_expected', { text, example: 'A100x2' }, { field: 'parts' });
  return parts;
}

/** Reads a submitted form. Throws `FieldErrors` with every mistake at its field. */
export async function readCaseForm(
  values: FormValues,
  order: Order,
  cases: readonly Case[],
  context: CommandContext,
): Promise<CaseInput> {
  const { today, locale } = context;
  const read = collect({
    kind: () => {
      const kind = caseKinds.find((k) => k === textOf(values, 'kind'));
      if (kind) return kind;
      throw new DeskError('error.required', { field: t(locale, 'case.label.kind') }, { field: 'kind' });
    },
    parts: () => partsOf(values, order, cases),
    text: () => textOf(values, 'text') ?? '',
    dueDate: () => dateOf(values, 'dueDate', today),
  });
  const name = textOf(values, 'owner');
  const owner = name === undefined ? undefined : (await memberOf(name, context, 'owner'))._id;
  return { ...read, owner };
}

/** Whether what was typed is enough to open a case at once. */
export const isWhole = ({ kind, parts, text }: CaseWords): boolean =>
  text !== '' && (parts.length > 0 || !bringsGoods(kind));
