import { DeskError } from '../../errors.ts';
import type { FileRow } from '../csv.ts';
import type { Row } from '../table/row-reader.ts';

/** The texts of a row by column. Throws where there are more of them than columns: any of them may have shifted. */
export function cellsOf(row: FileRow): Row {
  if (row.surplus !== undefined) throw new DeskError('error.row_surplus', { text: row.surplus });
  return row.values;
}
