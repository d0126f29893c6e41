import type { ClientSession, Connection } from 'mongoose';
import { caseModel } from '../aftersales/model.ts';
import { addOutboxRows } from '../chat/outbox-row.ts';
import { isDuplicate, transact } from '../database/transact.ts';
import { feedbackModel } from '../feedback/model.ts';
import { refreshRow } from '../notices/after-move.ts';
import { contentHash, withContent } from '../orders/content.ts';
import { orderModel } from '../orders/model.ts';
import type { Approval, Order } from '../orders/order.ts';
import { paymentModel } from '../payments/model.ts';
import { type Payment, referenceKey } from '../payments/payment.ts';
import { overlap, type PriceEntry, slotOf, whomOf } from '../prices/entry.ts';
import { priceModel } from '../prices/model.ts';
import { templateModel } from '../templates/model.ts';
import type { Customer } from './customer.ts';
import { followMerged } from './follow-owner.ts';
import { followUpModel } from './follow-up-model.ts';
import { customerModel } from './model.ts';

/** From which customer to which, and when. */
export type Merging = {
  from: string;
  to: string;
  /** The words that find the one that stays: its orders are found by them. */
  words: readonly string[];
  now: Date;
};

/** One kind of record that names its customer. */
export type Mover = {
  /** The key of its count on the preview. */
  name: 'orders' | 'payments' | 'prices' | 'cases' | 'feedback' | 'templates' | 'follow_ups';
  /** How many there are, up to a most. */
  count(connection: Connection, from: string, most: number): Promise<number>;
  /**
   * Moves some, no more than `most`, each by a change of its own that leaves it with one customer or the other: what was
   * killed goes on with the rest. Gives how many were there.
   */
  move(connection: Connection, merging: Merging, most: number): Promise<number>;
};

type Ided = { _id: string };

/** A review of the order as it is with the other customer: bound to it where it was bound to it before. */
const rebound = (review: Approval, before: Order, to: string): Approval =>
  review.contentHash === contentHash(before)
    ? { ...review, contentHash: contentHash({ ...before, customer: to }) }
    : review;

/** What an order changes by the merge: its customer, and what its decisions are bound to. The customer's name on it stays. */
export function mergedOrder(order: Order, to: string, words: readonly string[] = []): Partial<Order> {
  const { approval, change } = order;
  return {
    customer: to,
    search: [...new Set([...order.search, ...words])],
    ...(approval && { approval: rebound(approval, order, to) }),
    ...(change && {
      change: { ...change, approval: rebound(change.approval, withContent(order, change.content), to) },
    }),
  };
}

const orders: Mover = {
  name: 'orders',
  count: (connection, from, most) => orderModel(connection).countDocuments({ customer: from }).limit(most),
  async move(connection, { from, to, words, now }, most) {
    const model = orderModel(connection);
    const found = await model.find({ customer: from }).limit(most).lean<Order[]>();
    for (const order of found) {
      // One that changes at this moment is met by the next part.
      const update = { $set: mergedOrder(order, to, words), $inc: { revision: 1 } };
      const seen = { _id: order._id, customer: from, revision: order.revision };
      const put = (session?: ClientSession) => model.updateOne(seen, update, { timestamps: false, session });
      // A card that asks for a decision shows what it is bound to.
      const isAsked = order.state === 'pending' || order.change !== undefined;
      if (!isAsked) await put();
      else
        await transact(connection, async (session) => {
          const { modifiedCount } = await put(session);
          const moved = { ...order, revision: order.revision + 1 };
          if (modifiedCount > 0) await addOutboxRows(connection, [refreshRow(moved)], now, session);
        });
    }
    return found.length;
  },
};

