import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import type { Address } from '../chat/address.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import type { Member } from '../members/member.ts';
import { refreshRow } from '../notices/after-move.ts';
import { type DirectOf, toMember } from '../notices/recipients.ts';
import { row } from '../notices/row.ts';
import type { GoodsNews } from '../orders/goods.ts';
import type { Order } from '../orders/order.ts';
import { storeOrder } from '../orders/store.ts';
import { markRisks } from '../risks/marks.ts';

export type NewsDeps = {
  connection: Connection;
  members: { all(): Promise<Member[]> };
  audit: Pick<Audit, 'record'>;
  outbox: { add(rows: readonly NewOutboxRow[], now: Date, session?: ClientSession): Promise<void> };
  directOf: DirectOf;
};

/** What the desk itself does to the stock of an order. */
export type DeskNews = {
  action: 'reservation_expired' | 'reservation_lost' | 'backorder_served';
  set: Partial<Order>;
  goods: GoodsNews;
  key: string;
  now: Date;
  /** Who caused it; missing where it is the desk's own. */
  by?: Member;
  /** Whom it is told besides the order's owner. */
  also?: (member: Member) => boolean;
};

/**
 * Stores what the desk did to the stock of an order that was read in this transaction: the fields, the timeline, the audit
 * trail, and the outbox rows that tell of it once.
 */
export async function storeNews(
  { connection, members, audit, outbox, directOf }: NewsDeps,
  order: Order,
  { action, set, goods, key, now, by, also = () => false }: DeskNews,
  session: ClientSession,
): Promise<Order> {
  const entries = [{ at: now, ...(by && { by: by._id }), action, goods, key }];
  const after = await storeOrder(connection, order, { fields: set, entries }, session);
  if (!after) throw new Error('an order that was read in a transaction is not there any more');
  const from: Address = 'scheduler:stock';
  const subject = { kind: 'Order', id: order._id } as const;
  await audit.record({ at: now, by: by?._id, from, action, subject, after: { goods }, key }, session);
  const told = (await members.all()).filter((m) => m.active && (m._id === order.owner || also(m)));
  const rows = told
    .flatMap((m) => toMember(m, directOf))
    .map((to) => row(action, `${order._id}:${after.revision}`, to, after, { key }));
  await outbox.add([refreshRow(after), ...rows], now, session);
  await markRisks(connection, [{ kind: 'order', about: order._id }], { now, session });
  return after;
}
