import { Unzip, UnzipInflate } from 'fflate';
import type { GridRow } from './grid.ts';

/** A sheet as texts, without the rows that have nothing in them. */
export type Sheet = { name: string; rows: GridRow[] };

/** Why a workbook is not read. */
export type WorkbookTrouble = 'broken' | 'large' | 'rows';

/** What a workbook must not be larger than: bytes unpacked, parts, and rows with something in them in all its sheets. */
export type WorkbookLimits = { bytes: number; parts: number; rows: number };

/** A workbook is not read, with the reason. */
export class WorkbookError extends Error {
  readonly trouble: WorkbookTrouble;
  constructor(trouble: WorkbookTrouble, options?: ErrorOptions) {
    super(trouble, options);
    this.trouble = trouble;
  }
}

/** Unpacks a workbook part by part and forgets it, to see how much it really is: what it says of itself may be a lie. */
function checkSize(bytes: Uint8Array, { bytes: most, parts: mostParts }: WorkbookLimits): void {
  let [size, parts] = [0, 0];
  const unzip = new Unzip((part) => {
    parts += 1;
    if (parts > mostParts) throw new WorkbookError('large');
    part.ondata = (error, data) => {
      if (error) throw error;
      size += data.byteLength;
      if (size > most) throw new WorkbookError('large');
    };
    part.start();
  });
  unzip.register(UnzipInflate);
  const step = 64 * 1024;
  for (let at = 0; at < bytes.byteLength; at += step)
    unzip.push(bytes.subarray(at, at + step), at + step >= bytes.byteLength);
}

/** A number as Excel shows it, with 15 digits: what sums leave behind them (0.30000000000000004) is not meant. */
const numberText = (n: number): string => String(Number(n.toPrecision(15)));

type Value = string | number | boolean | Date | null;

function textOf(value: Value): string {
  if (value === null) return '';
  if (typeof value === 'number') return numberText(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  return typeof value === 'boolean' ? String(value).toUpperCase() : value.trim();
}

const rowOf = (cells: readonly Value[], at: number): GridRow => ({
  row: at + 1,
  cells: cells.map(textOf),
  exact: cells.flatMap((cell, i) => (typeof cell === 'number' || cell instanceof Date ? [i] : [])),
});

/** Reads the sheets of a workbook (.xlsx). Throws a `WorkbookError`. */
export async function readSheets(bytes: Uint8Array, limits: WorkbookLimits): Promise<Sheet[]> {
  try {
    checkSize(bytes, limits);
    const { default: read } = await import('read-excel-file/node');
    const found = (await read(Buffer.from(bytes), { trim: false })) as { sheet: string; data: Value[][] }[];
    const sheets = found.map(({ sheet, data }) => ({
      name: sheet,
      rows: data.map(rowOf).filter(({ cells }) => cells.some((cell) => cell !== '')),
    }));
    if (sheets.reduce((sum, { rows }) => sum + rows.length, 0) > limits.rows) throw new WorkbookError('rows');
    return sheets.filter(({ rows }) => rows.length > 0);
  } catch (error) {
    throw error instanceof WorkbookError ? error : new WorkbookError('broken', { cause: error });
  }
}
