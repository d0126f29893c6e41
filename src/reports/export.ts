import { stringify } from 'csv-stringify/sync';
import { moneyDecimal } from '../money.ts';
import type { Row, RowLine } from '../rollups/row.ts';
import { type Locale, type TextKey, t } from '../text/index.ts';
import { groupText, quantity } from './format.ts';
import type { Names } from './names.ts';
import type { Grouping } from './vocabulary.ts';

/** A text that a spreadsheet would take for a formula gets a `'` in front. */
export const neutral = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** What the cells of an export are written with. */
export type ExportOptions = {
  locale: Locale;
  currency: string;
  money: boolean;
  names: Names;
  /** One row per line instead of one per order: for reports by product or category. */
  byLine: boolean;
};

type Cell = (row: Row, line?: RowLine) => string;
type Column = { key: TextKey; cell: Cell };

/** A column of text, which is neutralised; amounts and quantities are plain decimals made here. */
const text = (key: TextKey, of: (row: Row, line?: RowLine) => string | undefined): Column => ({
  key,
  cell: (row, line) => neutral(of(row, line) ?? ''),
});

function columnsOf({ locale, names, currency, money, byLine }: ExportOptions): Column[] {
  const named = (by: Grouping, key: string | undefined) => (key ? groupText(by, { key }, names, locale) : undefined);
  const amount: Cell = (row, line) => moneyDecimal((line ?? row).amount ?? 0, currency);
  return [
    text('report.csv.order', (row) => row.number),
    text('report.csv.date', (row) => row.date),
    text('report.csv.status', (row) => named('status', row.state)),
    text('report.csv.customer_code', (row) => row.customer.code),
    text('report.csv.customer', (row) => row.customer.name),
    text('report.csv.region', (row) => row.customer.region),
    text('report.csv.owner', (row) => named('owner', row.owner)),
    text('report.csv.team', (row) => named('team', row.team)),
    text('report.csv.size', (row) => named('size', row.classes?.size)),
    text('report.csv.urgency', (row) => named('urgency', row.classes?.urgency)),
    text('report.csv.customer_type', (row) => named('customer-type', row.classes?.customer)),
    text('report.csv.promised', (row) => row.promised),
    text('report.csv.shipped', (row) => row.shipped),
    text('report.csv.delivered', (row) => row.delivered),
    ...(byLine ? lineColumns : []),
    ...(money ? [{ key: 'report.csv.amount' as const, cell: amount }] : []),
  ];
}

const lineColumns: Column[] = [
  text('report.csv.sku', (_, line) => line?.sku),
  text('report.csv.product', (_, line) => line?.name),
  text('report.csv.category', (_, line) => line?.category),
  { key: 'report.csv.quantity', cell: (_, line) => quantity(line?.quantity ?? 0) },
];

/** Makes a CSV of rows as they come; `bytes` gives the file, which spreadsheets open with Chinese intact. */
export function createCsv(options: ExportOptions): { add(row: Row): void; bytes(): Uint8Array } {
  const columns = columnsOf(options);
  const write = (cells: string[]) => stringify([cells], { record_delimiter: '\r\n' });
  const parts = [`\ufeff${write(columns.map(({ key }) => t(options.locale, key, { currency: options.currency })))}`];
  const addCells = (row: Row, line?: RowLine) => parts.push(write(columns.map(({ cell }) => cell(row, line))));
  return {
    add(row) {
      if (options.byLine) for (const line of row.lines) addCells(row, line);
      else addCells(row);
    },
    bytes: () => Buffer.from(parts.join(''), 'utf8'),
  };
}
