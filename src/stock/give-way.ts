import type { ClientSession } from 'mongoose';
import type { Member } from '../members/member.ts';
import { isOperations } from '../members/member.ts';
import type { LossCause } from '../orders/goods.ts';
import { isAgreed } from '../orders/guards.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { type NewsDeps, storeNews } from './desk-news.ts';
import { given, heldOf, perProduct } from './held.ts';
import { addStockMoves } from './ledger.ts';
import { stockFields } from './queue.ts';
import { type MarkedShelf, moveShelves, overheld, shelvesOf } from './shelf.ts';
import { goodsText, shortagesOf, shortText } from './shortage.ts';

/** Orders that give way in one transaction; the rest of them follow by the timetable, so many at a time. */
const mostAtOnce = 200;

/** Who gives way first: what nobody agreed to yet, then what was submitted last. */
export function whoGivesWay(a: Order, b: Order): number {
  const undecided = Number(b.state === 'pending') - Number(a.state === 'pending');
  const at = (order: Order) => order.approval?.submittedAt.getTime() ?? 0;
  return undecided || at(b) - at(a) || (a._id < b._id ? 1 : -1);
}

/** What took the goods away, by whom; nobody where a file did. */
export type Loss = { now: Date; member?: Member; cause: LossCause };

/**
 * Takes from orders what they hold of goods that are not there any more, in the transaction of what took them. Gives whether
 * more orders have to give way than one transaction takes.
 */
export type GiveWay = (products: readonly string[], loss: Loss, session: ClientSession) => Promise<boolean>;

/** Orders that lose something: what each holds less of each product, in thousandths. */
type Losses = Map<string, { order: Order; lost: Map<string, number> }>;

const skuOf = (order: Order, product: string): string => order.lines.find((l) => l.product === product)?.sku ?? '';

/** The order that holds so much less. */
const afterLoss = (order: Order, lost: ReadonlyMap<string, number>): Order =>
  [...lost].reduce((held, [product, quantity]) => given(held, product, -quantity), order);

/**
 * Never more is held than is there: where a shelf has less than orders hold of it, since goods were counted, written off or
 * sent with another order, the youngest of them give way. They wait for it then, each in the place that it had; their
 * owners are told once, and operations of what is agreed.
 */
export function createGiveWay(deps: NewsDeps, most = mostAtOnce): GiveWay {
  const { connection } = deps;
  const orders = orderModel(connection);

  /** Notes who gives way of one product; false where nobody holds so much of it. */
  async function share(product: string, shelf: MarkedShelf, losses: Losses, session: ClientSession): Promise<number> {
    const holders = await orders.find({ holdsOf: product }, null, { session }).lean<Order[]>();
    let left = overheld(shelf);
    for (const order of left > 0 ? holders.toSorted(whoGivesWay) : []) {
      const quantity = Math.min(left, perProduct(order.lines, heldOf).get(product) ?? 0);
      if (quantity === 0) continue;
      const there = losses.get(order._id) ?? { order, lost: new Map() };
      if (!losses.has(order._id) && losses.size === most) return left;
      losses.set(order._id, there);
      there.lost.set(product, quantity);
      left -= quantity;
    }
    return 0;
  }

  async function lose(order: Order, lost: ReadonlyMap<string, number>, loss: Loss, session: ClientSession) {
    const { now, member, cause } = loss;
    const after = afterLoss(order, lost);
    const short = shortText(shortagesOf(after, (product) => lost.has(product)));
    const held = goodsText([...lost].map(([product, quantity]) => ({ sku: skuOf(order, product), quantity })));
    const goods = { lost: cause, held, ...(short && { short }) };
    const set = { lines: after.lines, ...stockFields(order, after, now) };
    const key = `stock.lose:${order._id}:${order.revision}`;
    const rows = [...lost].map(([product, quantity]) => ({
      product,
      order: order._id,
      kind: 'release' as const,
      quantity,
    }));
    await addStockMoves(connection, rows, { now, key, member }, session);
    const also = (one: Member) => isAgreed(order) && isOperations(one);
    await storeNews(deps, order, { action: 'reservation_lost', set, goods, key, now, by: member, also }, session);
  }

  return async (products, loss, session) => {
    const shelves = await shelvesOf(connection, products, session);
    const losses: Losses = new Map();
    let left = 0;
    for (const [product, shelf] of [...shelves].toSorted(([a], [b]) => (a < b ? -1 : 1)))
      if (overheld(shelf) > 0) left += await share(product, shelf, losses, session);
    for (const { order, lost } of losses.values()) await lose(order, lost, loss, session);
    const moves = [...losses.values()].flatMap(({ lost }) =>
      [...lost].map(([product, quantity]) => ({ product, reserved: -quantity, waiting: quantity })),
    );
    if (moves.length > 0) await moveShelves(connection, moves, shelves, loss.now, session);
    return left > 0;
  };
}
