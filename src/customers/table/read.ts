import { type CsvFile, headerColumns, tableFrom } from '../../entry/csv.ts';
import { columns } from '../../entry/table/columns.ts';
import { type Grid, type GridRow, isBlank } from '../../entry/table/grid.ts';
import { openTable } from '../../entry/table/open.ts';
import { pastedRows } from '../../entry/table/pasted.ts';
import { DeskError } from '../../errors.ts';

/** Customers that one table in chat has at most: more are loaded at the command line. */
export const mostCustomers = 1_000;
/** Rows among which the header is looked for: a title may stand above it. */
const looked = 20;

/** A table of customers as it was sent or pasted. */
export type SentTable = { name: string; bytes: Uint8Array };

const names = (cells: readonly string[], table: 'customers' | 'orders' | 'products'): string[] =>
  headerColumns(cells, columns[table]).flatMap((column) => column?.name ?? []);

/** Whether a row names the columns of customers, and not those of orders or products. */
function isHeader({ cells }: GridRow): boolean {
  const own = names(cells, 'customers');
  const products = names(cells, 'products');
  const isOther = names(cells, 'orders').includes('quantity') || products.includes('price');
  return own.includes('code') && own.includes('name') && !isOther && products.length <= own.length;
}

const headerOf = ({ rows }: Grid): GridRow | undefined => rows.slice(0, looked).find(isHeader);

/** Whether a table is one of customers. */
const isCustomers = (grid: Grid): boolean => headerOf(grid) !== undefined;

/** Whether a text that names no command is a table of customers: its first line names their code and name. */
export function looksLikeCustomers(text: string): boolean {
  const [header] = pastedRows(text) ?? [];
  return header !== undefined && isHeader(header);
}

/** Whether a file is a table of customers; what cannot be read is none. */
export async function isCustomerFile({ name, bytes }: SentTable): Promise<boolean> {
  try {
    const open = await openTable(Buffer.from(bytes), name, { isWhole: isCustomers });
    return 'grid' in open && isCustomers(open.grid);
  } catch {
    return false;
  }
}

/** Reads a table of customers. Throws a `DeskError` that says what is wrong with it as a whole. */
export async function readCustomers({ name, bytes }: SentTable): Promise<CsvFile> {
  const open = await openTable(Buffer.from(bytes), name, { isWhole: isCustomers });
  if ('sheets' in open) throw new DeskError('error.customers_sheets', { sheets: open.sheets.join(', ') });
  const { grid } = open;
  const header = headerOf(grid);
  if (!header) {
    const cells = grid.rows[0]?.cells ?? [];
    const missing = ['code', 'name'].filter((name) => !names(cells, 'customers').includes(name));
    throw missing.length > 0
      ? new DeskError('error.columns_missing', { missing: missing.join(', '), found: cells.slice(0, 20).join(', ') })
      : new DeskError('error.customers_none');
  }
  const rows = grid.rows.filter((row) => row.row > header.row && !isBlank(row));
  if (rows.length === 0) throw new DeskError('error.file_empty');
  if (rows.length > mostCustomers) throw new DeskError('error.customers_most', { most: mostCustomers });
  return tableFrom(grid, header.cells, headerColumns(header.cells, columns.customers), rows);
}
