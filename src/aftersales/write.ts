import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import type { NewOutboxRow } from '../chat/outbox-row.ts';
import { dateAt } from '../dates.ts';
import { DeskError } from '../errors.ts';
import type { Actor } from '../members/actor.ts';
import { orderModel } from '../orders/model.ts';
import { type Order, orderName } from '../orders/order.ts';
import { moneyFollows } from '../payments/follow.ts';
import type { Settings } from '../settings/settings.ts';
import type { Case, CaseDeed } from './case.ts';
import { openCasesAfter } from './rules.ts';

/** Something was done with a case: the order before and after, and the case as it is now. */
export type CaseMade = { before: Order; after: Order; it: Case; deed: CaseDeed; actor: Actor };

type Deps = {
  connection: Connection;
  settings: { get(): Promise<Settings> };
  audit: Pick<Audit, 'changed'>;
  notices(made: CaseMade): Promise<NewOutboxRow[]>;
  outbox: { add(rows: readonly NewOutboxRow[], now: Date, session?: ClientSession): Promise<void> };
};

/** What a deed did, and what it sets on the order. */
type Written = { order: Order; before?: Case; it: Case; set?: Partial<Order>; credit?: number };

/** What the trail keeps of an order that a case changed. */
const orderFacts = ({ credited = 0, openComplaints, lines }: Order) => ({
  credited,
  openComplaints,
  lines: lines.map(({ sku, returned = 0 }) => ({ sku, returned })),
});

/** What the trail keeps of a case. */
export const caseFacts = ({ kind, state, lines, text, owner, dueDate, goods, credit, outcome }: Case) => ({
  kind,
  state,
  lines: lines.map(({ sku, unit, quantity, credit: given }) => ({
    sku,
    unit,
    quantity,
    ...(given && { credit: given }),
  })),
  text,
  owner,
  dueDate,
  goods,
  credit,
  outcome,
});

/** Writes what a case does to its order, with the audit entries and the notices, in the transaction of the case. */
export function createWriter({ connection, settings, audit, notices, outbox }: Deps) {
  const orders = orderModel(connection);

  /** The order is named with the revision that was seen: of two cases at once the second is worked out anew. */
  async function onOrder(actor: Actor, deed: CaseDeed, { order, it, set, credit }: Written, session: ClientSession) {
    const note = [it.number, it.timeline.at(-1)?.note].filter(Boolean).join(' · ');
    const entry = { at: actor.now, by: actor.member._id, action: deed, note, key: actor.key };
    const timeline = { ...entry, ...(credit && { amount: credit }) };
    const openCases = openCasesAfter(order.openCases, it);
    const after = await orders
      .findOneAndUpdate(
        { _id: order._id, revision: order.revision },
        { $set: { ...set, openCases }, $push: { timeline }, $inc: { revision: 1 } },
        { returnDocument: 'after', session },
      )
      .lean<Order>();
    if (!after) throw new DeskError('error.changed_meanwhile', { order: orderName(order) });
    return after;
  }

  return async function write(actor: Actor, deed: CaseDeed, written: Written, session: ClientSession): Promise<Order> {
    const { order, before, it } = written;
    const changed = await onOrder(actor, deed, written, session);
    const today = dateAt(actor.now, (await settings.get()).timezone);
    const { order: after } = await moneyFollows(connection, order, changed, { ...actor, today }, session);
    const action = deed.replace('_', '.');
    const now = caseFacts(it);
    await audit.changed(actor, action, { kind: 'Case', id: it._id }, before ? caseFacts(before) : {}, now, session);
    const facts = { ...orderFacts(after), case: it.number };
    await audit.changed(actor, action, { kind: 'Order', id: order._id }, orderFacts(order), facts, session);
    await outbox.add(await notices({ before: order, after, it, deed, actor }), actor.now, session);
    return after;
  };
}
