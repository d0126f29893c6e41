import type { ClientSession, Connection } from 'mongoose';
import { followOwner } from '../aftersales/follow.ts';
import { customerModel } from '../customers/model.ts';
import { followOwner as followFeedback } from '../feedback/follow.ts';
import type { Member } from '../members/member.ts';
import { orderModel } from './model.ts';

/** When a member moves to another team, the orders and customers that the member owns move too, and cases with their orders: rights follow the owner. */
export async function handOverRows(connection: Connection, member: Member, session: ClientSession): Promise<void> {
  const team = member.teams[0];
  const update = team ? { $set: { team } } : { $unset: { team: 1 as const } };
  await orderModel(connection).updateMany({ owner: member._id }, update, { session, timestamps: false });
  await followOwner(connection, member._id, update, session);
  await followFeedback(connection, member._id, update, session);
  await customerModel(connection).updateMany({ owner: member._id }, update, { session, timestamps: false });
}
