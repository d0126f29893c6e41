import type { SealedForm } from '../../../src/chat/form.ts';
import { limits } from '../limits.ts';
import { cellId, cells, type LinesView, rangeOf } from './lines.ts';
import { type FormState, isFilled, linesField, linesOf } from './state.ts';

/** The lines as the modal shows them, in pages of a size. */
export function linesView(form: Pick<SealedForm, 'fields'>, state: FormState, size: number = limits.lines): LinesView {
  const lines = linesOf(form, state);
  const pages = Math.ceil(lines.length / size);
  const page = Math.min(Math.max(1, Math.trunc(state.linesPage ?? 1) || 1), pages);
  return { lines, size, page, pages, version: state.version ?? 0 };
}

/** Where a sentence of the desk belongs. The desk numbers the filled lines from 0 and leaves empty ones out. */
export type ErrorPlace =
  | { kind: 'top' }
  | { kind: 'field'; name: string }
  | { kind: 'line'; line: number; cell: string };

/** Finds the place of a field error: `''`, `notes`, `lines`, `lines.2` or `lines.2.quantity`. */
export function placeOf(name: string, form: Pick<SealedForm, 'fields'>, state: FormState): ErrorPlace {
  if (form.fields.some((f) => f.name === name)) return { kind: 'field', name };
  const field = linesField(form);
  const [, list, number, cell = ''] = /^(.+?)\.(\d{1,6})(?:\.(\w+))?$/.exec(name) ?? [];
  if (!field || list !== field.name) return { kind: 'top' };
  const lines = linesOf(form, state);
  const line = lines.flatMap((one, i) => (isFilled(one) ? [i] : []))[Number(number)];
  return line === undefined ? { kind: 'top' } : { kind: 'line', line, cell };
}

/** The block at which Slack can show a sentence; undefined where no input of this view is its place. */
export function blockOf(place: ErrorPlace, form: Pick<SealedForm, 'fields'>, view: LinesView): string | undefined {
  if (place.kind === 'top') return undefined;
  const lines = linesField(form);
  const { from, to } = rangeOf(view, view.page);
  if (place.kind === 'line') {
    const cell = cells.find((c) => c === place.cell) ?? 'sku';
    const isShown = lines !== undefined && place.line >= from && place.line < to;
    return isShown ? cellId(lines.name, place.line, cell, view.version) : undefined;
  }
  if (place.name === lines?.name) return cellId(lines.name, from, 'sku', view.version);
  const field = form.fields.find((f) => f.name === place.name);
  const isInput = field !== undefined && !('choices' in field && field.choices.length === 0);
  return isInput ? field.name : undefined;
}
