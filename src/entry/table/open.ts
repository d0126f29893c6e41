import { createHash } from 'node:crypto';
import { DeskError } from '../../errors.ts';
import { gridOf } from '../csv.ts';
import type { Grid } from './grid.ts';
import { sheetsOf } from './workbook.ts';
import type { Sheet } from './workbook-cells.ts';

/** Rows that one table has at most: more are several tables. */
export const mostRows = 20_000;
/** Rows beyond these that a workbook may have in other sheets and above the header. */
const mostAbove = 20_000;
/** Line breaks above which a file is not even read; notes may have some of their own. */
const mostBreaks = mostRows * 4;

/** What tables are called. */
export const tableNames = /\.(?:csv|tsv|txt|xlsx|xlsm)$/i;

/** Files of a kind, by the ends of their names and by the bytes that they begin with. */
type FileKind = { names: RegExp; signs: readonly string[] };

/** Workbooks that are read: ZIP archives. */
const workbook: FileKind = { names: /\.(?:xlsx|xlsm)$/i, signs: ['504b0304'] };
/** Old Excel files, workbooks under a password, and those of other programs. */
const otherBook: FileKind = { names: /\.(?:xls|xlsb|ods|numbers)$/i, signs: ['d0cf11e0'] };
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

const gridOfSheet = ({ rows }: Sheet): Grid => ({ encoding: 'utf8', delimiter: ',', rows });

type Wanted = {
  /** Whether a table has all the columns that are needed: of several sheets the only one that has is meant. */
  isWhole(grid: Grid): boolean;
  /** The sheet that somebody chose. */
  chosen?: string;
};

/** The sheet that is meant: the one that was chosen, the only table, or the only one with all needed columns. */
function sheetIn(sheets: readonly Sheet[], { isWhole, chosen }: Wanted): Sheet | string[] {
  const tables = sheets.filter(({ rows }) => rows.length > 1);
  const named = sheets.find(({ name }) => name === chosen);
  if (named) return named;
  const whole = tables.filter((sheet) => isWhole(gridOfSheet(sheet)));
  const [only] = whole.length === 1 ? whole : tables.length === 1 ? tables : [];
  return only ?? tables.map(({ name }) => name);
}

/** A table as rows of cells, and the SHA-256 of all that it says. */
export type OpenTable = { grid: Grid; hash: string };

/**
 * Opens a CSV text or a workbook; of a workbook with several tables it gives the names of its sheets where none of them is
 * surely meant. Throws a `DeskError` where it is no table, or too long.
 */
export async function openTable(
  bytes: Buffer,
  name: string,
  wanted: Wanted,
): Promise<OpenTable | { sheets: string[] }> {
  if (isOf(noTable, bytes, name)) throw new DeskError('error.batch_no_table', { name });
  if (isOf(otherBook, bytes, name)) throw new DeskError('error.batch_workbook', { name });
  if (!isOf(workbook, bytes, name)) {
    if (breaksIn(bytes) > mostBreaks) throw new DeskError('error.batch_rows', { most: mostRows });
    return { grid: gridOf(bytes), hash: createHash('sha256').update(bytes).digest('hex') };
  }
  const sheet = sheetIn(await sheetsOf(bytes, name, mostRows + mostAbove), wanted);
  if (Array.isArray(sheet) && sheet.length === 0) throw new DeskError('error.file_empty');
  if (Array.isArray(sheet)) return { sheets: sheet };
  // What it says counts, not how it was saved: the same rows saved again are the same table.
  const said = JSON.stringify(sheet.rows.map(({ row, cells }) => [row, ...cells]));
  return { grid: gridOfSheet(sheet), hash: createHash('sha256').update(said).digest('hex') };
}
