import type { Connection } from 'mongoose';
import type { Card } from '../chat/card.ts';
import type { OutboxRow } from '../chat/outbox-row.ts';
import { mayRead } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { digestCard } from '../reminders/card.ts';
import type { Occurrence } from '../reminders/occurrences.ts';
import type { Pauses } from '../reminders/pauses.ts';

/** The digest of an outbox row as it is true now; undefined when nothing of it is left. */
export async function drawDigest(
  { connection, pauses }: { connection: Connection; pauses: Pauses },
  viewer: Viewer,
  row: Pick<OutboxRow, '_id' | 'data'>,
): Promise<Card | undefined> {
  const occurrences = (row.data?.occurrences ?? []) as Occurrence[];
  const found = await orderModel(connection)
    .find({ _id: { $in: occurrences.map((o) => o.order) } })
    .lean<Order[]>();
  const orders = new Map(found.filter((o) => mayRead(viewer.person, 'Order', o)).map((o) => [o._id, o]));
  const said = viewer.member ? await pauses.to(viewer.member._id, occurrences) : new Map();
  return digestCard(
    viewer,
    occurrences.flatMap((occurrence) => {
      const order = orders.get(occurrence.order);
      return order ? [{ occurrence, order, said: said.get(occurrence.key) }] : [];
    }),
    row._id,
  );
}
