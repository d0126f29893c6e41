import { type Column, currencyOf } from './column.ts';

/** What a column adds up to by currency, in the column's own units; the key is '' where it is no money. */
type Sums = ReadonlyMap<string, bigint>;

/** Adds up the columns that are to be summed, exactly, while rows pass by. */
export function createSums<R>(columns: readonly Column<R>[]) {
  const sums = columns.map((column) => ('total' in column && column.total ? new Map<string, bigint>() : undefined));
  return {
    add(row: R): void {
      for (const [i, column] of columns.entries()) {
        const value = sums[i] && column.of(row);
        if (typeof value !== 'number') continue;
        const key = currencyOf(column, row) ?? '';
        sums[i]!.set(key, (sums[i]!.get(key) ?? 0n) + BigInt(value));
      }
    },
    /** The sums of each column; undefined where it has none. */
    all: (): readonly (Sums | undefined)[] => sums,
    /** The currencies that were added up, by name. */
    currencies: (): string[] => [...new Set(sums.flatMap((s) => [...(s?.keys() ?? [])]))].filter(Boolean).toSorted(),
  };
}
