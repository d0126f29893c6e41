import type { ClientSession, Connection } from 'mongoose';
import { type Credit, creditOf } from '../customers/credit.ts';
import type { Customer } from '../customers/customer.ts';
import { keptCustomer } from '../customers/kept.ts';
import type { CalendarDate } from '../dates.ts';
import type { Order } from '../orders/order.ts';

/** The customer of an order as it is kept, and what that customer owes besides the order, and may owe. */
export async function readMoney(
  connection: Connection,
  order: Pick<Order, '_id' | 'customer'>,
  { base, today, session }: { base: string; today: CalendarDate; session?: ClientSession },
): Promise<{ customer?: Customer; money: Credit & { limit?: number } }> {
  const customer = await keptCustomer(connection, order.customer, session);
  const options = { base, today, but: order._id, session };
  const credit = await creditOf(connection, customer?._id ?? order.customer, options);
  return { customer, money: { ...credit, limit: customer?.creditLimit } };
}
