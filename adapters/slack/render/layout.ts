import type { FormField, SealedForm } from '../../../src/chat/form.ts';
import { cells, type ErrorPlace, type FormState, linesField, linesOf, usualNow } from '../../../src/chat/form-state.ts';
import { limits } from '../limits.ts';
import { cellId, type LinesView, rangeOf } from './lines.ts';

type Fields = Pick<SealedForm, 'fields'>;

const within = (page: number | undefined, pages: number): number =>
  Math.min(Math.max(1, Math.trunc(page ?? 1) || 1), Math.max(1, pages));

/** The fields that a modal shows of a form. */
export type FieldsView = { fields: readonly FormField[]; page: number; pages: number; from: number };

/** The fields as the modal shows them, in pages where there are many. */
export function fieldsView({ fields }: Fields, state: FormState): FieldsView {
  const pages = Math.ceil(fields.length / limits.formFields);
  const page = within(state.fieldsPage, pages);
  const from = (page - 1) * limits.formFields;
  return { fields: fields.slice(from, from + limits.formFields), page, pages, from };
}

/** The lines as the modal shows them, in pages of a size. */
export function linesView(form: Fields, state: FormState, size: number = limits.lines): LinesView {
  const lines = linesOf(form, state);
  const pages = Math.ceil(lines.length / size);
  return {
    lines,
    size,
    page: within(state.linesPage, pages),
    pages,
    version: state.version ?? 0,
    usual: usualNow(form, state),
  };
}

/** What of a form is in sight. */
export type Sight = { fields: FieldsView; lines: LinesView };

const isInput = (field: FormField): boolean => !('choices' in field && field.choices.length === 0);

/** The block at which Slack can show a sentence; undefined where no input of this view is its place. */
export function blockOf(place: ErrorPlace, form: Fields, { fields, lines }: Sight): string | undefined {
  if (place.kind === 'top') return undefined;
  const list = linesField(form);
  const field = place.kind === 'line' ? list : place.field;
  if (!field || !fields.fields.includes(field) || !isInput(field)) return undefined;
  if (place.kind === 'field' && field !== list) return field.name;
  const { from, to } = rangeOf(lines, lines.page);
  const line = place.kind === 'line' ? place.line : from;
  const cell = (place.kind === 'line' && cells.find((c) => c === place.cell)) || 'sku';
  return line >= from && line < to ? cellId(field.name, line, cell, lines.version) : undefined;
}

/** The present page, or the first of the wanted ones when it is none of them. */
const pageFor = (present: number, wanted: readonly number[]): number =>
  wanted.length === 0 || wanted.includes(present) ? present : Math.min(...wanted);

/** The state turned to the pages on which something is wrong. */
export function turnedTo(places: readonly ErrorPlace[], form: Fields, state: FormState, sight: Sight): FormState {
  const indexOf = (place: ErrorPlace): number => {
    if (place.kind === 'top') return -1;
    return form.fields.indexOf((place.kind === 'line' ? linesField(form) : place.field) as FormField);
  };
  const fieldPages = places.map(indexOf).filter((i) => i >= 0);
  const linePages = places.flatMap((p) => (p.kind === 'line' ? [Math.floor(p.line / sight.lines.size) + 1] : []));
  return {
    ...state,
    fieldsPage: pageFor(
      sight.fields.page,
      fieldPages.map((i) => Math.floor(i / limits.formFields) + 1),
    ),
    linesPage: pageFor(sight.lines.page, linePages),
  };
}
