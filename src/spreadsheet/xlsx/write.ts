import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { DeskError } from '../../errors.ts';
import type { Cell } from '../cell.ts';
import { type Column, cellOf, numberCell, type Sheet } from '../column.ts';
import { neutral } from '../neutral.ts';
import { createSums } from '../sums.ts';
import type { SheetWriter, Sink } from '../writer.ts';
import { columnsXml, rowXml } from './cells.ts';
import { partsOf, sheetPath, spreadsheetMl, xmlHead, xmlPart } from './parts.ts';
import { stylesXml } from './styles.ts';
import { widthsOf } from './widths.ts';
import { columnName, sheetName } from './xml.ts';

/** Rows that are held until the columns have their widths. */
const measured = 100;
/** Characters that are gathered before they are packed. */
const gathered = 64 * 1024;
/** Rows that a spreadsheet holds; some are kept for the head and the sums. */
const mostRows = 1_048_576 - 200;

/** The head stays in view while the rows are scrolled. */
const frozen =
  '<sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews>';

/** A text that is safe also when the sheet is saved as CSV later. */
const safe = (cell: Cell): Cell => (cell && 'text' in cell ? { ...cell, text: neutral(cell.text) } : cell);
const bold = (text: string): Cell => ({ text: neutral(text), bold: true });

/**
 * Writes a sheet as a workbook (XLSX): typed cells, a bold head that stays in view, a filter over the rows, and their sums
 * below. Only the first rows are held, to measure the columns. Throws `error.export_rows` where a spreadsheet has no more rows.
 */
export function createXlsx<R>(sheet: Sheet<R>, sink: Sink): SheetWriter<R> {
  const { columns } = sheet;
  const name = sheetName(sheet.name);
  const sums = createSums(columns);
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    sink(bytes);
  });
  const packed = new ZipDeflate(sheetPath(1), { level: 6 });
  zip.add(packed);
  const head = columns.map(({ label }) => bold(label));
  let first: Cell[][] | undefined = [];
  let rows = 0;
  let text = xmlHead;

  const flush = () => {
    packed.push(Buffer.from(text, 'utf8'));
    text = '';
  };
  const begin = (measuredRows: Cell[][]) => {
    const widths = columnsXml(widthsOf([head, ...measuredRows]));
    text += `<worksheet xmlns="${spreadsheetMl}">${frozen}${widths}<sheetData>${rowXml(1, head)}`;
    for (const [i, cells] of measuredRows.entries()) text += rowXml(i + 2, cells);
    first = undefined;
  };

  return {
    add(row) {
      if (rows >= mostRows) throw new DeskError('error.export_rows', { most: mostRows });
      rows += 1;
      sums.add(row);
      const cells = columns.map((column) => safe(cellOf(column, row)));
      if (first) first.push(cells);
      else text += rowXml(rows + 1, cells);
      if (first?.length === measured) begin(first);
      if (text.length >= gathered) flush();
    },
    end() {
      if (first) begin(first);
      const range = `A1:${columnName(Math.max(0, columns.length - 1))}${rows + 1}`;
      text += `${totalsXml(sheet, sums, rows)}</sheetData><autoFilter ref="${range}"/></worksheet>`;
      packed.push(Buffer.from(text, 'utf8'), true);
      for (const [path, part] of Object.entries({
        ...partsOf([{ name, filtered: range }]),
        'xl/styles.xml': stylesXml(),
      })) {
        const stored = new ZipPassThrough(path);
        zip.add(stored);
        stored.push(xmlPart(part), true);
      }
      zip.end();
    },
  };
}

/** A row of sums: `of` gives a column's; the label stands in the first column that has none. */
function totalRow<R>(columns: readonly Column<R>[], label: string, of: (i: number) => Cell): Cell[] {
  const cells = columns.map((_, i) => of(i));
  const at = cells.indexOf(null);
  return at < 0 ? cells : cells.with(at, bold(label));
}

/**
 * The sums, one row below the rows so that the filter and a pivot table leave them alone. Of one currency they follow the
 * filter (`SUBTOTAL(109,…)`, with the exact sum as its result); of several each has a row with the sum of all rows.
 */
function totalsXml<R>({ columns, totalLabel }: Sheet<R>, sums: ReturnType<typeof createSums<R>>, rows: number): string {
  const all = sums.all();
  if (rows === 0 || all.every((sum) => !sum)) return '';
  const currencies = sums.currencies();
  const cell = (i: number, key: string): Cell => {
    const sum = all[i]?.get(key);
    const made = sum === undefined ? null : numberCell(columns[i]!.kind, sum, key);
    return made && ({ ...made, bold: true } as Cell);
  };
  if (currencies.length <= 1) {
    const key = (i: number) => (columns[i]!.kind === 'money' ? (currencies[0] ?? '') : '');
    const cells = totalRow(columns, totalLabel(), (i) => cell(i, key(i)));
    const formulas = columns.map((_, i) => {
      const letter = columnName(i);
      return all[i] && `SUBTOTAL(109,${letter}2:${letter}${rows + 1})`;
    });
    return rowXml(rows + 3, cells, formulas);
  }
  const plain = columns.some((_, i) => cell(i, '') !== null) ? [''] : [];
  return [...plain, ...currencies]
    .map((key, n) =>
      rowXml(
        rows + 3 + n,
        totalRow(columns, totalLabel(key || undefined), (i) => cell(i, key)),
      ),
    )
    .join('');
}
