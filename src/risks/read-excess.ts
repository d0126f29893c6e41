import type { Connection } from 'mongoose';
import type { CalendarDate } from '../dates.ts';
import type { Order } from '../orders/order.ts';
import type { Settings } from '../settings/settings.ts';
import { excessOf } from './kinds/credit.ts';
import { readMoney } from './read-money.ts';

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
  const { money } = await readMoney(connection, order, { base, today });
  return excessOf(order, money, base);
}
