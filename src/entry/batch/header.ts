import { headerColumns } from '../csv.ts';
import { type Grid, type GridRow, isBlank, isNothing } from '../table/grid.ts';
import { batchColumns, neededColumns } from './columns.ts';

/** Rows among which the header is looked for: titles and notes may stand above it. */
const looked = 20;

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

/**
 * The row that names the columns: of the first ones that which names most columns that are known; where none names two,
 * the first that reads most like names; else the first row of all.
 */
export function headerRowOf({ rows }: Grid): GridRow | undefined {
  const first = rows.filter((row) => !isBlank(row)).slice(0, looked);
  const known = most(first, knownIn);
  if (known.weight >= 2) return known.row;
  return most(first, namesIn).row ?? first[0];
}

const isSame = (a: GridRow, b: GridRow): boolean =>
  a.cells.length === b.cells.length && a.cells.every((cell, i) => cell.trim() === b.cells[i]?.trim());

/** The rows below the header that say something, and that are not the header again. */
export const rowsBelow = ({ rows }: Grid, header: GridRow): GridRow[] =>
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
