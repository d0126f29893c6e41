import type { Delimiter, Encoding } from '../csv.ts';

/** One row of a table as texts: its number in the file, and the places of cells whose type the file knows. */
export type GridRow = {
  row: number;
  cells: string[];
  /** Dates and numbers of a workbook: their texts can be read in one way only. */
  exact?: readonly number[];
};

/** A table before anybody knows what its columns are. */
export type Grid = { encoding: Encoding; delimiter: Delimiter; rows: GridRow[] };

/** Whether a cell has nothing to say. */
export const isNothing = (cell: string): boolean => /^(?:null)?$/i.test(cell.trim());

/** Whether a row has nothing to say: databases write `NULL` where there is nothing. */
export const isBlank = ({ cells }: GridRow): boolean => cells.every((cell) => /^(?:null|nan)?$/i.test(cell.trim()));
