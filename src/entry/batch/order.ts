import type { CalendarDate } from '../../dates.ts';
import type { DeskError } from '../../errors.ts';
import { priceScale } from '../../money.ts';
import { longestAddress } from '../../orders/address.ts';
import { futureDate } from '../../orders/draft-input.ts';
import type { LineInput } from '../../orders/lines.ts';
import type { FileRow } from '../csv.ts';
import { closerDate, dayOfMonthName } from '../date-words.ts';
import { cellsOf, disagreements, firstOf, notesOf, quantityOf } from '../import/cells.ts';
import { attempt } from '../import/once.ts';
import type { Rejection, Unit } from '../import/types.ts';
import { type RowReader, readRow } from '../table/row-reader.ts';
import { named } from './group.ts';

/** One line as its row gives it: the product as it is written there. */
export type BatchLine = { row: FileRow; product: string } & Omit<LineInput, 'sku'>;

/** A new order as its rows give it. */
export type BatchOrder = {
  /** As it is written: a code or a name. */
  customer: string;
  requestedDate?: CalendarDate;
  poNo?: string;
  shipTo?: string;
  notes?: string;
  lines: BatchLine[];
};

/** Columns that are the order's, not the line's. */
const shared = ['customer', 'requested_at', 'po_no', 'ship_to'];

/** A date, also one without a year whose month is named: the next such day, unless the one that passed lies nearer. */
function wishedDay(read: RowReader, text: string | undefined, today: CalendarDate): CalendarDate | undefined {
  const next = text === undefined ? undefined : dayOfMonthName(text, today);
  if (text === undefined || next === undefined) return read.date('requested_at');
  const past = closerDate(text, today, 'future');
  return past ? read.fail('error.field_date_year', 'requested_at', { text, past, next }) : next;
}

function head(unit: Unit, today: CalendarDate): Omit<BatchOrder, 'lines'> {
  const read = readRow({
    ...Object.fromEntries(shared.map((column) => [column, firstOf(unit.rows, column)])),
    note: notesOf(unit.rows),
  });
  const result = {
    customer: read.required('customer'),
    requestedDate: wishedDay(read, firstOf(unit.rows, 'requested_at'), today),
    poNo: read.text('po_no', 60),
    shipTo: read.text('ship_to', longestAddress),
    notes: read.text('note', 2000),
  };
  read.done();
  futureDate(result.requestedDate, today);
  return result;
}

function line(row: FileRow): BatchLine {
  const read = readRow(cellsOf(row));
  const quantity = quantityOf(read, row);
  const result = {
    row,
    product: read.required('sku'),
    quantity: quantity ?? 0,
    unitPrice: read.decimal('unit_price', priceScale, '9.50'),
    discount: read.discount('discount'),
  };
  read.done();
  return result;
}

/** Reads the rows of one new order, or says what is wrong with each wrong row. */
export function readNewOrder(unit: Unit, today: CalendarDate): { value: BatchOrder } | { rejected: Rejection[] } {
  const differing = disagreements(named(unit), shared);
  if (differing.length > 0) return { rejected: differing };
  const order = attempt(() => head(unit, today));
  const lines = unit.rows.map((row) => ({ row, read: attempt(() => line(row)) }));
  const wrong = (row: FileRow, reasons: readonly DeskError[]): Rejection => ({ row, reasons });
  const rejected = lines.flatMap(({ row, read }) => ('reasons' in read ? [wrong(row, read.reasons)] : []));
  if ('reasons' in order) return { rejected: [wrong(unit.rows[0] as FileRow, order.reasons), ...rejected] };
  if (rejected.length > 0) return { rejected };
  return { value: { ...order.value, lines: lines.flatMap(({ read }) => ('value' in read ? [read.value] : [])) } };
}
