import { DeskError } from '../../errors.ts';
import type { CsvFile } from '../csv.ts';
import type { Unit } from '../import/types.ts';
import type { Grid } from '../table/grid.ts';
import { mostRows, type OpenTable, openTable } from '../table/open.ts';
import { labelOf } from '../table/row-reader.ts';
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

/** A table as rows of cells, and the hash of all that it says; or which sheet of a workbook is meant. */
export type Opened = OpenTable | { asked: Question[] };

/** Whether a table has all the columns that are needed. */
function isWhole(grid: Grid): boolean {
  const header = headerRowOf(grid);
  return header !== undefined && missingIn(columnsOf(header.cells)).length === 0;
}

async function opened(bytes: Buffer, name: string, answers: Answers): Promise<Opened> {
  const open = await openTable(bytes, name, { isWhole, chosen: answers.sheet });
  return 'sheets' in open ? { asked: [{ kind: 'sheet', choices: open.sheets }] } : open;
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
