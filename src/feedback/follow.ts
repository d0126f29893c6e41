import type { ClientSession, Connection } from 'mongoose';
import { parted } from '../database/parted.ts';
import { feedbackModel } from './model.ts';

/** Whose an order or a customer is now. */
type Owned = { _id: string; owner?: string; team?: string };

const ownedBy = ({ owner, team }: Omit<Owned, '_id'>) => {
  const { set, unset } = parted({ orderOwner: owner, team });
  return { $set: set, $unset: unset };
};

/** An order was handed over: what was said of it is read by whoever may read it now. */
export async function followOrder(connection: Connection, order: Owned, session: ClientSession): Promise<void> {
  await feedbackModel(connection).updateMany({ order: order._id }, ownedBy(order) as object, { session });
}

/** A customer was handed over: what it said of no order goes along. */
export async function followCustomer(connection: Connection, customer: Owned, session: ClientSession): Promise<void> {
  const whose = { customer: customer._id, order: { $exists: false } };
  await feedbackModel(connection).updateMany(whose, ownedBy(customer) as object, { session });
}

/** The owner moved to another team: what was said of the owner's orders and customers moves, too. */
export async function followOwner(
  connection: Connection,
  owner: string,
  change: { $set: { team: string } } | { $unset: { team: 1 } },
  session: ClientSession,
): Promise<void> {
  await feedbackModel(connection).updateMany({ orderOwner: owner }, change, { session });
}
