import type { ClientSession } from 'mongoose';
import type { Customer } from '../../customers/customer.ts';
import { customerModel } from '../../customers/model.ts';
import { DeskError } from '../../errors.ts';
import { newId } from '../../id.ts';
import { nameFilter } from '../../orders/find.ts';
import { orderModel } from '../../orders/model.ts';
import type { Order } from '../../orders/order.ts';
import { paymentModel } from '../../payments/model.ts';
import { type Payment, referenceKey } from '../../payments/payment.ts';
import type { CsvFile, FileRow } from '../csv.ts';
import { paymentRow } from '../payment-row.ts';
import { codeOf } from '../plain.ts';
import { readRow } from '../table/row-reader.ts';
import { differing } from './compare.ts';
import { attempt, oncePerKey } from './once.ts';
import { type Changed, type Decision, storeBatch } from './store.ts';
import type { ImportContext, Importer, Unit } from './types.ts';

type PaymentOrder = Pick<Order, '_id' | 'customer' | 'externalNo' | 'number' | 'draftNo' | 'state'>;
type Known = { customers: ReadonlyMap<string, Customer>; orders: ReadonlyMap<string, PaymentOrder> };
/** Money to be added to (or taken from) an order's sum of payments. */
type Booking = { order: string; amount: number; key: string; note?: string };

const unpayable = ['draft', 'rejected', 'cancelled'];
const orderNo = (row: FileRow): string => row.values.order_no?.trim() ?? '';

/** A payment's key: the customer's reference, else the file and the row. */
function keyOf(row: FileRow, fileHash: string): string {
  const { reference, customer = '' } = row.values;
  return reference?.trim() ? `${codeOf(customer)}:${reference.trim()}` : `file:${fileHash.slice(0, 32)}:${row.row}`;
}

/** The rows as texts, checked one by one. */
function readPayment(row: FileRow, currency: string) {
  const read = readRow(row.values);
  read.required('amount');
  read.required('paid_at');
  const result = {
    customer: codeOf(read.required('customer')),
    amount: read.signed('amount', currency) ?? 0,
    paidAt: read.date('paid_at') ?? '',
    reference: read.text('reference', 200),
  };
  read.done();
  return result;
}

/** Payments: one row each. One that names an order counts to what is paid of it. */
export function paymentsImporter(context: ImportContext, file: CsvFile): Importer {
  const { connection, settings, fileHash } = context;
  const payments = paymentModel(connection);

  function build(row: FileRow, { customers, orders }: Known): Payment {
    const { customer: code, ...input } = readPayment(row, settings.currency);
    const customer = customers.get(code);
    if (!customer) throw new DeskError('error.import_customer', { code }, { field: 'customer' });
    const name = orderNo(row);
    const order = orders.get(name);
    if (name && order?.customer !== customer._id)
      throw new DeskError('error.import_order', { order: name, customer: code }, { field: 'order_no' });
    if (order && unpayable.includes(order.state))
      throw new DeskError('error.import_payment_state', { order: name }, { field: 'order_no' });
    const key = input.reference ? referenceKey(customer._id, input.reference) : keyOf(row, fileHash);
    const fields = { ...input, customer: customer._id, order: order?._id, currency: settings.currency };
    return { ...fields, _id: newId(), key, imported: true } as Payment;
  }

  async function known(batch: readonly Unit[]): Promise<Known> {
    const rows = batch.map((unit) => unit.rows[0]!);
    const codes = rows.map((row) => codeOf(row.values.customer ?? ''));
    const customers = await customerModel(connection)
      .find({ code: { $in: codes } })
      .lean<Customer[]>();
    return { customers: new Map(customers.map((c) => [c.code, c])), orders: await ordersBy(rows.map(orderNo)) };
  }

  /** Orders by any of their names; the number in another system goes first. */
  async function ordersBy(names: readonly string[]): Promise<Map<string, PaymentOrder>> {
    const found = new Map<string, PaymentOrder>();
    for (const name of new Set(names.filter(Boolean))) {
      const orders = await orderModel(connection)
        .find(nameFilter(name), 'customer externalNo number draftNo state')
        .limit(3)
        .lean<PaymentOrder[]>();
      const order = orders.find((o) => o.externalNo === name) ?? orders[0];
      if (order) found.set(name, order);
    }
    return found;
  }

  async function decide(batch: readonly Unit[], known: Known, session: ClientSession): Promise<Decision<Payment>[]> {
    const reads = batch.map((unit) => attempt(() => build(unit.rows[0]!, known)));
    const keys = reads.flatMap((read) => ('value' in read ? namesOf(read.value) : []));
    const there = await payments.find({ key: { $in: keys } }, null, { session }).lean<Payment[]>();
    return reads.map((read, i) => {
      const row = batch[i]!.rows[0]!;
      if ('reasons' in read) return { verdict: { rejected: [{ row, reasons: read.reasons }] } };
      const names = namesOf(read.value);
      const known = there.find((p) => p.customer === read.value.customer && names.includes(p.key));
      return decidePayment(context, row, read.value, known);
    });
  }

  return {
    ...oncePerKey(file.rows, (row) => keyOf(row, fileHash)),
    async take(batch) {
      const about = await known(batch);
      return storeBatch<Payment>(context, {
        kind: 'Payment',
        model: payments,
        decide: (session) => decide(batch, about, session),
        before: (fresh, session) =>
          book(
            context,
            fresh.flatMap((p) => bookings(p, 1)),
            session,
          ),
        changed: (changes, session) => book(context, changes.flatMap(rebooked), session),
      });
    },
  };
}

