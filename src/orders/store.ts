import type { ClientSession, Connection } from 'mongoose';
import { parted } from '../database/parted.ts';
import { orderModel } from './model.ts';
import type { Order, TimelineEntry } from './order.ts';

/** What a deed writes to an order: fields (`undefined` is taken away), what the timeline says, and whether it is a new version. */
type Stored = { fields: Partial<Order>; entries: readonly TimelineEntry[]; isVersion?: boolean };

/**
 * Stores what a deed made of an order, if the order is as the deed saw it; undefined where it changed meanwhile. The one
 * conditional update of orders.
 */
export async function storeOrder(
  connection: Connection,
  { _id, revision }: Pick<Order, '_id' | 'revision'>,
  { fields, entries, isVersion = false }: Stored,
  session: ClientSession,
): Promise<Order | undefined> {
  const { set, unset } = parted(fields);
  const update = {
    $set: set,
    $unset: unset,
    $push: { timeline: { $each: [...entries] } },
    $inc: { revision: 1, ...(isVersion && { version: 1 }) },
  };
  const options = { returnDocument: 'after', session } as const;
  const after = await orderModel(connection).findOneAndUpdate({ _id, revision }, update, options).lean<Order>();
  return after ?? undefined;
}
