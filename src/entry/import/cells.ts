import { DeskError } from '../../errors.ts';
import { quantityScale } from '../../money.ts';
import type { FileRow } from '../csv.ts';
import { labelOf, type Row, type RowReader } from '../table/row-reader.ts';
import type { Rejection, Unit } from './types.ts';

/** The texts of a row by column. Throws where there are more of them than columns: any of them may have shifted. */
export function cellsOf(row: FileRow): Row {
  if (row.surplus !== undefined) throw new DeskError('error.row_surplus', { text: row.surplus });
  return row.values;
}

/** The quantity of a line, thousandths: it has one, and it is not nought. What is wrong is kept by the reader. */
export function quantityOf(read: RowReader, row: FileRow): number | undefined {
  read.required('quantity');
  const quantity = read.decimal('quantity', quantityScale, '12.5');
  if (quantity === 0) read.fail('error.import_quantity', 'quantity', { text: row.values.quantity ?? '' });
  return quantity;
}

/** The first text that a column has in some rows. */
export const firstOf = (rows: readonly FileRow[], column: string): string | undefined =>
  rows.map((row) => row.values[column]?.trim()).find((text) => text !== undefined && text !== '');

/** The rows of an order that say something else than its first ones in columns that are the order's, not the line's. */
export function disagreements(unit: Unit, shared: readonly string[]): Rejection[] {
  return unit.rows.flatMap((row) => {
    const reasons = shared
      .filter((column) => row.values[column]?.trim() && row.values[column]?.trim() !== firstOf(unit.rows, column))
      .map((column) => new DeskError('error.import_rows_disagree', { key: unit.key, field: labelOf(column) }));
    return reasons.length ? [{ row, reasons }] : [];
  });
}

/** What the rows of an order note, each note once. */
export const notesOf = (rows: readonly FileRow[]): string =>
  [...new Set(rows.flatMap((r) => r.values.note?.trim() || []))].join('; ');
