import type { ClientSession, Connection } from 'mongoose';
import { parted } from '../database/parted.ts';
import { changesFigures, noteFigures } from '../rollups/note.ts';
import { orderModel } from './model.ts';
import type { Order, TimelineEntry } from './order.ts';

/** What a deed writes to an order: fields (`undefined` is taken away), what the timeline says, and whether it is a new version. */
export type Stored = { fields: Partial<Order>; entries: readonly TimelineEntry[]; isVersion?: boolean };

/** The update that writes what a deed made of an order. */
export function updateOf({ fields, entries, isVersion = false }: Stored) {
  const { set, unset } = parted(fields);
  return {
    $set: set,
    ...(Object.keys(unset).length > 0 && { $unset: unset }),
    $push: { timeline: { $each: [...entries] } },
    $inc: { revision: 1, ...(isVersion && { version: 1 }) },
  };
}

/**
 * Stores what a deed made of an order, if the order is as the deed saw it; undefined where it changed meanwhile. The one
 * conditional update of orders; what it changes in figures is noted with it.
 */
export async function storeOrder(
  connection: Connection,
  before: Order,
  stored: Stored,
  session: ClientSession,
): Promise<Order | undefined> {
  const options = { returnDocument: 'after', session } as const;
  const { _id, revision } = before;
  const after = await orderModel(connection)
    .findOneAndUpdate({ _id, revision }, updateOf(stored), options)
    .lean<Order>();
  if (after && changesFigures(stored.fields)) await noteFigures(connection, [{ before, after }], session);
  return after ?? undefined;
}
