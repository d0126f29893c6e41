import { type Cell, decimal } from '../cell.ts';

/** Signs that are as wide as two letters: Chinese, full-width, pictures. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/gu;

const least = 8;
const most = 48;

/** How many letters wide a text is: its longest line. */
const widthOf = (text: string): number =>
  Math.max(
    ...text
      .slice(0, 500)
      .split(/\r\n?|\n/)
      .map((line) => line.length + (line.match(wide)?.length ?? 0)),
  );

function cellWidth(cell: Cell): number {
  if (cell === null) return 0;
  if ('text' in cell) return widthOf(cell.text);
  if ('date' in cell) return cell.date.length;
  if ('time' in cell) return cell.time.length;
  const text = decimal(cell.number, cell.digits);
  // Marks between thousands.
  return text.length + Math.floor((text.length - cell.digits) / 3);
}

/** Widths for columns, from the first rows of a sheet: wide enough to read, never as wide as the longest note. */
export const widthsOf = (rows: readonly (readonly Cell[])[]): number[] =>
  (rows[0] ?? []).map((_, c) => {
    const needed = rows.reduce((wideest, cells) => Math.max(wideest, cellWidth(cells[c] ?? null)), 0);
    return Math.min(most, Math.max(least, needed + 2));
  });
