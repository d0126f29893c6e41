import type { ClientSession, Connection } from 'mongoose';
import { parted } from '../database/parted.ts';
import { followCustomer } from '../feedback/follow.ts';
import { mayRead } from '../members/ability.ts';
import { type Member, type Person, personOf } from '../members/member.ts';
import { memberModel } from '../members/model.ts';
import type { Order } from '../orders/order.ts';
import type { Customer } from './customer.ts';
import { followUpModel, openFollowUps } from './follow-up-model.ts';
import { customerModel } from './model.ts';

type Owned = Pick<Customer, '_id' | 'owner' | 'team'>;

type HandOver = {
  /** Which follow-ups. */
  whose: object;
  /** Whose they are from now on; without one they stay. */
  to: string | undefined;
  /** Who gives up the own in any case. */
  from?: string;
  /** Whether a person may still read what they are about. */
  reads(person: Person): boolean;
};

/** Open follow-ups go to somebody else where whoever has them may not read what they are about any more. */
async function handOver(connection: Connection, { whose, to, from, reads }: HandOver, session: ClientSession) {
  if (to === undefined) return;
  const rows = followUpModel(connection);
  const open = { ...whose, ...openFollowUps, silentSince: { $exists: false } };
  const found = await rows.find(open, { member: 1 }, { session }).lean<{ member: string }[]>();
  const ids = [...new Set(found.map(({ member }) => member))].filter((id) => id !== to);
  if (ids.length === 0) return;
  const members = await memberModel(connection)
    .find({ _id: { $in: ids } }, null, { session })
    .lean<Member[]>();
  const readers = members.filter((m) => m.active && reads(personOf(m))).map(({ _id }) => _id);
  const leaving = ids.filter((id) => id === from || !readers.includes(id));
  if (leaving.length === 0) return;
  await rows.updateMany({ ...open, member: { $in: leaving } }, { $set: { member: to } }, { session });
}

/** Open follow-ups of a record of a customer, but for those of its orders, in the transaction of the change. */
export const handOverFollowUps = (
  connection: Connection,
  { record, customer, from }: { record: string; customer: Owned; from?: string },
  session: ClientSession,
): Promise<void> =>
  handOver(
    connection,
    {
      whose: { customer: record, order: { $exists: false } },
      ...{ to: customer.owner, from, reads: (person) => mayRead(person, 'Customer', customer) },
    },
    session,
  );

/** Open follow-ups of an order that has another owner, in the transaction of the change. */
export const handOverOrderFollowUps = (
  connection: Connection,
  order: Order,
  from: string | undefined,
  session: ClientSession,
): Promise<void> =>
  handOver(
    connection,
    { whose: { order: order._id }, to: order.owner, from, reads: (person) => mayRead(person, 'Order', order) },
    session,
  );

/**
 * A customer has another owner: the records that became a part of it, what it said of no order, and what was to be followed
 * up go along, in the transaction of the change.
 */
export async function followOwnerOf(
  connection: Connection,
  customer: Owned,
  before: Pick<Customer, 'owner'>,
  session: ClientSession,
): Promise<void> {
  const { _id, owner, team } = customer;
  const { set, unset } = parted({ owner, team });
  const update = { $set: set, $unset: unset, $inc: { __v: 1 } };
  // The records that became a part of it are found by whoever sees it.
  await customerModel(connection).updateMany({ mergedInto: _id }, update as object, { session });
  await followCustomer(connection, customer, session);
  await handOverFollowUps(connection, { record: _id, customer, from: before.owner }, session);
}

/** The same for what still names a record that becomes a part of the customer. */
export async function followMerged(
  connection: Connection,
  record: string,
  customer: Owned,
  session: ClientSession,
): Promise<void> {
  const { owner, team } = customer;
  await followCustomer(connection, { _id: record, owner, team }, session);
  await handOverFollowUps(connection, { record, customer }, session);
}
