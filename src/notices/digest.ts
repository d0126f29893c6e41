import type { Connection } from 'mongoose';
import type { Card } from '../chat/card.ts';
import type { OutboxRow } from '../chat/outbox.ts';
import { mayRead } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { digestCard } from '../reminders/card.ts';
import type { Occurrence } from '../reminders/occurrences.ts';

/** The digest of an outbox row as it is true now; undefined when nothing of it is left. */
export async function drawDigest(connection: Connection, viewer: Viewer, row: OutboxRow): Promise<Card | undefined> {
  const occurrences = (row.data?.occurrences ?? []) as Occurrence[];
  const found = await orderModel(connection)
    .find({ _id: { $in: occurrences.map((o) => o.order) } })
    .lean<Order[]>();
  const orders = new Map(found.filter((o) => mayRead(viewer.person, 'Order', o)).map((o) => [o._id, o]));
  return digestCard(
    viewer,
    occurrences.flatMap((occurrence) => {
      const order = orders.get(occurrence.order);
      return order ? [{ occurrence, order }] : [];
    }),
  );
}
