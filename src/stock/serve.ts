import type { ClientSession } from 'mongoose';
import { transact } from '../database/transact.ts';
import type { Log } from '../log.ts';
import { isOperations, type Member } from '../members/member.ts';
import { isAgreed } from '../orders/guards.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { productModel } from '../products/model.ts';
import { type NewsDeps, storeNews } from './desk-news.ts';
import type { GiveWay } from './give-way.ts';
import { given, perProduct } from './held.ts';
import { addStockMoves } from './ledger.ts';
import { missing, stockFields } from './queue.ts';
import { availableOf, markShelves, moveShelves, overheld, shelvesOf } from './shelf.ts';
import { goodsText, shortagesOf, shortText } from './shortage.ts';

/** Orders that one look serves of a product, and products that it looks at; the next look goes on. */
const mostServed = 200;
const mostProducts = 100;

/** Gives what came free to the orders that wait for it, the oldest first, each in a transaction of its own. */
export function createServing(deps: NewsDeps & { log: Log; giveWay: GiveWay }) {
  const { connection, log, giveWay } = deps;
  const orders = orderModel(connection);

  /** Nothing is left for anybody. Where nobody is found though somebody waits, or holds, `reconcile` tells of the figure. */
  async function unmark(product: string, isOff: boolean, now: Date, session: ClientSession): Promise<void> {
    if (!isOff) return markShelves(connection, [product], now, session);
    await productModel(connection).updateOne({ _id: product }, { $unset: { restockedAt: 1 } }, { session });
  }

  /** Serves the oldest order that waits for a product; false where nothing is free, or nobody waits. */
  async function serveOldest(product: string, now: Date): Promise<boolean> {
    return transact(connection, async (session) => {
      const shelves = await shelvesOf(connection, [product], session);
      const shelf = shelves.get(product);
      const order =
        shelf && availableOf(shelf) > 0
          ? await orders.findOne({ waitsFor: product }, null, { session }).sort({ waitsSince: 1, _id: 1 }).lean<Order>()
          : null;
      if (!shelf || !order) {
        await unmark(product, shelf !== undefined && (availableOf(shelf) > 0 || overheld(shelf) > 0), now, session);
        return false;
      }
      const wanted = perProduct(order.lines, missing).get(product) ?? 0;
      const quantity = Math.min(wanted, availableOf(shelf));
      const after = given(order, product, quantity);
      const key = `stock.serve:${order._id}:${order.revision}`;
      await moveShelves(connection, [{ product, reserved: quantity, waiting: -quantity }], shelves, now, session);
      await addStockMoves(
        connection,
        [{ product, order: order._id, kind: 'reserve', quantity }],
        { now, key },
        session,
      );
      const short = shortText(shortagesOf(after, () => true));
      const sku = order.lines.find((l) => l.product === product)?.sku ?? '';
      const goods = { held: goodsText([{ sku, quantity }]), ...(short && { short }) };
      const set = { lines: after.lines, ...stockFields(order, after, now) };
      const also = (m: Member) => isAgreed(order) && isOperations(m);
      await storeNews(deps, order, { action: 'backorder_served', set, goods, key, now, also }, session);
      return true;
    });
  }

  /**
   * Serves what came free, or some products; gives how many orders got something. Bounded: what is left over is for the
   * next look. One product that fails does not hold up the others.
   */
  return async (now: Date, products?: readonly string[]): Promise<number> => {
    const ids =
      products ??
      (
        await productModel(connection)
          .find({ restockedAt: { $gt: new Date(0) } }, { _id: 1 })
          .sort({ restockedAt: 1 })
          .limit(mostProducts)
          .lean()
      ).map((p) => p._id);
    let served = 0;
    for (const id of ids) {
      try {
        const more = await transact(connection, (session) => giveWay([id], { now, cause: 'file' }, session));
        for (let n = 0; !more && n < mostServed && (await serveOldest(id, now)); n += 1) served += 1;
      } catch (error) {
        log.error({ err: error, product: id }, 'orders that wait could not be served');
      }
    }
    return served;
  };
}
