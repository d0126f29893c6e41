import type { Connection } from 'mongoose';
import { creditOf } from '../customers/credit.ts';
import { keptCustomer } from '../customers/kept.ts';
import type { CalendarDate } from '../dates.ts';
import type { Order } from '../orders/order.ts';
import type { Settings } from '../settings/settings.ts';
import { excessOf } from './kinds/credit.ts';

/**
 * How far an order takes its customer over the limit now, minor units of the base currency: the version in force, or what is
 * under review.
 */
export async function readExcess(
  connection: Connection,
  order: Order,
  { currency: base }: Pick<Settings, 'currency'>,
  today: CalendarDate,
): Promise<number> {
  const customer = await keptCustomer(connection, order.customer);
  const { balance } = await creditOf(connection, customer?._id ?? order.customer, { base, today, but: order._id });
  return excessOf(order, { balance, limit: customer?.creditLimit }, base);
}
