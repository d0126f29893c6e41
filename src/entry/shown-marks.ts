import { createHash } from 'node:crypto';
import { DeskError, FieldErrors } from '../errors.ts';
import { isMasked } from '../members/mask.ts';
import type { Row } from './table/row-reader.ts';

/**
 * What a form showed of a record, as a mark for each of its columns: with them it is known which of them the person
 * changed, and which somebody else changed meanwhile. Marks, so that no contact and no cost is kept with the form.
 */
export type ShownMarks = Readonly<Record<string, string>>;

const markOf = (value: string | undefined): string =>
  createHash('sha256')
    .update((value ?? '').trim())
    .digest('base64url')
    .slice(0, 16);

/** The marks of some columns, as they are shown. */
export const marksOf = (row: Row, columns: readonly string[]): ShownMarks =>
  Object.fromEntries(columns.map((column) => [column, markOf(row[column])]));

/**
 * The columns of a form that the person changed: those that are not as they were shown, and no mask. What somebody else
 * changed meanwhile to something else is refused at its column: nobody's change is lost unseen. Throws `FieldErrors`.
 */
export function changedColumns(now: Row, given: Row, shown: ShownMarks): string[] {
  const changed = Object.keys(shown).filter(
    (column) => Object.hasOwn(given, column) && !isMasked(given[column]) && markOf(given[column]) !== shown[column],
  );
  const isOvertaken = (column: string) =>
    markOf(now[column]) !== shown[column] && markOf(now[column]) !== markOf(given[column]);
  const errors = changed
    .filter(isOvertaken)
    .map((field) => new DeskError('error.field_meanwhile', { now: now[field] || '—' }, { field }));
  if (errors.length > 0) throw new FieldErrors(errors);
  return changed;
}
