import type { Cell } from '../cell.ts';
import { spreadsheetMl } from './parts.ts';

/** How numbers are shown, in the order of their styles; each is there plain and bold. */
const formats = [
  'General',
  'yyyy\\-mm\\-dd',
  'yyyy\\-mm\\-dd hh:mm',
  '#,##0',
  '#,##0.0',
  '#,##0.00',
  '#,##0.000',
  '#,##0.0000',
  '0%',
  '0.0%',
  '0.00%',
];
const [date, time, numbers, percents] = [1, 2, 3, 8];
/** Decimals that are shown at most; what is behind them is kept in the cell. */
const most = { number: 4, percent: 2 };

/** Formats of one's own have numbers from 164 on; 0 is `General`. */
const formatId = (i: number): number => (i === 0 ? 0 : 170 + i);

function formatOf(cell: NonNullable<Cell>): number {
  if ('text' in cell) return 0;
  if ('date' in cell) return date;
  if ('time' in cell) return time;
  return cell.percent
    ? percents + Math.min(most.percent, Math.max(0, cell.digits - 2))
    : numbers + Math.min(most.number, cell.digits);
}

/** The number of the style that a cell is shown with. */
export const styleOf = (cell: NonNullable<Cell>): number => formatOf(cell) * 2 + ('bold' in cell && cell.bold ? 1 : 0);

/** All styles of a workbook. */
export function stylesXml(): string {
  const own = formats.flatMap((code, i) =>
    i === 0 ? [] : [`<numFmt numFmtId="${formatId(i)}" formatCode="${code}"/>`],
  );
  const shown = (id: number, font: number) =>
    `<xf numFmtId="${id}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`;
  const all = formats.flatMap((_, i) => [shown(formatId(i), 0), shown(formatId(i), 1)]);
  const font = (bold: string) => `<font>${bold}<sz val="11"/><name val="Calibri"/></font>`;
  return `<styleSheet xmlns="${spreadsheetMl}"><numFmts count="${own.length}">${own.join('')}</numFmts><fonts count="2">${font('')}${font('<b/>')}</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="${all.length}">${all.join('')}</cellXfs></styleSheet>`;
}
