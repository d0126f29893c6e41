import type { AskedFor, Choice, FormField, FormValues, LineValue, SealedForm } from './form.ts';
import { factsOf } from './line-facts.ts';

/** What a chat keeps of a form besides the form itself: what was typed so far, also into lines out of sight. */
export type FormState = {
  /** Present texts (lists for multi) by field; a field that is not here shows its first value. */
  values?: Readonly<Record<string, string | string[] | undefined>>;
  /** What was shown for the values of search fields. */
  labels?: Readonly<Record<string, string>>;
  lines?: readonly LineValue[];
  /** The usual items of the customer that was chosen last, by the value of its field. */
  usual?: { of: string; items: readonly Choice[] };
  /** The customer whose prices the lines show, by the value of its field; missing: that of the form as it came. */
  pricedFor?: string;
  /** The pages of the fields and of the lines that are shown, from 1. */
  fieldsPage?: number;
  linesPage?: number;
  /** Sentences by field; `''` is the whole form. */
  errors?: Readonly<Record<string, string>>;
  /**
   * Grows when lines get other numbers. It is part of the ids of their inputs: chats keep what was typed under an old id,
   * and would show it in the wrong line.
   */
  version?: number;
};

export type LinesField = Extract<FormField, { kind: 'lines' }>;

export const linesField = (form: Pick<SealedForm, 'fields'>): LinesField | undefined =>
  form.fields.find((f): f is LinesField => f.kind === 'lines');

/** What a line is typed into. */
export const cells = ['sku', 'quantity', 'price', 'discount'] as const;
export type CellName = (typeof cells)[number];

const blank: LineValue = { sku: '', quantity: '' };

/** The lines of a form as they are now; there is always one to type into. */
export function linesOf(form: Pick<SealedForm, 'fields'>, state: FormState): readonly LineValue[] {
  const lines = state.lines ?? linesField(form)?.value ?? [];
  return lines.length > 0 ? lines : [blank];
}

/** Whether anything was entered into a line; the desk leaves the others out. */
export const isFilled = ({ sku, quantity, price, discount }: LineValue): boolean =>
  [sku, quantity, price, discount].some((text) => Boolean(text?.trim()));

/** A line with another quantity, for which its price may be another one: which it was for is kept until it is asked for. */
export function withQuantity(line: LineValue, quantity: string): LineValue {
  const isKnown = quantity === line.quantity || line.listPrice === undefined;
  return { ...line, quantity, ...(!isKnown && { pricedAt: line.pricedAt ?? line.quantity }) };
}

/** Whether the price that a line shows is for another quantity than it has now. */
export const isPricedOtherwise = ({ quantity, pricedAt, isGone }: LineValue): boolean =>
  pricedAt !== undefined && pricedAt !== quantity && !isGone;

/** The value of a field as it is now. */
export function presentValue(field: FormField, { values }: FormState): string | string[] | undefined {
  if (values && Object.hasOwn(values, field.name)) return values[field.name];
  return field.kind === 'file' || field.kind === 'lines' ? undefined : field.value;
}

/** A line as the desk is sent it: what is only shown is left out. */
const sentLine = ({ sku, quantity, price, discount }: LineValue): LineValue => ({
  sku,
  quantity,
  ...(price && { price }),
  ...(discount && { discount }),
});

/** What the form brings: every field, and all its lines but the empty ones. */
export function sentValues(form: Pick<SealedForm, 'fields'>, state: FormState): FormValues {
  const values = form.fields.map((field) => {
    if (field.kind !== 'lines') return [field.name, presentValue(field, state)] as const;
    return [field.name, linesOf(form, state).filter(isFilled).map(sentLine)] as const;
  });
  return Object.fromEntries(values);
}

/** Whether the lines show what a customer pays; in a form of agreed prices nobody's are shown. */
export const showsPrices = (form: Pick<SealedForm, 'fields'>): boolean => linesField(form)?.customer !== undefined;

/** The field of the customer whom the lines are for. */
export const customerField = (form: Pick<SealedForm, 'fields'>): string | undefined => {
  const list = linesField(form);
  return list?.customer ?? list?.usual?.of;
};

/** The customer whom the lines are for, as the field holds it now. */
function customerNow(form: Pick<SealedForm, 'fields'>, state: FormState): string {
  const name = customerField(form);
  const field = form.fields.find((f) => f.name === name);
  return field ? [presentValue(field, state) ?? ''].flat().join(' ').trim() : '';
}

/** The customer whose usual items are not known yet; undefined where nothing is to be asked. */
export function usualToAsk(form: Pick<SealedForm, 'fields'>, state: FormState): string | undefined {
  if (!linesField(form)?.usual) return undefined;
  const known = state.usual?.of ?? customerNow(form, {});
  const now = customerNow(form, state);
  return now === known ? undefined : now;
}

