import { CsvError, parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import iconv from 'iconv-lite';
import { DeskError } from '../errors.ts';
import { bare } from '../spreadsheet/neutral.ts';
import { markdownRows } from './markdown-table.ts';
import { compact } from './plain.ts';
import { type ColumnOf, columnKey, columns, type Table } from './table/columns.ts';
import type { Grid, GridRow } from './table/grid.ts';
import type { Row } from './table/row-reader.ts';

export type Encoding = 'utf8' | 'utf16' | 'gbk' | 'cp1252';
export type Delimiter = ',' | ';' | '\t';

/** One row: its number in the file (the header is 1), its texts as they were, and by column. */
export type FileRow = {
  row: number;
  cells: string[];
  values: Row;
  /** What stands behind the last column: the row's texts may have shifted. */
  surplus?: string;
};

/** A file that was read. */
export type CsvFile = {
  encoding: Encoding;
  delimiter: Delimiter;
  header: string[];
  rows: FileRow[];
  /** Headers that name no column; their cells are not used. */
  unknown: string[];
};

/** The kind of UTF-16 that a file is in, told by its mark. */
function utf16Of(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes.length % 2 === 1) return undefined;
  const mark = bytes.subarray(0, 2).toString('hex');
  return mark === 'fffe' ? 'utf-16le' : mark === 'feff' ? 'utf-16be' : undefined;
}

/** Text from bytes: UTF-16 with its mark, UTF-8 (with or without a mark) where that is possible, else GBK where it gives Chinese, else cp1252. */
export function decoded(bytes: Buffer): { text: string; encoding: Encoding } {
  const wide = utf16Of(bytes);
  if (wide) return { text: new TextDecoder(wide).decode(bytes), encoding: 'utf16' };
  if (bytes.includes(0)) throw new DeskError('error.file_bytes');
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf8' };
  } catch {
    const chinese = iconv.decode(bytes, 'gbk');
    if (looksChinese(bytes, chinese)) return { text: chinese, encoding: 'gbk' };
    return { text: iconv.decode(bytes, 'win1252'), encoding: 'cp1252' };
  }
}

/**
 * GBK writes a Chinese character in two bytes, so that bytes over 127 come in pairs or longer runs; in Western texts
 * they mostly stand alone between letters.
 */
function looksChinese(bytes: Buffer, text: string): boolean {
  if (text.includes('\ufffd')) return false;
  const highRuns = bytes.toString('latin1').match(/[\x80-\xff]+/g) ?? [];
  const alone = highRuns.filter((run) => run.length === 1).length;
  return /\p{Script=Han}/u.test(text) && alone * 4 < highRuns.length;
}

/** Lines that are looked at for the separator. */
const looked = 20;
/** Signs of a file at whose beginning its delimiter is looked for. */
const lookedSigns = 200_000;
/** A cell in quotation marks, with what stands before it; it may go over several lines. */
const quotedCell = /(^|[,;\t\r\n])"(?:[^"]|"")*"/g;

/** The separator that most of the first lines have, outside quotation marks; of several the one that they have more of. */
function delimiterOf(text: string): Delimiter {
  const start = text.trimStart().slice(0, lookedSigns).replace(quotedCell, '$1');
  const bare = start.split(/\r?\n|\r/, looked).filter((line) => line.trim() !== '');
  const weight = (sign: Delimiter): [number, number] => {
    const counts = bare.map((line) => line.split(sign).length - 1).filter((n) => n > 0);
    return [counts.length, counts.reduce((sum, n) => sum + n, 0)];
  };
  const isMore = ([lines, all]: [number, number], [lines2, all2]: [number, number]) =>
    lines > lines2 || (lines === lines2 && all > all2);
  return ([';', '\t'] as const).reduce<Delimiter>(
    (best, sign) => (isMore(weight(sign), weight(best)) ? sign : best),
    ',',
  );
}

type Parsed = { record: string[]; info: { lines: number } };

