import { stringify } from 'csv-stringify/sync';
import { type Cell, decimal } from './cell.ts';
import { cellOf, type Sheet } from './column.ts';
import { neutral } from './neutral.ts';
import type { SheetWriter, Sink } from './writer.ts';

/** Characters that are gathered before they are handed on. */
const gathered = 64 * 1024;

/** A cell as a text: texts are neutralised, numbers plain decimals, shares `12.5%`. */
function textOf(cell: Cell): string {
  if (cell === null) return '';
  if ('text' in cell) return neutral(cell.text);
  if ('date' in cell) return cell.date;
  if ('time' in cell) return cell.time;
  return cell.percent ? `${decimal(cell.number, cell.digits - 2)}%` : decimal(cell.number, cell.digits);
}

/** Writes a sheet as CSV: UTF-8 with its mark, so that spreadsheets read Chinese, CRLF, no sums. */
export function createCsv<R>({ columns }: Sheet<R>, sink: Sink): SheetWriter<R> {
  let text = `\ufeff${line(columns.map(({ label }) => neutral(label)))}`;
  const flush = () => {
    sink(Buffer.from(text, 'utf8'));
    text = '';
  };
  return {
    add(row) {
      text += line(columns.map((column) => textOf(cellOf(column, row))));
      if (text.length >= gathered) flush();
    },
    end: flush,
  };
}

const line = (cells: readonly string[]): string => stringify([[...cells]], { record_delimiter: '\r\n' });
