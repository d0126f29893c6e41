import { createHash } from 'node:crypto';
import { DeskError } from '../../errors.ts';
import { type CsvFile, gridOf } from '../csv.ts';
import type { Unit } from '../import/types.ts';
import type { Grid } from '../table/grid.ts';
import { labelOf } from '../table/row-reader.ts';
import { sheetsOf } from '../table/workbook.ts';
import type { Sheet } from '../table/workbook-cells.ts';
import type { Answers } from './answers.ts';
import { neededColumns } from './columns.ts';
import { columnsOf, headerRowOf, headOf, missingIn } from './header.ts';
import { columnsIn, type HeaderChoice, headerChoices, type Question, recognise } from './recognise.ts';

/** A table of new orders that was read, and the hash of all that it says. */
export type BatchFile = {
  file: CsvFile;
  hash: string;
  /** Rows above the header, which were not read. */
  above: number;
  /** Which header is which column, by its place. */
  columns: Record<string, number>;
};

/** A table as it was sent or pasted, with what was said about it. */
export type Table = { name: string; bytes: Uint8Array; answers?: Answers };

/** Rows that one table has at most: more are several tables. */
export const mostRows = 20_000;
/** Rows beyond these that a workbook may have in other sheets and above the header. */
const mostAbove = 20_000;
/** Line breaks above which a file is not even read; notes may have some of their own. */
const mostBreaks = mostRows * 4;

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

/** A table as rows of cells, and the hash of all that it says; or which sheet of a workbook is meant. */
export type Opened = { grid: Grid; hash: string } | { asked: Question[] };

const needed = (sheet: Sheet): number => {
  const header = headerRowOf(gridOfSheet(sheet));
  return header ? neededColumns.length - missingIn(columnsOf(header.cells)).length : 0;
};

const gridOfSheet = ({ rows }: Sheet): Grid => ({ encoding: 'utf8', delimiter: ',', rows });

/** The sheet that is meant: the one that was chosen, the only table, or the only one with all needed columns. */
function sheetIn(sheets: readonly Sheet[], chosen: string | undefined): Sheet | string[] {
  const tables = sheets.filter(({ rows }) => rows.length > 1);
  const named = sheets.find(({ name }) => name === chosen);
  if (named) return named;
  const whole = tables.filter((sheet) => needed(sheet) === neededColumns.length);
  const [only] = whole.length === 1 ? whole : tables.length === 1 ? tables : [];
  return only ?? tables.map(({ name }) => name);
}

async function opened(bytes: Buffer, name: string, answers: Answers): Promise<Opened> {
  if (isOf(noTable, bytes, name)) throw new DeskError('error.batch_no_table', { name });
  if (isOf(otherBook, bytes, name)) throw new DeskError('error.batch_workbook', { name });
  if (!isOf(workbook, bytes, name)) {
    if (breaksIn(bytes) > mostBreaks) throw new DeskError('error.batch_rows', { most: mostRows });
    return { grid: gridOf(bytes), hash: createHash('sha256').update(bytes).digest('hex') };
  }
  const sheet = sheetIn(await sheetsOf(bytes, name, mostRows + mostAbove), answers.sheet);
  if (Array.isArray(sheet) && sheet.length === 0) throw new DeskError('error.file_empty');
  if (Array.isArray(sheet)) return { asked: [{ kind: 'sheet', choices: sheet }] };
  // What it says counts, not how it was saved: the same rows saved again are the same table.
  const said = JSON.stringify(sheet.rows.map(({ row, cells }) => [row, ...cells]));
  return { grid: gridOfSheet(sheet), hash: createHash('sha256').update(said).digest('hex') };
}

/** The columns of a header line that somebody named before. */
type Remember = (header: readonly string[]) => Promise<Record<string, number> | undefined>;

/**
 * Reads a table of new orders, or gives what has to be asked about it first. Throws a `DeskError` where it cannot be read as
 * a whole.
 */
export async function readBatch(
  { name, bytes, answers = {} }: Table,
  remember: Remember,
): Promise<BatchFile | { asked: Question[] }> {
  const open = await opened(Buffer.from(bytes), name, answers);
  if ('asked' in open) return open;
  const { grid, hash } = open;
  const head = headOf(grid);
  if (!head || head.rows.length === 0) throw new DeskError('error.file_empty');
  if (head.rows.length > mostRows) throw new DeskError('error.batch_rows', { most: mostRows });
  const remembered = answers.columns || !head.isNamed ? undefined : await remember(head.header.cells);
  const result = recognise(grid, head, answers, remembered);
  if ('asked' in result) return { asked: checkedQuestions(result.asked) };
  const { file, above, columns } = result.read;
  const unknown = file.unknown.filter((text) => text.toLowerCase() !== 'reason');
  return { file: { ...file, unknown }, hash, above, columns };
}

/** A table with fewer columns than are needed is refused: there is nothing to choose from. */
function checkedQuestions(asked: Question[]): Question[] {
  for (const question of asked)
    if (question.kind === 'columns' && question.headers.length < neededColumns.length)
      throw new DeskError('error.batch_columns', {
        missing: { list: question.missing.map((key) => labelOf(key).text) },
        found: question.headers.map(({ header, sample }) => header ?? sample).join(', '),
      });
  return asked;
}

/** The header line of a table, if it has one, what can be chosen for its columns, and which of them are known. */
export async function headersOf(
  { name, bytes, answers = {} }: Table,
  remember: Remember,
): Promise<{ header?: string[]; headers: HeaderChoice[]; columns: Record<string, number> }> {
  const open = await opened(Buffer.from(bytes), name, answers);
  const head = 'grid' in open ? headOf(open.grid) : undefined;
  if (!head) throw new DeskError('error.file_empty');
  const line = head.isNamed ? head.header.cells : undefined;
  const columns = columnsIn(head.header, answers.columns ?? (line && (await remember(line))));
  return { header: line, headers: headerChoices(head), columns };
}

/** The first row of an order, by which it is known in its table. */
export const rowOf = (unit: Unit): number => unit.rows[0]?.row ?? 0;

/** The key of an order's filing: the same table's same row again is the same order. */
export const requestKey = (hash: string, unit: Unit): string => `batch:${hash}:${rowOf(unit)}`;

/** The keys of all orders that a table's rows make. */
export const requestKeys = (hash: string): RegExp => new RegExp(`^batch:${hash}:`);

/** The first row of the order that was filed under a key. */
export const keyedRow = (key: string): number => Number(key.slice(key.lastIndexOf(':') + 1));
