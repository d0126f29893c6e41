import type { Choice, FormField, FormValues, LineValue, SealedForm, SearchSource } from '../../../src/chat/form.ts';
import { type FormState, isFilled, linesField, linesOf, presentValue } from '../../../src/chat/form-state.ts';
import { limits } from '../limits.ts';

/** What the desk keeps of a form that a card shows: what was typed, and what a search found for it. */
export type FeishuState = FormState & {
  /** Choices that a search found for what was typed, by field name or `line <n>`. */
  found?: Readonly<Record<string, readonly Choice[]>>;
};

type Fields = Pick<SealedForm, 'fields'>;
export type SearchField = Extract<FormField, { kind: 'search' }>;

export const cells = ['sku', 'quantity', 'price', 'discount'] as const;
export type CellName = (typeof cells)[number];

/** The name of the input of a line's cell. */
export const cellName = (line: number, cell: CellName | 'pick', version = 0): string =>
  `line~${line}~${cell}~${version}`;
/** The name of the select that offers what a search found. */
export const pickName = (field: string): string => `${field}~pick`;
/** A long text has several inputs, since one takes 1,000 characters. */
export const partName = (field: string, part: number): string => (part === 0 ? field : `${field}~${part + 1}`);
export const partsOfText = (value: string): number => Math.floor(value.length / limits.input) + 1;

const foundOfLine = (line: number): string => `line ${line}`;
export const foundFor = ({ found }: FeishuState, name: string | number): readonly Choice[] =>
  found?.[typeof name === 'number' ? foundOfLine(name) : name] ?? [];

/** The fields and the lines that a page of the form shows. */
export function sightOf(form: Fields, state: FeishuState) {
  const pages = Math.max(1, Math.ceil(form.fields.length / limits.formFields));
  const page = Math.min(Math.max(1, state.fieldsPage ?? 1), pages);
  const fields = form.fields.slice((page - 1) * limits.formFields, page * limits.formFields);
  const lines = linesOf(form, state);
  const linePages = Math.max(1, Math.ceil(lines.length / limits.lines));
  const linePage = Math.min(Math.max(1, state.linesPage ?? 1), linePages);
  const from = (linePage - 1) * limits.lines;
  return { fields, page, pages, lines, linePage, linePages, from, to: Math.min(from + limits.lines, lines.length) };
}

/** What is shown of a search field: the words of the choice, or what was typed. */
export function searchText(field: SearchField, state: FeishuState): string {
  const value = presentValue(field, state);
  const label = state.labels?.[field.name] ?? (value === field.value ? field.valueLabel : undefined);
  return String(label ?? value ?? '');
}

export const lineText = ({ label, sku }: LineValue): string => label ?? sku;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((v) => typeof v === 'string') : []);

type Given = Readonly<Record<string, unknown>>;

function fieldText(field: FormField, given: Given, state: FeishuState): string {
  const before = presentValue(field, state);
  const count = partsOfText(typeof before === 'string' ? before : '');
  return Array.from({ length: count }, (_, i) => text(given[partName(field.name, i)])).join('');
}

type Read = { value: string | string[]; label?: string };

/** What a field holds now; a search field whose words were left as they were keeps its choice. */
function fieldRead(field: FormField, given: Given, state: FeishuState): Read {
  if (field.kind === 'multi') return { value: texts(given[field.name]) };
  if (field.kind === 'date') return { value: /^\d{4}-\d{2}-\d{2}/.exec(text(given[field.name]))?.[0] ?? '' };
  if (field.kind === 'select') return { value: text(given[field.name]) };
  if (field.kind !== 'search') return { value: fieldText(field, given, state) };
  const picked = foundFor(state, field.name).find((c) => c.value === given[pickName(field.name)]);
  if (picked) return { value: picked.value, label: picked.label };
  const typed = text(given[field.name]).trim();
  const before = searchText(field, state);
  if (typed !== before) return { value: typed };
  return { value: String(presentValue(field, state) ?? ''), label: state.labels?.[field.name] ?? field.valueLabel };
}

