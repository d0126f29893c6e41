import type { GridRow } from './table/grid.ts';

/** The row of strokes under the header, which is what makes a Markdown table one. */
const strokes = /^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$/;

/** The cells of a row: parted by strokes that have no `\` before them, the outer strokes may be left out. */
const cellsOf = (line: string): string[] =>
  line
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => cell.replaceAll('\\|', '|').trim());

/**
 * The rows of a Markdown table, as documents and assistants write them (github.github.com/gfm/#tables-extension-), by their
 * lines in the text; undefined where the text is none.
 */
export function markdownRows(text: string): GridRow[] | undefined {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line, i) => ({ row: i + 1, line: line.trim() }))
    .filter(({ line }) => line !== '');
  const [header, second, ...rest] = lines;
  if (!header?.line.includes('|') || !second?.line.includes('|') || !strokes.test(second.line)) return undefined;
  return [header, ...rest].map(({ row, line }) => ({ row, cells: cellsOf(line) }));
}
