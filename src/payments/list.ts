import type { Connection } from 'mongoose';
import type { Customer } from '../customers/customer.ts';
import { withMoving } from '../customers/kept.ts';
import { customerModel } from '../customers/model.ts';
import { DeskError } from '../errors.ts';
import { may, mayReadPaymentsOf, readFilter } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { orderModel } from '../orders/model.ts';
import { type Order, orderName } from '../orders/order.ts';
import { paymentModel } from './model.ts';
import { type Payment, partsOf } from './payment.ts';

/** A payment as a list shows it. */
export type ListedPayment = {
  payment: Payment;
  /** What went where, of orders that the person may read; minor units of the payment's currency. */
  parts: { order: string; amount: number }[];
  /** The order that it names, where the person may read it. */
  order?: string;
  /** Whether the person may take it back. */
  reversible: boolean;
};

export type PaymentPage = { payments: ListedPayment[]; more: boolean };

type NamedOrder = Pick<Order, '_id' | 'number' | 'draftNo' | 'owner' | 'team' | 'state'>;

/** Refuses who may not read what a customer paid. */
export function checkMayReadPayments(person: Person, customer: Customer): void {
  if (!mayReadPaymentsOf(person, customer)) throw new DeskError('error.payments_hidden', {}, { loudness: 'warn' });
}

/** Reads payments for people, by their rights. */
export function createPaymentList({ connection }: { connection: Connection }) {
  const payments = paymentModel(connection);

  /** Of the orders that payments speak of, those that the person may read, with their payments. */
  async function readable(person: Person, found: readonly Payment[]): Promise<Map<string, NamedOrder>> {
    const ids = [...new Set(found.flatMap((p) => [...(p.order ? [p.order] : []), ...partsOf(p).map((x) => x.order)]))];
    if (ids.length === 0) return new Map();
    const filter = { $and: [{ _id: { $in: ids } }, readFilter(person, 'Order'), readFilter(person, 'PaymentOf')] };
    const orders = await orderModel(connection).find(filter, 'number draftNo owner team state').lean<NamedOrder[]>();
    return new Map(orders.map((order) => [order._id, order]));
  }

  function listed(person: Person, payment: Payment, customer: Customer, orders: ReadonlyMap<string, NamedOrder>) {
    const named = orders.get(payment.order ?? '');
    const isOpen = payment.amount > 0 && payment.reverses === undefined && payment.reversedBy === undefined;
    return {
      payment,
      parts: partsOf(payment).flatMap(({ order, amount }) => {
        const there = orders.get(order);
        return there ? [{ order: orderName(there), amount }] : [];
      }),
      order: named && orderName(named),
      reversible: isOpen && may(person, 'pay', named ?? customer),
    };
  }

  return {
    /** Payments of a customer, newest first; those that name an order only with the right to read that order. */
    async listOf(
      person: Person,
      customer: Customer,
      { skip, limit }: { skip: number; limit: number },
    ): Promise<PaymentPage> {
      checkMayReadPayments(person, customer);
      const found = await payments
        .find({ customer: { $in: await withMoving(connection, customer._id) } })
        .sort({ paidAt: -1, _id: -1 })
        .skip(skip)
        .limit(limit + 1)
        .lean<Payment[]>();
      const page = found.slice(0, limit);
      const orders = await readable(person, page);
      const seen = page.filter((p) => p.order === undefined || orders.has(p.order));
      return { payments: seen.map((p) => listed(person, p, customer, orders)), more: found.length > limit };
    },

    /** Payments under a reference that the person may take back or read, with their customers. */
    async byReference(person: Person, reference: string): Promise<(ListedPayment & { customer: Customer })[]> {
      const spelled = [...new Set([reference, reference.toUpperCase(), reference.toLowerCase()])];
      const found = await payments
        .find({ reference: { $in: spelled }, reverses: { $exists: false } })
        .limit(20)
        .lean<Payment[]>();
      return withCustomers(person, found);
    },

    /** A payment by its id, where the person may read it. Throws `error.payment_not_found`. */
    async paymentOf(person: Person, id: string): Promise<ListedPayment & { customer: Customer }> {
      const found = await payments.findById(id).lean<Payment>();
      const [one] = found ? await withCustomers(person, [found]) : [];
      if (!one) throw new DeskError('error.payment_not_found', { reference: id });
      return one;
    },
  };

  async function withCustomers(person: Person, found: readonly Payment[]) {
    const ids = [...new Set(found.map((p) => p.customer))];
    const customers = await customerModel(connection)
      .find({ _id: { $in: ids } })
      .lean<Customer[]>();
    const orders = await readable(person, found);
    return found.flatMap((payment) => {
      const customer = customers.find((c) => c._id === payment.customer);
      const isSeen = payment.order ? orders.has(payment.order) : customer && mayReadPaymentsOf(person, customer);
      return customer && isSeen ? [{ ...listed(person, payment, customer, orders), customer }] : [];
    });
  }
}
