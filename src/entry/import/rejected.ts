import { DeskError } from '../../errors.ts';
import { neutralCell } from '../../spreadsheet/neutral.ts';
import type { Locale } from '../../text/index.ts';
import { type CsvFile, csvText, type FileRow } from '../csv.ts';
import type { Rejection, Unit } from './types.ts';

/**
 * The rejections of a unit, with its other rows added: what goes back to the person is the whole order, ready to be
 * corrected and imported again.
 */
export function wholeUnit(unit: Unit, rejected: readonly Rejection[]): Rejection[] {
  const named = new Set<FileRow>(rejected.map((r) => r.row));
  const other = new DeskError('error.import_other_row', { key: unit.key });
  const rest = unit.rows.filter((row) => !named.has(row)).map((row) => ({ row, reasons: [other] }));
  return [...rejected, ...rest];
}

/** What the rows to correct of a file are called. */
export const rejectedName = (name: string): string => `${name.replace(/(?:\.rejected)?\.\w{1,5}$/, '')}.rejected.csv`;

/**
 * The rejected rows as they were, with a `reason` column, in the person's language. Cells behind the last column stay
 * behind it, so that such a row is not taken for a right one the next time. What a spreadsheet would run as a formula gets
 * an apostrophe, which reading takes away again.
 */
export function rejectedCsv(file: CsvFile, rejections: readonly Rejection[], locale: Locale): string {
  const kept = file.header.map((name, i) => ({ name, i })).filter(({ name }) => name.toLowerCase() !== 'reason');
  const rows = rejectedRows(rejections).map(({ row, reasons }) => [
    ...kept.map(({ i }) => neutralCell(row.cells[i] ?? '')),
    neutralCell(reasons.map((reason) => reason.sentence(locale)).join(' ')),
    ...row.cells.slice(file.header.length).map(neutralCell),
  ]);
  return csvText([...kept.map(({ name }) => neutralCell(name)), 'reason'], rows, file.delimiter);
}

/** One entry per row, with all its reasons. */
function rejectedRows(rejections: readonly Rejection[]): Rejection[] {
  const rows = new Map<FileRow, Rejection>();
  for (const { row, reasons } of rejections) {
    const there = rows.get(row);
    rows.set(row, { row, reasons: there ? [...there.reasons, ...reasons] : reasons });
  }
  return [...rows.values()];
}
