import type { ClientSession } from 'mongoose';
import type { Customer } from '../../customers/customer.ts';
import { customersByCode, type MergedRecord, mergedRecords } from '../../customers/kept.ts';
import { parted } from '../../database/parted.ts';
import { DeskError } from '../../errors.ts';
import { newId } from '../../id.ts';
import { orderModel } from '../../orders/model.ts';
import { orderNow, settledNow } from '../../payments/book.ts';
import { isCounted } from '../../payments/due.ts';
import { paymentModel } from '../../payments/model.ts';
import { type Payment, partsOf, referenceKey } from '../../payments/payment.ts';
import { release, settle } from '../../payments/settle.ts';
import { markRisks } from '../../risks/marks.ts';
import type { CsvFile, FileRow } from '../csv.ts';
import { paymentRow } from '../payment-row.ts';
import { codeOf } from '../plain.ts';
import { readRow } from '../table/row-reader.ts';
import { cellsOf } from './cells.ts';
import { differing } from './compare.ts';
import { attempt, oncePerKey } from './once.ts';
import { orderKey } from './order-rows.ts';
import { findOrders, type PaymentOrder } from './payment-orders.ts';
import { type Changed, type Decision, storeBatch } from './store.ts';
import type { ImportContext, Importer, Unit } from './types.ts';

type Known = {
  customers: ReadonlyMap<string, Customer>;
  /** What became a part of a customer, by its id. */
  merged: ReadonlyMap<string, readonly MergedRecord[]>;
  orders: ReadonlyMap<string, PaymentOrder>;
};
type Built = {
  /** The payment as its row means it. */
  payment: Payment;
  /** Why it could not be counted to its order, which matters when it is not there yet. */
  refused?: DeskError;
  /** The records that are its customer, that of its row first: what was loaded before a merge is known by any of them. */
  records: readonly string[];
};
/** Money to be added to (or taken from) an order's sum of payments. */
type Booking = { order: string; amount: number; key: string; note?: string };

const unpayable = ['draft', 'rejected', 'cancelled'];

/** A payment's key in its file: the customer's reference, in capitals or without, else the file and the row. */
function keyOf({ row, values: { reference, customer = '' } }: FileRow, fileHash: string): string {
  const given = reference?.normalize('NFC').trim();
  return given ? referenceKey(codeOf(customer), given).replace('ref:', '') : `file:${fileHash.slice(0, 32)}:${row}`;
}

/** The rows as texts, checked one by one. */
function readPayment(row: FileRow, currency: string) {
  const read = readRow(cellsOf(row));
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

/** Why no money of a file can be counted to an order; undefined where it can. */
function refusal(name: string, { state, currency }: PaymentOrder, base: string): DeskError | undefined {
  const field = { field: 'order_no' };
  if (unpayable.includes(state)) return new DeskError('error.import_payment_state', { order: name }, field);
  if (currency === base) return undefined;
  return new DeskError('error.import_payment_currency', { order: name, currency, base }, field);
}

/** Payments: one row each. One that names an order counts to what is paid of it. */
export function paymentsImporter(context: ImportContext, file: CsvFile): Importer {
  const { connection, settings, fileHash } = context;
  const payments = paymentModel(connection);

  /** An amount is read in its order's currency: what was exported from there is recognised by it. */
  function build(row: FileRow, { customers, merged, orders }: Known): Built {
    const name = orderKey(row);
    const order = orders.get(name);
    const currency = order?.currency ?? settings.currency;
    const { customer: code, ...input } = readPayment(row, currency);
    const customer = customers.get(code);
    if (!customer) throw new DeskError('error.import_customer', { code }, { field: 'customer' });
    const parts = merged.get(customer._id) ?? [];
    const named = parts.find((record) => record.code === code)?._id;
    const ids = [customer._id, ...parts.map(({ _id }) => _id)];
    if (name && !(order && ids.includes(order.customer)))
      throw new DeskError('error.import_order', { order: name, customer: code }, { field: 'order_no' });
    const key = input.reference ? referenceKey(customer._id, input.reference) : keyOf(row, fileHash);
    const fields = { ...input, customer: customer._id, order: order?._id, currency, key, imported: true };
    const payment = { ...fields, _id: newId(), ...(!order && unnamed(input.amount)) } as Payment;
    const records = [...new Set([...(named ? [named] : []), ...ids])];
    return { payment, refused: order && refusal(name, order, settings.currency), records };
  }

  /** Money that names only its customer is free where open balances are loaded; else it is history, and stays out. */
  const unnamed = (amount: number): Pick<Payment, 'free' | 'history'> => {
    if (!context.openBalance) return { history: true };
    return amount === 0 ? {} : { free: amount };
  };

  async function known(batch: readonly Unit[]): Promise<Known> {
    const rows = batch.map((unit) => unit.rows[0]!);
    const codes = rows.map((row) => codeOf(row.values.customer ?? ''));
    const customers = await customersByCode(connection, codes);
    const ids = [...customers.values()].map(({ _id }) => _id);
    return {
      customers,
      merged: await mergedRecords(connection, ids),
      orders: await findOrders(connection, rows.map(orderKey)),
    };
  }

  async function decide(batch: readonly Unit[], known: Known, session: ClientSession): Promise<Decision<Payment>[]> {
    const reads = batch.map((unit) => attempt(() => build(unit.rows[0]!, known)));
    const keys = reads.flatMap((read) => ('value' in read ? namesOf(read.value) : []));
    const taken = new Set<string>();
    const there = await payments.find({ key: { $in: keys } }, null, { session }).lean<Payment[]>();
    return reads.map((read, i) => {
      const row = batch[i]!.rows[0]!;
      if ('reasons' in read) return { verdict: { rejected: [{ row, reasons: read.reasons }] } };
      const { records, payment } = read.value;
      const own = there.filter((p) => records.includes(p.customer));
      const known = namesOf(read.value).flatMap((key) => own.find((p) => p.key === key) ?? [])[0];
      const decision = decidePayment(context, row, read.value, known);
      if (!('fresh' in decision)) return decision;
      // Two codes of one customer with the same reference.
      if (taken.has(payment.key)) {
        const twice = new DeskError('error.import_twice', { key: payment.reference ?? payment.key });
        return { verdict: { rejected: [{ row, reasons: [twice] }] } };
      }
      taken.add(payment.key);
      return decision;
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
        after: ({ fresh, changes }, session) =>
          follow(context, [...fresh, ...changes.map((c) => c.after as Payment)], session),
      });
    },
  };
}

