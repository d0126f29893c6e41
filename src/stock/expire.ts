import { transact } from '../database/transact.ts';
import type { Log } from '../log.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { type NewsDeps, storeNews } from './desk-news.ts';
import { followed } from './follow.ts';
import { goodsText } from './shortage.ts';

/** Orders that are found at once; the next look takes the others. */
const atOnce = 200;

/** What an order holds, as goods are written; undefined where it holds nothing. */
const heldText = ({ lines }: Order): string | undefined =>
  goodsText(lines.flatMap(({ sku, reserved = 0 }) => (reserved > 0 ? [{ sku, quantity: reserved }] : []))) || undefined;

/** Takes back what undecided orders hold when their time is over, each exactly once. */
export function createExpiry(deps: NewsDeps & { log: Log }) {
  const { connection, log } = deps;
  const orders = orderModel(connection);

  /** Ends the reservation of one order, if it is still over; a decision at the same moment comes before or after. */
  async function expire(id: string, now: Date): Promise<boolean> {
    return transact(connection, async (session) => {
      const order = await orders.findById(id, null, { session }).lean<Order>();
      if (order?.state !== 'pending' || !order.reservedUntil || order.reservedUntil > now) return false;
      const key = `stock.expire:${id}:${order.reservedUntil.getTime()}`;
      const change = { state: order.state, set: { lapsedAt: now } };
      const { set = {} } = await followed(connection, order, change, { now, key }, session);
      const held = heldText(order);
      await storeNews(
        deps,
        order,
        { action: 'reservation_expired', set, goods: held ? { held } : {}, key, now },
        session,
      );
      return true;
    });
  }

  /** Ends the reservations whose time is over; gives how many. One that fails does not hold up the others. */
  return async (now: Date): Promise<number> => {
    const due = await orders
      .find({ reservedUntil: { $lte: now } }, { _id: 1 })
      .sort({ reservedUntil: 1 })
      .limit(atOnce)
      .lean();
    let ended = 0;
    for (const { _id } of due) {
      const isEnded = await expire(_id, now).catch((error) => {
        log.error({ err: error, order: _id }, 'a reservation could not be ended');
        return false;
      });
      if (isEnded) ended += 1;
    }
    return ended;
  };
}
