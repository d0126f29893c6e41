import type { Connection } from 'mongoose';
import { creditOf } from '../customers/credit.ts';
import type { Customer } from '../customers/customer.ts';
import { customerModel } from '../customers/model.ts';
import type { CalendarDate } from '../dates.ts';
import { offersOf } from '../orders/offers.ts';
import type { Order } from '../orders/order.ts';
import type { Settings } from '../settings/settings.ts';
import { assess } from './kinds/index.ts';
import { withSupply } from './read-products.ts';
import type { Risk } from './risk.ts';
import { isAtRisk } from './watched.ts';

/** The risks that an order has now, worked out from what is true now; none of one whose goods have left. */
export async function readRisks(
  connection: Connection,
  order: Order,
  settings: Settings,
  today: CalendarDate,
): Promise<Risk[]> {
  if (!isAtRisk(order)) return [];
  const base = settings.currency;
  const skus = order.lines.map((line) => line.sku);
  const [credit, customer, products] = await Promise.all([
    creditOf(connection, order.customer, { base, today, but: order._id }),
    customerModel(connection).findById(order.customer, 'creditLimit').lean<Pick<Customer, 'creditLimit'>>(),
    offersOf(connection, skus, order.rate).then((offers) => withSupply(connection, offers, today)),
  ]);
  const money = { ...credit, limit: customer?.creditLimit };
  return assess(order, { today, base, money, products, thresholds: settings });
}
