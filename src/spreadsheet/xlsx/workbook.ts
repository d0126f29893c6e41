import { zipSync } from 'fflate';
import type { Cell } from '../cell.ts';
import { columnsXml, rowXml } from './cells.ts';
import { partsOf, sheetPath, spreadsheetMl, xmlPart } from './parts.ts';
import { stylesXml } from './styles.ts';
import { sheetName } from './xml.ts';

/** A sheet of any layout, held whole: a document, as a statement is. */
export type Page = { name: string; widths: readonly number[]; rows: readonly (readonly Cell[])[] };

const pageXml = ({ rows, widths }: Page): string =>
  `<worksheet xmlns="${spreadsheetMl}">${columnsXml(widths)}<sheetData>${rows.map((cells, r) => rowXml(r + 1, cells)).join('')}</sheetData></worksheet>`;

/** The bytes of a workbook (XLSX) of some pages. */
export function workbookOf(pages: readonly Page[]): Uint8Array {
  const texts = {
    ...partsOf(pages.map(({ name }) => ({ name: sheetName(name) }))),
    'xl/styles.xml': stylesXml(),
    ...Object.fromEntries(pages.map((page, i) => [sheetPath(i + 1), pageXml(page)])),
  };
  return zipSync(Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, xmlPart(text)])));
}