/** The customer whose prices the lines do not show yet; undefined where nothing is to be asked. */
export function pricesToAsk(form: Pick<SealedForm, 'fields'>, state: FormState): string | undefined {
  if (!linesField(form)?.customer) return undefined;
  const now = customerNow(form, state);
  return now === (state.pricedFor ?? customerNow(form, {})) ? undefined : now;
}

/** For whom and how much the product of a line is looked up; undefined in forms that show no prices of a customer. */
export function askedFor(
  form: Pick<SealedForm, 'fields'>,
  state: FormState,
  line?: Pick<LineValue, 'quantity'>,
): AskedFor | undefined {
  const list = linesField(form);
  if (!list?.customer) return undefined;
  return { customer: customerNow(form, state), quantity: line?.quantity, currency: list.currency };
}

/** The usual items to offer: those of the customer who is chosen now, but what a line has already. */
export function usualNow(form: Pick<SealedForm, 'fields'>, state: FormState): readonly Choice[] {
  if (usualToAsk(form, state) !== undefined) return [];
  const items = state.usual?.items ?? linesField(form)?.usual?.items ?? [];
  const taken = new Set(linesOf(form, state).map((line) => line.sku));
  return items.filter((item) => !taken.has(item.value));
}

/** A usual item as a line: the usual quantity at today's price. */
export const usualLine = (item: Choice): LineValue => ({
  sku: item.value,
  quantity: item.quantity ?? '',
  ...factsOf(item),
});

/** What a product that was chosen brings into its line. */
export const chosenLine = ({ quantity, price, discount }: LineValue, product: Choice): LineValue => ({
  ...{ sku: product.value, quantity, price, discount },
  ...factsOf(product),
});

/** What a button of a form asks for: a line more, a usual item, a line less, or another page of lines or fields. */
export type FormAction =
  | { kind: 'add' }
  | { kind: 'take'; sku: string }
  | { kind: 'remove'; line: number }
  | { kind: 'lines'; page: number }
  | { kind: 'fields'; page: number };

/** The state after such a button; what was wrong is no longer known once lines have other numbers. */
export function afterFormAction(form: Pick<SealedForm, 'fields'>, state: FormState, action: FormAction): FormState {
  const lines = linesOf(form, state);
  switch (action.kind) {
    case 'fields':
      return { ...state, fieldsPage: action.page };
    case 'lines':
      return { ...state, linesPage: action.page };
    case 'add':
      // No page has this number: the last one is shown.
      return { ...state, lines: [...lines, blank], linesPage: lines.length + 2 };
    case 'take':
      return taken(form, state, action.sku);
    case 'remove': {
      const left = lines.filter((_, i) => i !== action.line);
      return { ...state, lines: left, errors: undefined, version: (state.version ?? 0) + 1 };
    }
  }
}

/** The state with a usual item: in the first empty line, or in one more. What is there already is not taken twice. */
function taken(form: Pick<SealedForm, 'fields'>, state: FormState, sku: string): FormState {
  const item = usualNow(form, state).find((one) => one.value === sku);
  if (!item) return state;
  const lines = linesOf(form, state);
  const empty = lines.findIndex((line) => !isFilled(line));
  if (empty < 0) return { ...state, lines: [...lines, usualLine(item)], linesPage: lines.length + 2 };
  const filled = lines.map((line, i) => (i === empty ? usualLine(item) : line));
  return { ...state, lines: filled, errors: undefined, version: (state.version ?? 0) + 1 };
}

/** The state without empty lines, so that the desk's numbers of lines are those that are shown. */
export function withoutBlankLines(form: Pick<SealedForm, 'fields'>, state: FormState): FormState {
  const lines = linesOf(form, state);
  const filled = lines.filter(isFilled);
  return filled.length === lines.length ? state : { ...state, lines: filled, version: (state.version ?? 0) + 1 };
}

/** Where a sentence of the desk belongs. */
export type ErrorPlace =
  | { kind: 'top' }
  | { kind: 'field'; field: FormField }
  | { kind: 'line'; line: number; cell: string };

/**
 * Finds the place of a field error: `''`, `notes`, `lines`, `lines.2` or `lines.2.quantity`. The desk numbers the filled
 * lines from 0 and leaves empty ones out.
 */
export function placeOf(name: string, form: Pick<SealedForm, 'fields'>, state: FormState): ErrorPlace {
  const field = form.fields.find((f) => f.name === name);
  if (field) return { kind: 'field', field };
  const [, list, number, cell = ''] = /^(.+?)\.(\d{1,6})(?:\.(\w+))?$/.exec(name) ?? [];
  if (list === undefined || list !== linesField(form)?.name) return { kind: 'top' };
  const filled = linesOf(form, state).flatMap((one, i) => (isFilled(one) ? [i] : []));
  const line = filled[Number(number)];
  return line === undefined ? { kind: 'top' } : { kind: 'line', line, cell };
}
