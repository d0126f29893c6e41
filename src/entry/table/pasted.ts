import { gridOf } from '../csv.ts';
import type { GridRow } from './grid.ts';

/** Signs of the beginning of a text that are looked at. */
const looked = 4_000;

/** A table without the marks that make it a block of code in a chat. */
export const unfenced = (text: string): string => text.replace(/^```[^\S\n]*\n?|\n?```\s*$/g, '');

/** The first rows of a text, where it can be a table: several lines, of which the first may be a header. */
export function pastedRows(text: string): GridRow[] | undefined {
  if (!/\S[^\n]*\n\s*\S/.test(text)) return undefined;
  try {
    const { rows } = gridOf(Buffer.from(unfenced(text.slice(0, looked))));
    return rows.length > 1 ? rows : undefined;
  } catch {
    return undefined;
  }
}
