import { gridOf, headerColumns } from '../csv.ts';
import { batchColumns } from './columns.ts';

/** Signs of the beginning of a text that are looked at. */
const looked = 4_000;

/** Whether a text that names no command is a table of orders: rows under a line with two headers or more that we know. */
export function looksLikeTable(text: string): boolean {
  if (!/\S[^\n]*\n\s*\S/.test(text)) return false;
  try {
    const [header, ...rows] = gridOf(Buffer.from(text.slice(0, looked).replace(/^```[^\S\n]*\n?/, ''))).rows;
    const known = header ? headerColumns(header.cells, batchColumns).filter(Boolean) : [];
    return known.length >= 2 && rows.length > 0;
  } catch {
    return false;
  }
}
