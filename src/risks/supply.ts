import { type CalendarDate, daysBetween } from '../dates.ts';
import type { Line, Order } from '../orders/order.ts';
import type { Product } from '../products/product.ts';
import { availableOf } from '../stock/shelf.ts';
import type { Risk, RiskLevel } from './risk.ts';

type Stock = Pick<Product, 'sku' | 'onHand' | 'reserved' | 'counted' | 'leadTimeDays'>;

/** What has still to be shipped of each SKU, and how much of it is held already; thousandths. */
function needsOf(lines: readonly Line[]): Map<string, { needed: number; held: number }> {
  const needs = new Map<string, { needed: number; held: number }>();
  for (const { sku, quantity, shipped, reserved = 0 } of lines) {
    const { needed, held } = needs.get(sku) ?? { needed: 0, held: 0 };
    needs.set(sku, { needed: needed + quantity - shipped, held: held + reserved });
  }
  return needs;
}

/** Late: the goods need longer than is left. Unknown lead times weigh like goods that come just in time. */
function levelOf(leadTimeDays: number | undefined, daysLeft: number): RiskLevel {
  if (leadTimeDays === undefined) return 'medium';
  return leadTimeDays > daysLeft ? 'high' : 'low';
}

/**
 * Lines for which stock is short by the promised date; without a date nothing can be late. Of what nobody counted no stock
 * is kept, so that nothing is known to be short of it.
 */
export function supplyRisks(
  order: Pick<Order, 'lines' | 'promisedDate' | 'requestedDate'>,
  products: Iterable<Stock>,
  today: CalendarDate,
): Risk[] {
  const date = order.promisedDate ?? order.requestedDate;
  if (!date) return [];
  const daysLeft = daysBetween(today, date);
  const stock = new Map([...products].map((p) => [p.sku, p]));
  return [...needsOf(order.lines)].flatMap(([sku, { needed, held }]): Risk[] => {
    const product = stock.get(sku);
    if (!product?.counted) return [];
    const short = needed - Math.max(0, availableOf(product)) - held;
    if (short <= 0) return [];
    const { leadTimeDays } = product;
    return [{ kind: 'supply', level: levelOf(leadTimeDays, daysLeft), sku, short, leadTimeDays, daysLeft }];
  });
}
