import type { ClientSession, Connection } from 'mongoose';
import { parted } from '../database/parted.ts';
import { followCustomer } from '../feedback/follow.ts';
import { mayRead } from '../members/ability.ts';
import { type Member, personOf } from '../members/member.ts';
import { memberModel } from '../members/model.ts';
import type { Customer } from './customer.ts';
import { followUpModel, openFollowUps } from './follow-up-model.ts';
import { customerModel } from './model.ts';

type Owned = Pick<Customer, '_id' | 'owner' | 'team'>;

/**
 * Open follow-ups of a record of a customer go to its owner where whoever has them may not read the customer, in the
 * transaction that made it so; `from` gives up its own in any case. Without an owner they stay.
 */
export async function handOverFollowUps(
  connection: Connection,
  { record, customer, from }: { record: string; customer: Owned; from?: string },
  session: ClientSession,
): Promise<void> {
  const { owner } = customer;
  if (owner === undefined) return;
  const rows = followUpModel(connection);
  const whose = { customer: record, ...openFollowUps };
  const found = await rows.find(whose, { member: 1 }, { session }).lean<{ member: string }[]>();
  const ids = [...new Set(found.map(({ member }) => member))].filter((id) => id !== owner);
  if (ids.length === 0) return;
  const members = await memberModel(connection)
    .find({ _id: { $in: ids } }, null, { session })
    .lean<Member[]>();
  const readers = members.filter((m) => m.active && mayRead(personOf(m), 'Customer', customer)).map(({ _id }) => _id);
  const leaving = ids.filter((id) => id === from || !readers.includes(id));
  if (leaving.length === 0) return;
  await rows.updateMany({ ...whose, member: { $in: leaving } }, { $set: { member: owner } }, { session });
}

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
