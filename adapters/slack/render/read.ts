import { byNumber } from '../../../src/chat/cut.ts';
import type { FormField, FormValues, LineValue, SealedForm } from '../../../src/chat/form.ts';
import {
  type CellName,
  cells,
  type FormState,
  linesField,
  linesOf,
  presentValue,
  sentValues,
  withQuantity,
} from '../../../src/chat/form-state.ts';
import { limits } from '../limits.ts';
import { multiId, valueOfCode } from './options.ts';

type ViewOption = { value?: string; text?: { text?: string } };

/** What Slack sends of one element of a view. */
export type ViewValue = {
  type?: string;
  value?: string | null;
  selected_date?: string | null;
  selected_option?: ViewOption | null;
  selected_options?: ViewOption[] | null;
  files?: { id?: string }[] | null;
};

/** `view.state.values`: by block id, then by action id. */
export type ViewValues = Readonly<Record<string, Readonly<Record<string, ViewValue>>>>;

/** What a view holds. */
export type ViewRead = {
  /** What the desk is sent. Files are not in it: they are Slack's, in `files`. */
  values: FormValues;
  /** The state with what was typed, of this page of lines and of the others. */
  state: FormState;
  /** Slack's ids of the files of a field. */
  files: Readonly<Record<string, string[]>>;
  /** The view is older than the state: its lines have other numbers, and were left unread. */
  stale: boolean;
};

/** Slack escapes these three in texts that it sends back (slackapi/bolt-python issue 513). */
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

const textOf = (value: ViewValue): string =>
  value.value ?? value.selected_date ?? unescaped(value.selected_option?.value ?? '');
const labelOf = (value: ViewValue): string | undefined => {
  const text = value.selected_option?.text?.text;
  return text === undefined ? undefined : unescaped(text);
};

const onlyValue = (values: ViewValues, blockId: string): ViewValue | undefined =>
  Object.hasOwn(values, blockId) ? Object.values(values[blockId] ?? {})[0] : undefined;

type Given = { field: FormField; value: ViewValue };

/** What the menus of a field hold together; undefined where the view does not show it. */
function tickedIn(values: ViewValues, { name, choices }: Extract<FormField, { kind: 'multi' }>): ViewValue | undefined {
  const menus = byNumber(choices, limits.options).flatMap((_, n) => onlyValue(values, multiId(name, n)) ?? []);
  return menus.length === 0 ? undefined : { selected_options: menus.flatMap((menu) => menu.selected_options ?? []) };
}

/** The plain fields that the view holds. */
const givenFields = (values: ViewValues, form: Pick<SealedForm, 'fields'>): Given[] =>
  form.fields.flatMap((field) => {
    if (field.kind === 'lines') return [];
    const value = field.kind === 'multi' ? tickedIn(values, field) : onlyValue(values, field.name);
    return value === undefined ? [] : [{ field, value }];
  });

function fieldValue({ field, value }: Given): string | string[] {
  if (field.kind === 'multi')
    return (value.selected_options ?? []).map((o) => valueOfCode(field.choices, unescaped(o.value ?? '')));
  return field.kind === 'select' ? valueOfCode(field.choices, textOf(value)) : textOf(value);
}

type Cell = { line: number; cell: CellName; version: number; value: ViewValue };

/** The cells of the lines that the view holds, by their block ids. */
function cellsOf(values: ViewValues, name: string): Cell[] {
  return Object.keys(values).flatMap((id) => {
    const [, list, line, cell, version = '0'] = /^(.+?)\.(\d{1,6})\.(\w+)(?:~v(\d+))?$/.exec(id) ?? [];
    const known = cells.find((c) => c === cell);
    const value = onlyValue(values, id);
    return list === name && known && value
      ? [{ line: Number(line), cell: known, version: Number(version), value }]
      : [];
  });
}

/** A line with what was typed into one of its cells. */
function withCell(line: LineValue, { cell, value }: Cell): LineValue {
  const text = textOf(value).trim();
  if (cell === 'quantity') return withQuantity(line, text);
  if (cell !== 'sku') return { ...line, [cell]: text };
  if (text === line.sku) return { ...line, label: line.label ?? labelOf(value) };
  const { quantity, price, discount } = line;
  return { sku: text, quantity, price, discount, label: labelOf(value), listPrice: undefined };
}

function readLines(values: ViewValues, form: Pick<SealedForm, 'fields'>, state: FormState) {
  const all = cellsOf(values, linesField(form)?.name ?? '');
  const isPresent = (cell: Cell) => cell.version === (state.version ?? 0);
  const lines = [...linesOf(form, state)];
  for (const cell of all.filter(isPresent)) {
    const line = lines[cell.line];
    if (line) lines[cell.line] = withCell(line, cell);
  }
  return { lines, stale: !all.every(isPresent) };
}

/** Reads a view: what it shows is taken from it, all else from the state. */
export function readView(values: ViewValues, form: Pick<SealedForm, 'fields'>, state: FormState): ViewRead {
  const given = givenFields(values, form);
  const typed = given.filter(({ field }) => field.kind !== 'file');
  const labels = typed.flatMap(({ field, value }) => {
    const isNew = field.kind === 'search' && textOf(value) !== presentValue(field, state);
    const text = isNew ? labelOf(value) : undefined;
    return text === undefined ? [] : [[field.name, text] as const];
  });
  const { lines, stale } = readLines(values, form, state);
  const next: FormState = {
    ...state,
    values: { ...state.values, ...Object.fromEntries(typed.map((one) => [one.field.name, fieldValue(one)])) },
    labels: { ...state.labels, ...Object.fromEntries(labels) },
    ...(linesField(form) ? { lines } : {}),
  };
  const files = given
    .filter(({ field }) => field.kind === 'file')
    .map(({ field, value }) => [field.name, (value.files ?? []).flatMap((f) => (f.id ? [f.id] : []))] as const);
  return { values: sentValues(form, next), state: next, files: Object.fromEntries(files), stale };
}
