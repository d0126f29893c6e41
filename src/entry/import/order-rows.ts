import type { CalendarDate } from '../../dates.ts';
import { decimalText, priceScale, quantityScale } from '../../money.ts';
import { type State, states } from '../../orders/order.ts';
import { texts } from '../../text/index.ts';
import type { FileRow } from '../csv.ts';
import { codeOf, plain } from '../plain.ts';
import { labelOf, type Row, type RowReader, readRow } from '../table/row-reader.ts';
import { cellsOf, disagreements, firstOf, notesOf, quantityOf } from './cells.ts';
import { attempt } from './once.ts';
import { shippedFault } from './shipped.ts';
import type { Rejection, Unit } from './types.ts';

/** One line of an order as a row gives it; no price means today's list price. */
export type OrderLineRow = {
  row: FileRow;
  sku: string;
  quantity: number;
  unitPrice?: number;
  discount: number;
  /** What of it left the warehouse, thousandths; undefined where the file does not say. */
  shipped?: number;
};

/** An order as its rows give it. */
export type OrderRows = {
  externalNo: string;
  customer: string;
  owner?: string;
  orderDate: CalendarDate;
  requestedDate?: CalendarDate;
  promisedDate?: CalendarDate;
  state: State;
  shippedAt?: CalendarDate;
  deliveredAt?: CalendarDate;
  poNo?: string;
  notes?: string;
  lines: OrderLineRow[];
};

/** Columns that are the order's, not the line's: where several rows fill them, they must agree. */
const shared = [
  'customer',
  'owner',
  'ordered_at',
  'requested_at',
  'promised_at',
  'status',
  'shipped_at',
  'delivered_at',
  'po_no',
];

/** The number of an order as it is known. */
export const orderKey = (row: FileRow): string => row.values.order_no?.normalize('NFC').trim() ?? '';

/** The rows of a file by order, in the order of their first row. A row without a number is a unit that will be rejected. */
export function ordersOf(rows: readonly FileRow[]): Unit[] {
  const units = new Map<string, Unit>();
  for (const row of rows) {
    const key = orderKey(row);
    const at = key === '' ? `row ${row.row}` : key;
    const unit = units.get(at);
    if (unit) unit.rows.push(row);
    else units.set(at, { key, rows: [row] });
  }
  return [...units.values()];
}

/** A state by its name or its word in either language. */
function stateOf(text: string): State | undefined {
  const wanted = plain(text);
  return states.find((state) =>
    [state, texts[`state.${state}`].en, texts[`state.${state}`].zh].some((word) => plain(word) === wanted),
  );
}

/** Where the status is missing it follows from the dates. */
const impliedState = (shippedAt?: string, deliveredAt?: string): State =>
  deliveredAt ? 'delivered' : shippedAt ? 'shipped' : 'approved';

function header(unit: Unit): Omit<OrderRows, 'lines'> {
  const row: Row = Object.fromEntries(['order_no', ...shared].map((column) => [column, firstOf(unit.rows, column)]));
  const read = readRow(row);
  const given = read.text('status');
  const state = given === undefined ? undefined : stateOf(given);
  if (given !== undefined && state === undefined)
    read.fail('error.field_status', 'status', { text: given, possible: states.join(', ') });
  read.required('ordered_at');
  const shippedAt = read.date('shipped_at');
  const deliveredAt = read.date('delivered_at');
  if (shippedAt && deliveredAt && deliveredAt < shippedAt)
    read.fail('error.import_dates', 'delivered_at', {
      later: labelOf('delivered_at'),
      late: deliveredAt,
      earlier: labelOf('shipped_at'),
      early: shippedAt,
    });
  const notes = notesOf(unit.rows);
  if ([...notes].length > 2000) read.fail('error.field_length', 'note', { most: 2000 });
  const result = {
    externalNo: read.required('order_no', 60),
    customer: codeOf(read.required('customer')),
    owner: read.text('owner', 100),
    orderDate: read.date('ordered_at') ?? '',
    requestedDate: read.date('requested_at'),
    promisedDate: read.date('promised_at'),
    state: state ?? impliedState(shippedAt, deliveredAt),
    shippedAt,
    deliveredAt,
    poNo: read.text('po_no', 60),
    notes: notes || undefined,
  };
  read.done();
  return result;
}

function line(row: FileRow): OrderLineRow {
  const read = readRow(cellsOf(row));
  const quantity = quantityOf(read, row);
  const result = {
    row,
    sku: codeOf(read.required('sku', 40)),
    quantity: quantity ?? 0,
    unitPrice: read.decimal('unit_price', priceScale, '9.50'),
    discount: read.discount('discount') ?? 0,
    shipped: shippedQuantity(read, quantity),
  };
  read.done();
  return result;
}

/** What of a line left: never more than its quantity. */
function shippedQuantity(read: RowReader, quantity = 0): number | undefined {
  const shipped = read.decimal('shipped_quantity', quantityScale, '12.5');
  const [more, whole] = [shipped ?? 0, quantity].map((n) => decimalText(n, quantityScale));
  if ((shipped ?? 0) > quantity)
    read.fail('error.import_shipped_over', 'shipped_quantity', { shipped: more!, quantity: whole! });
  return shipped;
}

/** Reads the rows of one order, or says what is wrong with each wrong row. */
export function readOrder(unit: Unit): { value: OrderRows } | { rejected: Rejection[] } {
  const differing = disagreements(unit, shared);
  if (differing.length) return { rejected: differing };
  const head = attempt(() => header(unit));
  const lines = unit.rows.map((row) => ({ row, read: attempt(() => line(row)) }));
  const rejected: Rejection[] = lines.flatMap(({ row, read }) =>
    'reasons' in read ? [{ row, reasons: read.reasons }] : [],
  );
  if ('reasons' in head) rejected.unshift({ row: unit.rows[0]!, reasons: head.reasons });
  if ('reasons' in head || rejected.length) return { rejected };
  const order = { ...head.value, lines: lines.flatMap(({ read }) => ('value' in read ? [read.value] : [])) };
  const fault = shippedFault(order);
  return fault ? { rejected: [{ row: unit.rows[0]!, reasons: [fault] }] } : { value: order };
}
