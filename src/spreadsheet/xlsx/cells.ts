import { type Cell, decimal } from '../cell.ts';
import { styleOf } from './styles.ts';
import { cellText, columnName, daySerial, minuteSerial } from './xml.ts';

/** A cell at a place; a number may have the formula that it is the result of. */
function cellXml(cell: NonNullable<Cell>, ref: string, formula?: string): string {
  const head = `<c r="${ref}" s="${styleOf(cell)}"`;
  if ('text' in cell) return `${head} t="inlineStr"><is><t xml:space="preserve">${cellText(cell.text)}</t></is></c>`;
  if ('date' in cell) return `${head}><v>${daySerial(cell.date)}</v></c>`;
  if ('time' in cell) return `${head}><v>${minuteSerial(cell.time)}</v></c>`;
  const written = formula ? `<f>${formula}</f>` : '';
  return `${head}>${written}<v>${decimal(cell.number, cell.digits)}</v></c>`;
}

/** A row of a sheet by its number from 1, with the formulas of some of its cells; nothing where it is empty. */
export function rowXml(n: number, cells: readonly Cell[], formulas: readonly (string | undefined)[] = []): string {
  let inside = '';
  for (const [c, cell] of cells.entries()) if (cell) inside += cellXml(cell, `${columnName(c)}${n}`, formulas[c]);
  return inside && `<row r="${n}">${inside}</row>`;
}

/** The columns of a sheet with their widths in signs. */
export const columnsXml = (widths: readonly number[]): string =>
  `<cols>${widths.map((w, i) => `<col min="${i + 1}" max="${i + 1}" width="${w}" customWidth="1"/>`).join('')}</cols>`;
