import { headerColumns } from '../csv.ts';
import { pastedRows } from '../table/pasted.ts';
import { batchColumns } from './columns.ts';

/** Whether a text that names no command is a table of orders: rows under a line with two headers or more that we know. */
export function looksLikeTable(text: string): boolean {
  const [header] = pastedRows(text) ?? [];
  const known = header ? headerColumns(header.cells, batchColumns).filter(Boolean) : [];
  return known.length >= 2;
}