/** The keys by which a payment may be known: an exported one without a reference brings its key as reference. */
const namesOf = ({ key, reference }: Payment): string[] => (reference ? [key, reference] : [key]);

/** New, the same, changed (with `--update`), or rejected with the reason. */
function decidePayment(context: ImportContext, row: FileRow, built: Payment, there?: Payment): Decision<Payment> {
  if (!there) return { verdict: 'imported', fresh: built };
  const rowOf = (payment: Payment) => paymentRow(payment, { customer: payment.customer, order: payment.order });
  const names = differing([rowOf(there)], [rowOf(built)], context.present);
  if (names.length === 0) return { verdict: 'skipped' };
  const key = built.reference ?? built.key;
  const reject = (error: DeskError): Decision<Payment> => ({ verdict: { rejected: [{ row, reasons: [error] }] } });
  if (!context.update)
    return reject(new DeskError('error.import_differs', { key, fields: { list: names.map((n) => `field.${n}`) } }));
  if (!there.imported) return reject(new DeskError('error.import_worked_on', { key }));
  const { amount, paidAt, order } = built;
  const set = { amount, paidAt, ...(order && { order }) };
  return {
    verdict: 'updated',
    id: there._id,
    set,
    unset: order ? [] : ['order'],
    before: there,
    after: { ...there, ...set, order },
  };
}

const bookings = (payment: Payment, sign: 1 | -1): Booking[] =>
  payment.order
    ? [{ order: payment.order, amount: sign * payment.amount, key: payment.key, note: payment.reference }]
    : [];

/** The old amount is taken off its order, the new one put on. */
const rebooked = (change: Changed<Payment>): Booking[] => [
  ...bookings(change.before as Payment, -1),
  ...bookings(change.after as Payment, 1),
];

/** Adds money to what is paid of orders, with a line in their history. */
async function book(
  { connection, now }: ImportContext,
  all: readonly Booking[],
  session: ClientSession,
): Promise<void> {
  if (all.length === 0) return;
  const writes = all.map(({ order, amount, key, note }) => ({
    updateOne: {
      filter: { _id: order },
      update: {
        $inc: { paid: amount, revision: 1 },
        $push: { timeline: { at: now, action: 'pay' as const, amount, note, key } },
      },
    },
  }));
  await orderModel(connection).bulkWrite(writes, { session });
}
