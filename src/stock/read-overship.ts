import type { Connection } from 'mongoose';
import { readFilter } from '../members/ability.ts';
import { judgedFields } from '../members/kinds.ts';
import type { Person } from '../members/member.ts';
import { summedParts } from '../orders/goods.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { whoGivesWay } from './give-way.ts';
import { heldOf, perProduct } from './held.ts';
import { type Gap, gapsOf } from './overship.ts';
import { shelvesOf } from './shelf.ts';

/** Orders that a card names. */
const mostOrders = 10;

/** An order that holds of a product what another would send, in thousandths. */
export type Holder = { order: Pick<Order, '_id' | 'number' | 'draftNo'>; quantity: number };

/** What a shipment would send that is not there for it, and whose it is. */
export type OvershipGap = Gap & { holders: Holder[] };

/** What an order would send so that is not there for it: with those who hold it, whoever gives way first at the head. */
export async function readOvership(
  connection: Connection,
  person: Person,
  order: Order,
  parts: readonly { index: number; quantity: number }[],
): Promise<OvershipGap[]> {
  const sent = new Map(summedParts(parts).map(({ index, quantity }) => [index, quantity]));
  const lines = order.lines.map((line, i) => ({ ...line, shipped: line.shipped + (sent.get(i) ?? 0) }));
  const shelves = await shelvesOf(connection, [...new Set(lines.map((line) => line.product))]);
  const fields = { ...judgedFields, draftNo: 1, lines: 1, 'approval.submittedAt': 1 };
  const holdersOf = async ({ product }: Gap): Promise<Holder[]> => {
    const where = { $and: [{ holdsOf: product, _id: { $ne: order._id } }, readFilter(person, 'Order')] };
    const found = await orderModel(connection).find(where, fields).lean<Order[]>();
    return found
      .toSorted(whoGivesWay)
      .slice(0, mostOrders)
      .map((one) => ({ order: one, quantity: perProduct(one.lines, heldOf).get(product) ?? 0 }));
  };
  const gaps = gapsOf(order, { ...order, lines }, shelves);
  return Promise.all(gaps.map(async (gap) => ({ ...gap, holders: await holdersOf(gap) })));
}
