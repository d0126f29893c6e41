import type { Connection } from 'mongoose';
import type { CalendarDate } from '../dates.ts';
import { readFilter } from '../members/ability.ts';
import type { Person } from '../members/member.ts';
import { memberModel } from '../members/model.ts';
import { toBase } from '../orders/currency.ts';
import { owed as owedOf } from '../orders/guards.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { owing, uncountedStates } from '../orders/stages.ts';
import { paymentModel } from '../payments/model.ts';
import type { Payment } from '../payments/payment.ts';
import type { Customer } from './customer.ts';
import { type Habits, habitsOf } from './habits.ts';

/** What a customer's card shows besides the record. Orders are those that the person may read. */
export type CustomerProfile = {
  owner?: string;
  lastOrders: Order[];
  habits: Habits;
  /** Minor units of the base currency that the customer owes or will owe. Credit class. */
  exposure: number;
  /** The part of it that is past its due date. Credit class. */
  overdue: number;
};

/** Orders that habits are worked out from. */
const habitOrders = 50;
const lastOrders = 5;

type Owed = Pick<Order, 'total' | 'paid' | 'credited' | 'currency' | 'rate' | 'dueDate'>;

/** Reads what a customer's card shows, by index and in bounded parts. */
export function createCustomerProfiles({ connection }: { connection: Connection }) {
  const orders = orderModel(connection);

  const readable = (person: Person, customer: Customer, limit: number, more: object = {}) =>
    orders
      .find({ $and: [{ customer: customer._id, ...more }, readFilter(person, 'Order')] }, { timeline: 0, search: 0 })
      .sort({ _id: -1 })
      .limit(limit)
      .lean<Order[]>();

  /** History that was loaded without its open balance has no due date, and stays out. */
  async function owed(
    customer: Customer,
    base: string,
    today: CalendarDate,
  ): Promise<{ exposure: number; overdue: number }> {
    const filter = { customer: customer._id, state: { $in: owing } };
    const found = await orders
      .find(filter, { total: 1, paid: 1, credited: 1, currency: 1, rate: 1, dueDate: 1, imported: 1 })
      .lean<(Owed & { imported?: boolean })[]>();
    const counted = found.filter((order) => !order.imported || order.dueDate !== undefined);
    const open = (order: Owed) => toBase(owedOf(order), order.currency, order.rate, base);
    const sum = (some: readonly Owed[]) => some.reduce((total, order) => total + open(order), 0);
    const free = await unallocated(customer, base);
    const due = counted.filter((order) => order.dueDate !== undefined && order.dueDate < today);
    return { exposure: Math.max(0, sum(counted) - free), overdue: Math.max(0, sum(due) - free) };
  }

  /** Money that names only the customer; it goes to the oldest due first. */
  async function unallocated(customer: Customer, base: string): Promise<number> {
    const found = await paymentModel(connection)
      .find(
        { customer: customer._id, order: { $exists: false }, currency: base, imported: { $ne: true } },
        { amount: 1 },
      )
      .lean<Pick<Payment, 'amount'>[]>();
    return found.reduce((sum, payment) => sum + payment.amount, 0);
  }

  return {
    /** All that a card of this customer shows to a person. `base`: the company's currency. */
    async of(person: Person, customer: Customer, base: string, today: CalendarDate): Promise<CustomerProfile> {
      const [recent, bought, sums, owner] = await Promise.all([
        readable(person, customer, lastOrders),
        readable(person, customer, habitOrders, { state: { $nin: uncountedStates } }),
        owed(customer, base, today),
        customer.owner ? memberModel(connection).findById(customer.owner, 'name').lean<{ name: string }>() : null,
      ]);
      return { owner: owner?.name, lastOrders: recent, habits: habitsOf(bought), ...sums };
    },
  };
}
export type CustomerProfiles = ReturnType<typeof createCustomerProfiles>;
