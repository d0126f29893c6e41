import { headerColumns } from '../csv.ts';
import { type Grid, type GridRow, isBlank, isNothing } from '../table/grid.ts';
import { batchColumns, neededColumns } from './columns.ts';

/** Rows among which the header is looked for: titles and notes may stand above it. */
const looked = 20;

/** The header of a table, or a row of empty cells where no row names a column, and the rows that are read. */
export type Head = { header: GridRow; isNamed: boolean; rows: readonly GridRow[] };

/** A number or a date: no name of a column. */
const isValue = (cell: string): boolean => /^[\s\d.,:/'’%¥$€£+-]+$/.test(cell);

/** Cells that read like names of columns: several, each another, none of them a value. */
function namesIn({ cells }: GridRow): number {
  const said = cells.map((cell) => cell.trim()).filter((cell) => !isNothing(cell));
  const isNamed = said.length > 1 && new Set(said).size === said.length && !said.some(isValue);
  return isNamed ? said.length : 0;
}

const knownIn = ({ cells }: GridRow): number => {
  const found = headerColumns(cells, batchColumns).flatMap((column) => column?.name ?? []);
  return new Set(found).size;
};

const most = (rows: readonly GridRow[], weigh: (row: GridRow) => number): { row?: GridRow; weight: number } =>
  rows.reduce<{ row?: GridRow; weight: number }>(
    (best, row) => (weigh(row) > best.weight ? { row, weight: weigh(row) } : best),
    { weight: 0 },
  );

/** How a text is built: `B210` and `A7` alike, `10 pcs` and `7 pcs`. */
const shapeOf = (cell: string): string =>
  cell
    .trim()
    .replace(/\p{L}+/gu, 'a')
    .replace(/\d+/g, '0');

/** Whether two rows have a code or an amount built alike in one place: both are data then, and none names the columns. */
const isLike = ({ cells }: GridRow, other: GridRow | undefined): boolean =>
  cells.some((cell, i) => /\d/.test(cell) && shapeOf(cell) === shapeOf(other?.cells[i] ?? ''));

/**
 * The row that names the columns: of the first ones that which names most columns that are known; where none names two,
 * the first that reads most like names, else the first row of all if it names one. None where all rows are data.
 */
export function headerRowOf({ rows }: Grid): GridRow | undefined {
  const first = rows.filter((row) => !isBlank(row)).slice(0, looked);
  const known = most(first, knownIn);
  if (known.weight >= 2) return known.row;
  const alone = first.filter((row, i) => !isLike(row, first[i - 1]) && !isLike(row, first[i + 1]));
  return most(alone, namesIn).row ?? first.slice(0, 1).find((row) => knownIn(row) > 0);
}

/** How many cells most rows have: what stands behind them in another may have shifted. */
function widthOf(rows: readonly GridRow[]): number {
  const counts = new Map<number, number>();
  for (const { cells } of rows) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  return [...counts].reduce((best, one) =>
    one[1] > best[1] || (one[1] === best[1] && one[0] > best[0]) ? one : best,
  )[0];
}

/** The header of a table and the rows below it; where no row names a column, all rows. Undefined where none says anything. */
export function headOf(grid: Grid): Head | undefined {
  const header = headerRowOf(grid);
  if (header) return { header, isNamed: true, rows: rowsBelow(grid, header) };
  const rows = grid.rows.filter((row) => !isBlank(row));
  if (rows.length === 0) return undefined;
  return { header: { row: 0, cells: new Array<string>(widthOf(rows)).fill('') }, isNamed: false, rows };
}

const isSame = (a: GridRow, b: GridRow): boolean =>
  a.cells.length === b.cells.length && a.cells.every((cell, i) => cell.trim() === b.cells[i]?.trim());

/** The rows below the header that say something, and that are not the header again. */
const rowsBelow = ({ rows }: Grid, header: GridRow): GridRow[] =>
  rows.filter((row) => row.row > header.row && !isBlank(row) && !isSame(row, header));

/** The columns that a header names, by the place of their header; one that is named twice is none. */
export function columnsOf(header: readonly string[]): Record<string, number> {
  const found = headerColumns(header, batchColumns);
  const names = found.map((column) => column?.name.replaceAll(' ', '_'));
  return Object.fromEntries(
    names.flatMap((name, i) =>
      name && names.indexOf(name) === i && names.lastIndexOf(name) === i ? [[name, i] as const] : [],
    ),
  );
}

/** Columns that have to be there and are not. */
export const missingIn = (columns: Readonly<Record<string, number>>): string[] =>
  neededColumns.filter((name) => columns[name] === undefined);
