import type { FormValues } from '../../chat/form.ts';
import { noColumn } from '../../entry/batch/cards/ask.ts';
import { neededColumns } from '../../entry/batch/columns.ts';
import { DeskError, FieldErrors } from '../../errors.ts';
import { textOf } from './values.ts';

const prefix = 'column.';

/**
 * Which header is which column, by its place, as a form says it; undefined where it was not asked. Throws `FieldErrors`
 * where a needed column has none, or one header is two columns.
 */
export function columnsIn(values: FormValues): Record<string, number> | undefined {
  const names = Object.keys(values).filter((name) => name.startsWith(prefix));
  if (names.length === 0) return undefined;
  const errors: DeskError[] = [];
  const columns: Record<string, number> = {};
  for (const name of names) {
    const text = textOf(values, name);
    const column = name.slice(prefix.length);
    const field = { text: `field.${column}` };
    if (text === undefined || text === noColumn) {
      if ((neededColumns as readonly string[]).includes(column))
        errors.push(new DeskError('error.required', { field }, { field: name }));
    } else if (Object.values(columns).includes(Number(text)))
      errors.push(new DeskError('error.batch_column_twice', { field }, { field: name }));
    else columns[column] = Number(text);
  }
  if (errors.length > 0) throw new FieldErrors(errors);
  return columns;
}

/** What a form says about anything else than columns. */
export function saidIn(values: FormValues): Record<string, string> {
  const names = Object.keys(values).filter((name) => !name.startsWith(prefix));
  return Object.fromEntries(
    names.map((name) => {
      const text = textOf(values, name);
      if (text === undefined) throw new DeskError('error.batch_answer', {}, { field: name });
      return [name, text];
    }),
  );
}
