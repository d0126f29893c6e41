import type { ClientSession, Connection } from 'mongoose';
import { native } from '../database/native.ts';
import type { CalendarDate } from '../dates.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { perProduct } from '../stock/held.ts';
import { missing } from '../stock/queue.ts';
import { readSupplyFacts } from '../suppliers/supply-facts.ts';
import type { ProductFacts, Waiting } from './facts.ts';

/** Orders of which the queue of a product is read at most: who is behind them waits for more than comes. */
const longestQueue = 2_000;

/** Who waits for a product, the oldest first. */
async function queueOf(connection: Connection, product: string, session?: ClientSession): Promise<Waiting[]> {
  const found = (await native(orderModel(connection))
    .find({ waitsFor: product } as object, { projection: { lines: 1 }, session })
    .sort({ waitsSince: 1, _id: 1 })
    .limit(longestQueue)
    .toArray()) as unknown as Pick<Order, '_id' | 'lines'>[];
  return found.map(({ _id, lines }) => ({ order: _id, quantity: perProduct(lines, missing).get(product) ?? 0 }));
}

/** Products by SKU, each with what comes of it, from whom, and who gets that first. */
export async function withSupply<P extends ProductFacts & { _id: string }>(
  connection: Connection,
  products: ReadonlyMap<string, P>,
  today: CalendarDate,
  session?: ClientSession,
): Promise<Map<string, P>> {
  const ids = [...products.values()].map(({ _id }) => _id);
  const supplies = await readSupplyFacts(connection, ids, today, session);
  const found = new Map<string, P>();
  for (const [sku, product] of products) {
    const supply = supplies.get(product._id);
    const queue = supply?.arriving.length ? await queueOf(connection, product._id, session) : undefined;
    found.set(sku, { ...product, supply, queue });
  }
  return found;
}