function parsed(text: string, delimiter: Delimiter): Parsed[] {
  try {
    const options = { delimiter, bom: true, info: true, relax_column_count: true, skip_empty_lines: true, trim: true };
    const records = parse(text, options) as unknown as Parsed[];
    return records.filter(({ record }) => record.some((cell) => cell !== ''));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new DeskError(
      'error.file_broken',
      { row: Number((error as { lines?: number }).lines ?? 1) },
      { cause: error },
    );
  }
}

/** Which column each header names, by its name or another word for it in either language, whatever the case. */
export function headerColumns(header: readonly string[], known: readonly ColumnOf[]): (ColumnOf | undefined)[] {
  const byWord = new Map<string, ColumnOf>();
  for (const column of known) byWord.set(compact(column.name), column);
  for (const column of known)
    for (const word of column.also) if (!byWord.has(compact(word))) byWord.set(compact(word), column);
  return header.map((text) => byWord.get(compact(text)));
}

function checkHeader(
  header: readonly string[],
  found: readonly (ColumnOf | undefined)[],
  known: readonly ColumnOf[],
): void {
  const names = found.flatMap((column) => (column ? [columnKey(column)] : []));
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) throw new DeskError('error.column_twice', { column: twice });
  const missing = known.filter((c) => c.required && !names.includes(columnKey(c))).map(columnKey);
  if (missing.length)
    throw new DeskError('error.columns_missing', { missing: missing.join(', '), found: header.join(', ') });
}

/**
 * Reads a file of a kind, or with columns of its own. Headers may be in both languages and in any order. Throws a
 * `DeskError` that says what to do.
 */
export function readCsv(bytes: Buffer, table: Table | readonly ColumnOf[]): CsvFile {
  const known = typeof table === 'string' ? columns[table] : table;
  const grid = gridOf(bytes);
  const [first, ...rest] = grid.rows;
  if (!first || rest.length === 0) throw new DeskError('error.file_empty');
  const found = headerColumns(first.cells, known);
  checkHeader(first.cells, found, known);
  return tableFrom(grid, first.cells, found, rest);
}

/** The rows of a text as cells, before anybody knows what they are. Throws where it is no table. */
export function gridOf(bytes: Buffer): Grid {
  const { text, encoding } = decoded(bytes);
  const drawn = markdownRows(text.replace(/^\ufeff/, ''));
  if (drawn) return { encoding, delimiter: ',', rows: drawn };
  const delimiter = delimiterOf(text.replace(/^\ufeff/, ''));
  const rows = parsed(text, delimiter).map(({ record, info }) => ({ row: info.lines, cells: record }));
  return { encoding, delimiter, rows };
}

/** Some rows of a grid by column: `found` says which column each header is. */
export function tableFrom(
  { encoding, delimiter }: Grid,
  header: string[],
  found: readonly (ColumnOf | undefined)[],
  some: readonly GridRow[],
): CsvFile {
  const rows = some.map(({ row, cells }) => ({
    row,
    cells,
    values: valuesOf(cells, found),
    surplus: cells.slice(header.length).find((cell) => cell !== ''),
  }));
  return { encoding, delimiter, header, rows, unknown: header.filter((h, i) => !found[i] && h !== '') };
}

const valuesOf = (cells: readonly string[], found: readonly (ColumnOf | undefined)[]): Row =>
  Object.fromEntries(
    found.flatMap((column, i) => (column ? [[columnKey(column), said(cells[i] ?? '')] as const] : [])),
  );

/** What a cell says; databases write `NULL` where there is nothing. */
const said = (cell: string): string => (/^null$/i.test(cell) ? '' : bare(cell));

/** A table as a CSV text with a byte order mark, so that spreadsheets read its Chinese. */
export const csvText = (
  header: readonly string[],
  rows: readonly (readonly string[])[],
  delimiter: Delimiter = ',',
): string => stringify([header, ...rows], { bom: true, delimiter });
