import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { dateAt } from '../../dates.ts';
import type { Settings } from '../../settings/settings.ts';
import { type CsvFile, readCsv } from '../csv.ts';
import { columnKey, columns, type Table } from '../table/columns.ts';
import { customersImporter } from './customers.ts';
import { ordersImporter } from './orders.ts';
import { paymentsImporter } from './payments.ts';
import { pricesImporter } from './prices.ts';
import { productsImporter } from './products.ts';
import type { ImportContext, Importer, ImportOptions, Rejection, Verdict } from './types.ts';

/** What an import did. Counts are orders, customers, products, prices or payments, not rows. */
export type ImportResult = {
  imported: number;
  updated: number;
  skipped: number;
  rejected: number;
  /** The rows that were not taken, with the reasons, in the order of the file. */
  rejections: Rejection[];
  /** Headers that name no column. */
  unknown: string[];
  file: CsvFile;
};

type Deps = {
  connection: Connection;
  settings: Settings;
  now: Date;
  /** Told after each batch how many units are done. */
  progress?(done: number, all: number): void;
};

/** Small enough that a running desk hardly waits for a batch. */
const batchSize = 50;

const importers: Record<Table, (context: ImportContext, file: CsvFile) => Importer | Promise<Importer>> = {
  customers: customersImporter,
  products: productsImporter,
  prices: pricesImporter,
  orders: ordersImporter,
  payments: paymentsImporter,
};

/**
 * Loads a file. Known keys are recognised, so the same file again changes nothing, and one that was killed in the middle
 * is completed by running it again. Throws a `DeskError` where the file as a whole cannot be read.
 */
export async function runImport(
  deps: Deps,
  table: Table,
  bytes: Buffer,
  options: ImportOptions,
): Promise<ImportResult> {
  const file = readCsv(bytes, table);
  const context: ImportContext = {
    ...options,
    connection: deps.connection,
    settings: deps.settings,
    now: deps.now,
    today: options.asOf ?? dateAt(deps.now, deps.settings.timezone),
    fileHash: createHash('sha256').update(bytes).digest('hex'),
    present: presentColumns(file, table),
  };
  const importer = await importers[table](context, file);
  const verdicts = [...importer.done];
  const units = importer.units;
  const all = units.length + verdicts.length;
  for (let i = 0; i < units.length; i += batchSize) {
    const batch = units.slice(i, i + batchSize);
    verdicts.push(...(await importer.take(batch)));
    deps.progress?.(verdicts.length, all);
  }
  return { ...counted(verdicts), unknown: file.unknown, file };
}

const presentColumns = (file: CsvFile, table: Table): Set<string> => {
  const named = new Set(file.rows.flatMap((row) => Object.keys(row.values)));
  return new Set(columns[table].map(columnKey).filter((name) => named.has(name)));
};

function counted(verdicts: readonly Verdict[]): Omit<ImportResult, 'unknown' | 'file'> {
  const count = (wanted: string) => verdicts.filter((v) => v === wanted).length;
  const refused = verdicts.flatMap((v) => (typeof v === 'object' ? [v.rejected] : []));
  const rejections = refused.flat().sort((a, b) => a.row.row - b.row.row);
  return {
    imported: count('imported'),
    updated: count('updated'),
    skipped: count('skipped'),
    rejected: refused.length,
    rejections,
  };
}
