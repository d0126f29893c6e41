import { gridOf, headerColumns } from '../csv.ts';
import { batchColumns } from './columns.ts';

/** Signs of the beginning of a text that are looked at. */
const looked = 4_000;

/** A table without the marks that make it a block of code in a chat. */
export const unfenced = (text: string): string => text.replace(/^```[^\S\n]*\n?|\n?```\s*$/g, '');

/** Whether a text that names no command is a table of orders: rows under a line with two headers or more that we know. */
export function looksLikeTable(text: string): boolean {
  if (!/\S[^\n]*\n\s*\S/.test(text)) return false;
  try {
    const [header, ...rows] = gridOf(Buffer.from(unfenced(text.slice(0, looked)))).rows;
    const known = header ? headerColumns(header.cells, batchColumns).filter(Boolean) : [];
    return known.length >= 2 && rows.length > 0;
  } catch {
    return false;
  }
}
