import type { Connection } from 'mongoose';
import type { CalendarDate } from '../dates.ts';
import { offersOf } from '../orders/offers.ts';
import type { Order } from '../orders/order.ts';
import type { Settings } from '../settings/settings.ts';
import type { MoneyFacts } from './facts.ts';
import { assess } from './kinds/index.ts';
import { withSupply } from './read-products.ts';
import type { Risk } from './risk.ts';
import { isAtRisk } from './watched.ts';

/** The risks that an order has now, worked out from what is true now; none of one whose goods have left. */
export async function readRisks(
  connection: Connection,
  order: Order,
  money: MoneyFacts,
  { settings, today }: { settings: Settings; today: CalendarDate },
): Promise<Risk[]> {
  if (!isAtRisk(order)) return [];
  const skus = order.lines.map((line) => line.sku);
  const products = await withSupply(connection, await offersOf(connection, skus, order.rate), today);
  return assess(order, { today, base: settings.currency, money, products, thresholds: settings });
}