/**
 * The keys by which a payment may be known, the likeliest first: its reference with each record that its customer is; an
 * exported one without a reference brings its key as reference.
 */
const namesOf = ({ payment: { key, reference }, records }: Built): string[] =>
  reference ? [...records.map((id) => referenceKey(id, reference)), reference] : [key];

/** New, the same, changed (with `--update`), or rejected with the reason. */
function decidePayment(
  context: ImportContext,
  row: FileRow,
  { payment: built, refused }: Built,
  there?: Payment,
): Decision<Payment> {
  const reject = (error: DeskError): Decision<Payment> => ({ verdict: { rejected: [{ row, reasons: [error] }] } });
  const rowOf = (payment: Payment) => paymentRow(payment, { customer: built.customer, order: payment.order });
  const names = there ? differing([rowOf(there)], [rowOf(built)], context.present) : [];
  if (there && names.length === 0) return { verdict: 'skipped' };
  if (refused) return reject(refused);
  if (!there) return { verdict: 'imported', fresh: built };
  const key = built.reference ?? built.key;
  if (!context.update)
    return reject(new DeskError('error.import_differs', { key, fields: { list: names.map((n) => `field.${n}`) } }));
  if (!there.imported || there.reversedBy || there.refunded)
    return reject(new DeskError('error.import_worked_on', { key }));
  const { amount, paidAt, order, free, history } = built;
  const parts = { order, free, history, applied: undefined };
  const { set, unset } = parted({ amount, paidAt, ...parts });
  return {
    verdict: 'updated',
    id: there._id,
    set,
    unset: Object.keys(unset),
    before: there,
    after: { ...there, amount, paidAt, ...parts },
  };
}

/** What a payment puts on orders, or takes off them. */
const bookings = (payment: Payment, sign: 1 | -1): Booking[] =>
  partsOf(payment).map(({ order, amount }) => ({
    order,
    amount: sign * amount,
    key: payment.key,
    note: payment.reference,
  }));

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

/** What is over on an order is free, and free money of the customers goes to the oldest due; history stays as it is. */
async function follow(
  { connection, now, today, fileHash, openBalance }: ImportContext,
  stored: readonly Payment[],
  session: ClientSession,
): Promise<void> {
  const cause = { now, today, key: `import:${fileHash}` };
  for (const id of new Set(stored.flatMap((payment) => payment.order ?? []))) {
    const order = await orderNow(connection, id, session);
    if (order && isCounted(order))
      await release(connection, await settledNow(connection, order, session), cause, session);
  }
  const customers = [...new Set(stored.map((payment) => payment.customer))];
  for (const customer of customers) await settle(connection, customer, cause, session);
  // Without open balances nothing of it is owed or free: what risks rest on is as it was.
  const changed = (openBalance ? customers : []).map((about) => ({ kind: 'customer' as const, about }));
  await markRisks(connection, changed, { now, session });
}
