import type { Connection } from 'mongoose';
import { creditOf } from '../customers/credit.ts';
import type { Customer } from '../customers/customer.ts';
import { customerModel } from '../customers/model.ts';
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
  const [customer, { balance }] = await Promise.all([
    customerModel(connection).findById(order.customer, 'creditLimit').lean<Pick<Customer, 'creditLimit'>>(),
    creditOf(connection, order.customer, { base, today, but: order._id }),
  ]);
  return excessOf(order, { balance, limit: customer?.creditLimit }, base);
}