function lineRead(line: LineValue, n: number, given: Given, state: FeishuState): LineValue {
  const version = state.version ?? 0;
  const cell = (name: CellName) => text(given[cellName(n, name, version)]).trim();
  const rest = { quantity: cell('quantity'), price: cell('price'), discount: cell('discount') };
  const picked = foundFor(state, n).find((c) => c.value === given[cellName(n, 'pick', version)]);
  if (picked) return { ...rest, sku: picked.value, label: picked.label, listPrice: picked.price };
  const typed = cell('sku');
  return typed === lineText(line) ? { ...line, ...rest } : { ...rest, sku: typed };
}

/** The state after what a card's form sent: what it shows is taken from it, all else stays. */
export function readForm(given: Given, form: Fields, state: FeishuState): FeishuState {
  const sight = sightOf(form, state);
  const isTyped = (f: FormField) => f.kind !== 'lines' && f.kind !== 'file';
  const read = sight.fields.filter(isTyped).map((f) => [f.name, fieldRead(f, given, state)] as const);
  const labels = { ...state.labels };
  for (const [name, { label }] of read) {
    if (label === undefined) delete labels[name];
    else labels[name] = label;
  }
  const hasLines = sight.fields.some((f) => f.kind === 'lines');
  const lines = sight.lines.map((line, n) =>
    hasLines && n >= sight.from && n < sight.to ? lineRead(line, n, given, state) : line,
  );
  return {
    ...state,
    values: { ...state.values, ...Object.fromEntries(read.map(([name, { value }]) => [name, value])) },
    labels,
    ...(linesField(form) && { lines }),
    found: undefined,
  };
}

/** What the form brings: every field, and all its lines but the empty ones. */
export function valuesOf(form: Fields, state: FeishuState): FormValues {
  return Object.fromEntries(
    form.fields.map((field) => {
      if (field.kind !== 'lines') return [field.name, presentValue(field, state)];
      const sent = linesOf(form, state)
        .filter(isFilled)
        .map(({ sku, quantity, price, discount }) => ({
          sku,
          quantity,
          ...(price && { price }),
          ...(discount && { discount }),
        }));
      return [field.name, sent];
    }),
  );
}

type Search = (source: SearchSource, query: string) => Promise<readonly Choice[]>;

/** The one choice that words mean: the same value or words, or the only one that was found. */
function meant(words: string, choices: readonly Choice[]): Choice | undefined {
  const same = (a: string) => a.trim().toLocaleLowerCase() === words.trim().toLocaleLowerCase();
  return choices.find((c) => same(c.value) || same(c.label)) ?? (choices.length === 1 ? choices[0] : undefined);
}

/**
 * Looks up what was typed into search fields and lines. What means one thing is taken; what means several is offered,
 * and `open` names it.
 */
export async function resolve(
  form: Fields,
  state: FeishuState,
  search: Search,
): Promise<{ state: FeishuState; open: { name: string; text: string }[] }> {
  const found: Record<string, readonly Choice[]> = {};
  const open: { name: string; text: string }[] = [];
  const values = { ...state.values };
  const labels = { ...state.labels };
  const offer = (key: string, name: string, words: string, choices: readonly Choice[]) => {
    if (choices.length === 0) return;
    found[key] = choices.slice(0, limits.found);
    open.push({ name, text: words });
  };
  for (const field of form.fields) {
    const typed = field.kind === 'search' ? presentValue(field, state) : undefined;
    const isKnown = field.kind !== 'search' || labels[field.name] !== undefined || typed === field.value;
    if (isKnown || typeof typed !== 'string' || typed.trim() === '') continue;
    const choices = await search(field.source, typed);
    const one = meant(typed, choices);
    if (one) [values[field.name], labels[field.name]] = [one.value, one.label];
    else offer(field.name, field.name, typed, choices);
  }
  const list = linesField(form);
  const lines = [...linesOf(form, state)];
  const filled = lines.flatMap((line, n) => (isFilled(line) ? [n] : []));
  for (const n of filled) {
    const line = lines[n] as LineValue;
    if (line.label !== undefined || line.sku.trim() === '') continue;
    const choices = await search('product', line.sku);
    const one = meant(line.sku, choices);
    if (one) lines[n] = { ...line, sku: one.value, label: one.label, listPrice: one.price };
    else offer(foundOfLine(n), `${list?.name}.${filled.indexOf(n)}.sku`, line.sku, choices);
  }
  return { state: { ...state, values, labels, ...(list && { lines }), found }, open };
}
