import type { ClientSession } from 'mongoose';
import type { Cause } from '../members/actor.ts';
import { isOperations, type Member } from '../members/member.ts';
import { isAgreed } from '../orders/guards.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { type NewsDeps, storeNews } from './desk-news.ts';
import { heldOf, perProduct } from './held.ts';
import { addStockMoves } from './ledger.ts';
import { stockFields } from './queue.ts';
import { given } from './serve.ts';
import { heldTooMuch, type MarkedShelf, moveShelves, shelvesOf } from './shelf.ts';
import { goodsText, shortagesOf, shortText } from './shortage.ts';

/** Who gives way first: what nobody agreed to yet, then what was submitted last. */
export function yieldingOrder(a: Order, b: Order): number {
  const undecided = Number(b.state === 'pending') - Number(a.state === 'pending');
  const at = (order: Order) => order.approval?.submittedAt.getTime() ?? 0;
  return undecided || at(b) - at(a) || (a._id < b._id ? 1 : -1);
}

/** Takes from orders what they hold of goods that are not there any more, in the transaction of what took them. */
export type GiveWay = (
  products: readonly string[],
  cause: Pick<Cause, 'now' | 'key'>,
  session: ClientSession,
) => Promise<void>;

/**
 * Never more is held than is there: where a shelf has less than orders hold of it, since goods were counted, written off or
 * sent with another order, the youngest of them give way. They wait for it then, each in the place that it had; their
 * owners are told, and operations of what is agreed.
 */
export function createGiveWay(deps: NewsDeps): GiveWay {
  const { connection } = deps;
  const orders = orderModel(connection);

  /** An order that holds less of a product by so much. */
  async function lose(order: Order, product: string, quantity: number, now: Date, session: ClientSession) {
    const after = given(order, product, -quantity);
    const short = shortText(shortagesOf(after, (id) => id === product));
    const sku = order.lines.find((line) => line.product === product)?.sku ?? '';
    const goods = { held: goodsText([{ sku, quantity }]), ...(short && { short }) };
    const set = { lines: after.lines, ...stockFields(order, after, now) };
    const key = `stock.lose:${order._id}:${order.revision}`;
    const also = (member: Member) => isAgreed(order) && isOperations(member);
    await addStockMoves(connection, [{ product, order: order._id, kind: 'release', quantity }], { now, key }, session);
    await storeNews(deps, order, { action: 'reservation_lost', set, goods, key, now, also }, session);
  }

  async function relieve(product: string, shelf: MarkedShelf | undefined, now: Date, session: ClientSession) {
    const over = shelf ? heldTooMuch(shelf) : 0;
    if (!shelf || over === 0) return;
    const holders = await orders.find({ holdsOf: product }, null, { session }).lean<Order[]>();
    let left = over;
    for (const order of holders.toSorted(yieldingOrder)) {
      const quantity = Math.min(left, perProduct(order.lines, heldOf).get(product) ?? 0);
      if (quantity > 0) await lose(order, product, quantity, now, session);
      left -= quantity;
    }
    const lost = over - left;
    await moveShelves(
      connection,
      [{ product, reserved: -lost, waiting: lost }],
      new Map([[product, shelf]]),
      now,
      session,
    );
  }

  return async (products, { now }, session) => {
    const shelves = await shelvesOf(connection, products, session);
    for (const product of [...new Set(products)].toSorted()) await relieve(product, shelves.get(product), now, session);
  };
}
