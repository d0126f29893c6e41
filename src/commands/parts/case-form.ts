import { type Case, type CaseKind, caseKinds } from '../../aftersales/case.ts';
import { bringsGoods, leftOf, mostOf } from '../../aftersales/claims.ts';
import type { CaseInput } from '../../aftersales/input.ts';
import { caseLines, longestText, type Part, partField } from '../../aftersales/rules.ts';
import type { Form, FormField, FormValues } from '../../chat/form.ts';
import { addDays } from '../../dates.ts';
import { DeskError } from '../../errors.ts';
import type { Member } from '../../members/member.ts';
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
      name: partField(index),
      label: `${line.sku} · ${line.name}`,
      hint: t(locale, 'form.case.left', { n: decimalText(left, quantityScale), unit: line.unit }),
      ...(said !== undefined && { value: decimalText(said, quantityScale) }),
    };
  });
}

/** Whether there is anything that a case of this kind could be about. */
const isAbout = (order: Order, cases: readonly Case[], kind: CaseKind): boolean =>
  !bringsGoods(kind) || order.lines.some((_, index) => mostOf(order, cases, kind, index) > 0);

/** Refuses what was typed of a case where no form could mend it: nothing is left for its kind, or of what was named. */
export function checkFillable(order: Order, cases: readonly Case[], { kind, parts = [] }: Partial<CaseWords>): void {
  if (!kind || !bringsGoods(kind)) return;
  if (!isAbout(order, cases, kind))
    throw new DeskError('error.case_nothing_left', { order: orderName(order), kind: { text: `case.kind.${kind}` } });
  if (parts.length > 0) caseLines(order, cases, kind, parts);
}

/** The form that opens a case, with what was typed already. */
export function caseForm(
  order: Order,
  cases: readonly Case[],
  said: Partial<CaseWords>,
  context: Pick<CommandContext, 'locale' | 'today'> & { caseDays: number; members: readonly Member[] },
): Form {
  const { locale, today, caseDays, members } = context;
  const kinds = caseKinds.filter((kind) => isAbout(order, cases, kind));
  const choices = kinds.map((kind) => ({ value: kind, label: t(locale, `case.kind.${kind}`) }));
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
        value: said.owner,
        valueLabel: members.find((m) => m._id === said.owner)?.name,
      },
    ],
  };
}

function partAt(values: FormValues, index: number): Part {
  const name = partField(index);
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

/** The goods against what is left of them, each mistake at the field of its line, or at the one for all. */
function checkGoods(values: FormValues, read: Pick<CaseInput, 'kind' | 'parts'>, order: Order, cases: readonly Case[]) {
  const { kind, parts } = read;
  const [first] = openLines(order, cases);
  const isOne = textOf(values, 'parts') !== undefined || openLines(order, cases).length > mostFields;
  const field = (index = first?.index) => (isOne ? 'parts' : partField(index));
  if (parts.length > 1)
    collect(Object.fromEntries(parts.map((p, i) => [i, () => caseLines(order, cases, kind, [p], field)])));
  caseLines(order, cases, kind, parts, field);
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
  checkGoods(values, read, order, cases);
  const name = textOf(values, 'owner');
  const owner = name === undefined ? undefined : (await memberOf(name, context, 'owner'))._id;
  return { ...read, owner };
}

/** Whether what was typed is enough to open a case at once. */
export const isWhole = ({ kind, parts, text }: CaseWords): boolean =>
  text !== '' && (parts.length > 0 || !bringsGoods(kind));
