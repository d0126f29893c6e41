import { minorDigits } from '../money.ts';
import { type Cell, shortened } from './cell.ts';

type Of<R, V> = (row: R) => V | undefined;

/**
 * A column of a sheet over rows of a kind: its label, what kind of values it has, and where they are in a row. A column with
 * `total` is summed up below the rows.
 */
export type Column<R> = { label: string } & (
  | { kind: 'text'; of: Of<R, string> }
  /** A whole number. */
  | { kind: 'number'; of: Of<R, number>; total?: true }
  /** Minor units of a currency: of all rows the same, or each row's own. */
  | { kind: 'money'; currency: string | ((row: R) => string); of: Of<R, number>; total?: true }
  /** What one unit costs, in 1/10,000 of the major unit. */
  | { kind: 'price'; currency: string | ((row: R) => string); of: Of<R, number> }
  /** Thousandths. */
  | { kind: 'quantity'; of: Of<R, number>; total?: true }
  /** Basis points, written as percent. */
  | { kind: 'rate'; of: Of<R, number> }
  /** `YYYY-MM-DD`. */
  | { kind: 'date'; of: Of<R, string> }
  /** `YYYY-MM-DD HH:mm`, in the reader's time zone. */
  | { kind: 'dateTime'; of: Of<R, string> }
);

/** A sheet to be written: its name, its columns, and what a row of sums is called; of several currencies each has one. */
export type Sheet<R> = { name: string; columns: readonly Column<R>[]; totalLabel(currency?: string): string };

/** The currency that a row's money in a column is in; undefined of columns that are no money. */
export function currencyOf<R>(column: Column<R>, row: R): string | undefined {
  if (column.kind !== 'money' && column.kind !== 'price') return undefined;
  return typeof column.currency === 'string' ? column.currency : column.currency(row);
}

/** A number of a column as a cell, with as many decimals as it needs; money has those of its currency. */
export function numberCell(kind: Column<unknown>['kind'], value: number | bigint, currency?: string): Cell {
  switch (kind) {
    case 'money':
      return { number: value, digits: minorDigits(currency ?? '') };
    case 'price':
      return shortened(BigInt(value), 4, Math.min(4, minorDigits(currency ?? '')));
    case 'quantity':
      return shortened(BigInt(value), 3, 0);
    case 'rate':
      return { ...shortened(BigInt(value), 4, 2), percent: true };
    default:
      return { number: value, digits: 0 };
  }
}

/** What a row has in a column. */
export function cellOf<R>(column: Column<R>, row: R): Cell {
  const value = column.of(row);
  if (value === undefined || value === '') return null;
  if (typeof value === 'number') return numberCell(column.kind, value, currencyOf(column, row));
  if (column.kind === 'date') return { date: value };
  return column.kind === 'dateTime' ? { time: value } : { text: value };
}
