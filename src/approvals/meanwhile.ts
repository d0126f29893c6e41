import type { Connection } from 'mongoose';
import { orderModel } from '../orders/model.ts';
import type { Order, TimelineEntry } from '../orders/order.ts';

/** What a stand-in did for somebody. */
export type Meanwhile = { order: Order; entry: TimelineEntry };

/** How many orders are looked through, and how many entries are told. */
const looked = 200;
export const mostTold = 20;

/** What was decided for a member since an instant, the latest first; at most one more than is told. */
export async function decidedFor(connection: Connection, member: string, since: Date): Promise<Meanwhile[]> {
  const found = await orderModel(connection)
    .find({ timeline: { $elemMatch: { for: member, at: { $gte: since } } }, 'timeline.for': member })
    .sort({ _id: -1 })
    .limit(looked)
    .lean<Order[]>();
  return found
    .flatMap((order) => order.timeline.map((entry) => ({ order, entry })))
    .filter(({ entry }) => entry.for === member && entry.at >= since)
    .sort((a, b) => b.entry.at.getTime() - a.entry.at.getTime())
    .slice(0, mostTold + 1);
}
