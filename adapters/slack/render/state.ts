import type { FormField, LineValue, SealedForm } from '../../../src/chat/form.ts';

/** What a modal holds besides its form: what was typed so far, which Slack does not keep for lines out of sight. */
export type FormState = {
  /** Present texts (lists for multi) by field; a field that is not here shows its first value. */
  values?: Readonly<Record<string, string | string[] | undefined>>;
  /** What Slack showed for the values of search fields. */
  labels?: Readonly<Record<string, string>>;
  lines?: readonly LineValue[];
  /** The pages of the fields and of the lines that are shown, from 1. */
  fieldsPage?: number;
  linesPage?: number;
  /** Sentences by field; `''` is the whole form. */
  errors?: Readonly<Record<string, string>>;
  /**
   * Grows when lines get other numbers. It is part of their block ids: Slack keeps what was typed under an old id, and
   * would show it in the wrong line.
   */
  version?: number;
};

export type LinesField = Extract<FormField, { kind: 'lines' }>;

export const linesField = (form: Pick<SealedForm, 'fields'>): LinesField | undefined =>
  form.fields.find((f): f is LinesField => f.kind === 'lines');

const blank: LineValue = { sku: '', quantity: '' };

/** The lines of a form as they are now; there is always one to type into. */
export function linesOf(form: Pick<SealedForm, 'fields'>, state: FormState): readonly LineValue[] {
  const lines = state.lines ?? linesField(form)?.value ?? [];
  return lines.length > 0 ? lines : [blank];
}

/** Whether anything was entered into a line; the desk leaves the others out. */
export const isFilled = ({ sku, quantity, price, discount }: LineValue): boolean =>
  [sku, quantity, price, discount].some((text) => Boolean(text?.trim()));

/** The value of a field as it is now. */
export function presentValue(field: FormField, { values }: FormState): string | string[] | undefined {
  if (values && Object.hasOwn(values, field.name)) return values[field.name];
  return field.kind === 'file' || field.kind === 'lines' ? undefined : field.value;
}

/** What a button of a form asks for: a line more, a line less, or another page of lines or fields. */
export type FormAction =
  | { kind: 'add' }
  | { kind: 'remove'; line: number }
  | { kind: 'lines'; page: number }
  | { kind: 'fields'; page: number };

/** Reads the action id of such a button: `line:add`, `line:remove:2`, `line:page:3`, `field:page:2`. */
export function formAction(actionId: string): FormAction | undefined {
  if (actionId === 'line:add') return { kind: 'add' };
  const [, kind, text] = /^(line:remove|line:page|field:page):(\d{1,6})$/.exec(actionId) ?? [];
  const number = Number(text);
  if (kind === 'line:remove') return { kind: 'remove', line: number };
  if (kind === 'line:page') return { kind: 'lines', page: number };
  return kind === 'field:page' ? { kind: 'fields', page: number } : undefined;
}

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
    case 'remove': {
      const left = lines.filter((_, i) => i !== action.line);
      return { ...state, lines: left, errors: undefined, version: (state.version ?? 0) + 1 };
    }
  }
}

/** The state without empty lines, so that the desk's numbers of lines are those that are shown. */
export function withoutBlankLines(form: Pick<SealedForm, 'fields'>, state: FormState): FormState {
  const lines = linesOf(form, state);
  const filled = lines.filter(isFilled);
  return filled.length === lines.length ? state : { ...state, lines: filled, version: (state.version ?? 0) + 1 };
}
