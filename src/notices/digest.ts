import type { Connection } from 'mongoose';
import { type Case, judged } from '../aftersales/case.ts';
import { caseModel } from '../aftersales/model.ts';
import type { Card } from '../chat/card.ts';
import type { OutboxRow } from '../chat/outbox-row.ts';
import { followUpsIn } from '../customers/follow-ups.ts';
import { mayRead } from '../members/ability.ts';
import type { Viewer } from '../members/viewer.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { digestCard } from '../reminders/card.ts';
import type { About, Occurrence } from '../reminders/occurrences.ts';
import type { Pauses } from '../reminders/pauses.ts';

/** Finds what reminders are about, as far as the reader may read it now. */
async function readable(
  connection: Connection,
  { person }: Viewer,
  occurrences: readonly Occurrence[],
): Promise<(occurrence: Occurrence) => About | undefined> {
  const caseIds = occurrences.flatMap((o) => o.case ?? []);
  const orderIds = occurrences.flatMap((o) => (o.case || o.followUp ? [] : o.order));
  const noted = await followUpsIn(
    connection,
    occurrences.flatMap((o) => o.followUp ?? []),
  );
  const found = await orderModel(connection)
    .find({ _id: { $in: orderIds } })
    .lean<Order[]>();
  const handled =
    caseIds.length > 0
      ? await caseModel(connection)
          .find({ _id: { $in: caseIds } })
          .lean<Case[]>()
      : [];
  const orders = new Map(found.filter((o) => mayRead(person, 'Order', o)).map((o) => [o._id, o]));
  const cases = new Map(handled.filter((c) => mayRead(person, 'Case', judged(c))).map((c) => [c._id, c]));
  return ({ order: id, case: caseId, followUp }) => {
    const followed = followUp === undefined ? undefined : noted.get(followUp);
    if (followUp) return followed && mayRead(person, 'Customer', followed.customer) ? followed : undefined;
    const order = orders.get(id);
    const it = caseId === undefined ? undefined : cases.get(caseId);
    return caseId ? it && { case: it } : order && { order };
  };
}

/** The digest of an outbox row as it is true now; undefined when nothing of it is left. */
export async function drawDigest(
  { connection, pauses }: { connection: Connection; pauses: Pauses },
  viewer: Viewer,
  row: Pick<OutboxRow, '_id' | 'data'>,
): Promise<Card | undefined> {
  const occurrences = (row.data?.occurrences ?? []) as Occurrence[];
  const aboutOf = await readable(connection, viewer, occurrences);
  const said = viewer.member ? await pauses.to(viewer.member._id, occurrences) : new Map();
  return digestCard(
    viewer,
    occurrences.flatMap((occurrence) => {
      const about = aboutOf(occurrence);
      return about ? [{ occurrence, ...about, said: said.get(occurrence.key) }] : [];
    }),
    row._id,
  );
}
