import { DeskError, FieldErrors } from '../../errors.ts';
import type { FileRow } from '../csv.ts';
import { hashOfRows } from './compare.ts';
import type { Unit, Verdict } from './types.ts';

/** Files in which each row is a record of its own: the same row twice is skipped, another under the same key is rejected. */
export function oncePerKey(
  rows: readonly FileRow[],
  keyOf: (row: FileRow) => string,
): { units: Unit[]; done: Verdict[] } {
  const units = new Map<string, Unit>();
  const done: Verdict[] = [];
  for (const row of rows) {
    const key = keyOf(row);
    const there = units.get(key);
    if (!there || key === '') units.set(key === '' ? `row ${row.row}` : key, { key, rows: [row] });
    else if (hashOfRows(there.rows) === hashOfRows([row])) done.push('skipped');
    else done.push(rejectedRow(row, new DeskError('error.import_twice', { key })));
  }
  return { units: [...units.values()], done };
}

export const rejectedRow = (row: FileRow, ...reasons: DeskError[]): Verdict => ({ rejected: [{ row, reasons }] });

/** The sentences of what is wrong with a row. Other errors are ours and go on. */
export function reasonsOf(error: unknown): readonly DeskError[] {
  if (error instanceof FieldErrors) return error.errors;
  if (error instanceof DeskError) return [error];
  throw error;
}

/** What `read` gives, or the sentences of what is wrong with it. */
export function attempt<T>(read: () => T): { value: T } | { reasons: readonly DeskError[] } {
  try {
    return { value: read() };
  } catch (error) {
    return { reasons: reasonsOf(error) };
  }
}
