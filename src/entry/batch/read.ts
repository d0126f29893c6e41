import { createHash } from 'node:crypto';
import { DeskError } from '../../errors.ts';
import { type CsvFile, readCsv } from '../csv.ts';
import type { Unit } from '../import/types.ts';
import { columnKey } from '../table/columns.ts';
import { labelOf } from '../table/row-reader.ts';
import { batchColumns, neededColumns } from './columns.ts';
import { ordersIn } from './group.ts';

/** A table of new orders that was read: its rows by order, and the hash of all that it says. */
export type BatchFile = { file: CsvFile; hash: string; units: Unit[] };

/** Rows that one table has at most: more are several tables. */
export const mostRows = 5_000;
/** Line breaks above which a file is not even read; notes may have some of their own. */
const mostBreaks = mostRows * 4;

/** Files of a kind, by the ends of their names and by the bytes that they begin with. */
type FileKind = { names: RegExp; signs: readonly string[] };

/** ZIP archives (.xlsx, .ods) and old Excel files. */
const workbook: FileKind = { names: /\.(?:xlsx?|xlsm|xlsb|ods|numbers)$/i, signs: ['504b0304', 'd0cf11e0'] };
/** Pictures, sounds, films and documents. */
const noTable: FileKind = {
  names: /\.(?:png|jpe?g|gif|webp|heic|bmp|svg|pdf|docx?|pptx?|mp[34]|mov|opus|m4a|wav|rar|7z)$/i,
  signs: ['89504e47', 'ffd8ff', '47494638', '25504446', '4f676753'],
};

function isOf({ names, signs }: FileKind, bytes: Buffer, name: string): boolean {
  const start = bytes.subarray(0, 4).toString('hex');
  return names.test(name.trim()) || signs.some((sign) => start.startsWith(sign));
}

function breaksIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) count += 1;
  return count;
}

function checkColumns(file: CsvFile): void {
  const present = Object.keys(file.rows[0]?.values ?? {});
  const missing = neededColumns.map((name) => columnKey({ name })).filter((key) => !present.includes(key));
  if (missing.length > 0)
    throw new DeskError('error.batch_columns', {
      missing: { list: missing.map((key) => labelOf(key).text) },
      found: file.header.join(', '),
    });
}

/** Reads a table of new orders. Throws a `DeskError` where it cannot be read as a whole. */
export function readBatch(bytes: Buffer, name: string): BatchFile {
  if (isOf(noTable, bytes, name)) throw new DeskError('error.batch_no_table', { name });
  if (isOf(workbook, bytes, name)) throw new DeskError('error.batch_workbook', { name });
  if (breaksIn(bytes) > mostBreaks) throw new DeskError('error.batch_rows', { most: mostRows });
  const file = readCsv(bytes, batchColumns);
  if (file.rows.length > mostRows) throw new DeskError('error.batch_rows', { most: mostRows });
  checkColumns(file);
  const unknown = file.unknown.filter((header) => header.toLowerCase() !== 'reason');
  const hash = createHash('sha256').update(bytes).digest('hex');
  return { file: { ...file, unknown }, hash, units: ordersIn(file.rows) };
}

/** The key of an order's filing: the same table's same row again is the same order. */
export const requestKey = (hash: string, unit: Unit): string => `batch:${hash}:${unit.rows[0]?.row}`;
