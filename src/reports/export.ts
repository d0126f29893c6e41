import type { Exported } from '../audit/export-entry.ts';
import type { Row, RowLine } from '../rollups/row.ts';
import type { Column, Sheet } from '../spreadsheet/index.ts';
import { type Locale, type TextKey, t } from '../text/index.ts';
import { groupText } from './format.ts';
import type { Names } from './names.ts';
import type { Period } from './period.ts';
import type { Grouping } from './vocabulary.ts';

/** What the cells of an export are written with. */
export type ExportOptions = {
  locale: Locale;
  currency: string;
  money: boolean;
  names: Names;
  period: Pick<Period, 'from' | 'to'>;
  /** One row per line instead of one per order: for reports by product or category. */
  byLine: boolean;
};

/** What the audit trail and the answer call the export of a report. */
export const reportExport = ({ from, to }: Pick<Period, 'from' | 'to'>, locale: Locale): Exported => ({
  id: 'report',
  title: t(locale, 'export.report', { from, to }),
});

/** A row of the file: an order, or a line of one. */
export type ExportRow = { row: Row; line?: RowLine };

type Place = Column<ExportRow>;
type Of = (row: Row, line?: RowLine) => string | undefined;

function columnsOf({ locale, names, currency, money, byLine }: ExportOptions): Place[] {
  const label = (key: TextKey) => t(locale, key, { currency });
  const named = (by: Grouping, key: string | undefined) => (key ? groupText(by, { key }, names, locale) : undefined);
  const text = (key: TextKey, of: Of): Place => ({ label: label(key), kind: 'text', of: (at) => of(at.row, at.line) });
  const date = (key: TextKey, of: Of): Place => ({ label: label(key), kind: 'date', of: (at) => of(at.row) });
  const ofLine: Place[] = [
    text('report.csv.sku', (_, line) => line?.sku),
    text('report.csv.product', (_, line) => line?.name),
    text('report.csv.category', (_, line) => line?.category),
    { label: label('report.csv.quantity'), kind: 'quantity', of: ({ line }) => line?.quantity },
  ];
  const amount: Place = {
    label: label('report.csv.amount'),
    kind: 'money',
    currency,
    total: true,
    of: ({ row, line }) => (line ?? row).amount ?? 0,
  };
  return [
    text('report.csv.order', (row) => row.number),
    date('report.csv.date', (row) => row.date),
    text('report.csv.status', (row) => named('status', row.state)),
    text('report.csv.customer_code', (row) => row.customer.code),
    text('report.csv.customer', (row) => row.customer.name),
    text('report.csv.region', (row) => row.customer.region),
    text('report.csv.owner', (row) => named('owner', row.owner)),
    text('report.csv.team', (row) => named('team', row.team)),
    text('report.csv.size', (row) => named('size', row.classes?.size)),
    text('report.csv.urgency', (row) => named('urgency', row.classes?.urgency)),
    text('report.csv.customer_type', (row) => named('customer-type', row.classes?.customer)),
    date('report.csv.promised', (row) => row.promised),
    date('report.csv.shipped', (row) => row.shipped),
    date('report.csv.delivered', (row) => row.delivered),
    ...(byLine ? ofLine : []),
    ...(money ? [amount] : []),
  ];
}

/** The rows of a report as a sheet; who may not read amounts has no column of them. */
export const reportSheet = (options: ExportOptions): Sheet<ExportRow> => ({
  name: `${options.period.from} – ${options.period.to}`,
  columns: columnsOf(options),
  totalLabel: () => t(options.locale, 'export.total'),
});

/** The rows of a file as they come: each order, or each line of it. */
export async function* exportRowsOf(rows: AsyncIterable<Row>, byLine: boolean): AsyncGenerator<ExportRow> {
  for await (const row of rows) {
    if (!byLine) yield { row };
    else for (const line of row.lines) yield { row, line };
  }
}