/** A payment's key names its customer; where the other one has the same reference, it keeps the key that it had. */
const payments: Mover = {
  name: 'payments',
  count: (connection, from, most) => paymentModel(connection).countDocuments({ customer: from }).limit(most),
  async move(connection, { from, to }, most) {
    const model = paymentModel(connection);
    const found = await model.find({ customer: from }).limit(most).lean<Payment[]>();
    for (const { _id, key, reference } of found) {
      const isOfReference = reference !== undefined && key === referenceKey(from, reference);
      const moved = isOfReference ? referenceKey(to, reference) : key;
      const put = (newKey: string) =>
        model.updateOne({ _id, customer: from }, { $set: { customer: to, key: newKey } }, { timestamps: false });
      await put(moved).catch((error) => {
        if (!isDuplicate(error)) throw error;
        return put(key);
      });
    }
    return found.length;
  },
};

const live = { endedAt: { $exists: false } } as const;

/** Where both have a price for the same product, quantity and some of the same days, the other one's counts. */
const prices: Mover = {
  name: 'prices',
  count: (connection, from, most) => priceModel(connection).countDocuments({ customer: from }).limit(most),
  async move(connection, { from, to, now }, most) {
    const model = priceModel(connection);
    const found = await model.find({ customer: from }).limit(most).lean<PriceEntry[]>();
    for (const entry of found) {
      const whom = whomOf({ customer: to });
      const there = await model.find({ product: entry.product, whom, ...live }).lean<PriceEntry[]>();
      const clashes = there.some((one) => one.from === entry.from && overlap(one, entry));
      const end = !entry.endedAt && clashes;
      const set = {
        customer: to,
        whom,
        ...(!entry.endedAt && !clashes && { slot: slotOf({ ...entry, whom }) }),
        ...(end && { endedAt: now }),
      };
      const update = { $set: set, ...(end && { $unset: { slot: 1 as const } }) };
      // A price of the other one that was set at this moment: the next part finds it, and ends this one.
      await model.updateOne({ _id: entry._id, customer: from }, update).catch((error) => {
        if (!isDuplicate(error)) throw error;
      });
    }
    return found.length;
  },
};

/** What came in for the old record belongs to whoever has the one that stays. */
async function toOwner(connection: Connection, { from, to }: Merging, session: ClientSession): Promise<void> {
  const into = await customerModel(connection).findById(to, 'owner team', { session }).lean<Customer>();
  if (into) await followMerged(connection, from, into, session);
}

type PlainMove = { isRevised?: boolean; isOwned?: boolean };

/** Records of which nothing but the customer follows; of those that are read with it (`isOwned`), whose it is, too. */
function plainMover(
  name: Mover['name'],
  modelOf: (connection: Connection) => unknown,
  { isRevised = false, isOwned = false }: PlainMove = {},
): Mover {
  const model = (connection: Connection) => modelOf(connection) as ReturnType<typeof feedbackModel>;
  return {
    name,
    count: (connection, from, most) => model(connection).countDocuments({ customer: from }).limit(most),
    async move(connection, merging, most) {
      const { from, to } = merging;
      const found = await model(connection).find({ customer: from }, { _id: 1 }).limit(most).lean<Ided[]>();
      const ids = found.map(({ _id }) => _id);
      if (ids.length === 0) return 0;
      const update = { $set: { customer: to }, ...(isRevised && { $inc: { revision: 1 } }) };
      await transact(connection, async (session) => {
        if (isOwned) await toOwner(connection, merging, session);
        const whose = { _id: { $in: ids }, customer: from };
        await model(connection).updateMany(whose, update, { timestamps: false, session });
      });
      return ids.length;
    },
  };
}

/** Everything that names a customer, in the order in which it moves: money and orders first. A new kind is a line here. */
export const movers: readonly Mover[] = [
  orders,
  payments,
  prices,
  plainMover('cases', caseModel, { isRevised: true }),
  plainMover('templates', templateModel, { isRevised: true }),
  plainMover('feedback', feedbackModel, { isOwned: true }),
  plainMover('follow_ups', followUpModel, { isOwned: true }),
];
