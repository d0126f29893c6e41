/** What else the prefilled form shows. */
export type Shown = { due?: string; po?: string; terms?: string; notes?: string; unknown?: string[] };

/**
 * One line as a salesperson types it, and what the form then shows: the customer (`A|B` is a choice, best first; empty: none),
 * each line as `SKU quantity @price -discount%` (`word 5 ?A|B` is a word with the products it can mean), and the rest.
 */
export type Row = readonly [typed: string, customer: string, lines: readonly string[], rest?: Shown];

/** A heading of the documentation with its rows; the first of them are the examples that it prints. */
export type Chapter = { en: string; zh: string; rows: readonly Row[] };
