import type { Connection } from 'mongoose';
import { creditOf } from '../customers/credit.ts';
import { keptCustomer } from '../customers/kept.ts';
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
  const customer = await keptCustomer(connection, order.customer);
  const [credit, products] = await Promise.all([
    creditOf(connection, customer?._id ?? order.customer, { base, today, but: order._id }),
    offersOf(connection, skus, order.rate).then((offers) => withSupply(connection, offers, today)),
  ]);
  const money = { ...credit, limit: customer?.creditLimit };
  return assess(order, { today, base, money, products, thresholds: settings });
}
