import type { Connection } from 'mongoose';
import { readFilter } from '../members/ability.ts';
import type { Member, Person } from '../members/member.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { productModel } from '../products/model.ts';
import type { Settings } from '../settings/settings.ts';
import type { DecisionFacts } from './card.ts';

/** How many of the customer's last orders are looked through for the last prices. */
const lookBack = 50;

/** What an order holds itself, by SKU. */
function heldBy({ lines }: Order): Map<string, number> {
  const held = new Map<string, number>();
  for (const { sku, reserved = 0 } of lines) held.set(sku, (held.get(sku) ?? 0) + reserved);
  return held;
}

/**
 * Reads what a decision card shows a person besides the order: of the customer's history only the orders that the
 * person may read. The cost does not grow with the history.
 */
export async function readDecisionFacts(
  connection: Connection,
  order: Order,
  members: readonly Member[],
  settings: Settings,
  person: Person,
): Promise<DecisionFacts> {
  const skus = order.lines.map((l) => l.sku);
  const [earlier, products] = await Promise.all([
    orderModel(connection)
      .find(
        { $and: [{ customer: order.customer, _id: { $lt: order._id } }, readFilter(person, 'Order')] },
        { lines: 1, orderDate: 1, state: 1, currency: 1, approvedAt: 1 },
      )
      .sort({ _id: -1 })
      .limit(lookBack)
      .lean<Order[]>(),
    productModel(connection)
      .find({ sku: { $in: skus } }, { sku: 1, onHand: 1, reserved: 1 })
      .lean(),
  ]);
  const agreed = earlier.filter((o) => o.orderDate && o.approvedAt);
  const lastPrices = new Map<string, number>();
  for (const o of agreed.filter((e) => e.currency === order.currency))
    for (const line of o.lines) if (!lastPrices.has(line.sku)) lastPrices.set(line.sku, line.unitPrice);
  const own = heldBy(order);
  return {
    earlierOrders: agreed.length,
    lastOrderDate: agreed[0]?.orderDate,
    lastPrices,
    available: new Map(products.map((p) => [p.sku, p.onHand - p.reserved + (own.get(p.sku) ?? 0)])),
    discountAuthority: members.find((m) => m._id === order.owner)?.discountAuthority ?? settings.discountAuthority,
  };
}
