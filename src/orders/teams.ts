import type { ClientSession, Connection } from 'mongoose';
import { followOwner } from '../aftersales/follow.ts';
import { customerModel } from '../customers/model.ts';
import { native } from '../database/native.ts';
import { followOwner as followFeedback } from '../feedback/follow.ts';
import type { Member } from '../members/member.ts';
import { countedFields } from '../rollups/counted.ts';
import { noteFigures } from '../rollups/note.ts';
import { orderModel } from './model.ts';
import type { Order } from './order.ts';

/** When a member moves to another team, the orders and customers that the member owns move too, and cases with their orders: rights follow the owner. */
export async function handOverRows(connection: Connection, member: Member, session: ClientSession): Promise<void> {
  const team = member.teams[0];
  const update = team ? { $set: { team } } : { $unset: { team: 1 as const } };
  await noteTeam(connection, member._id, team, session);
  await orderModel(connection).updateMany({ owner: member._id }, update, { session, timestamps: false });
  await followOwner(connection, member._id, update, session);
  await followFeedback(connection, member._id, update, session);
  await customerModel(connection).updateMany({ owner: member._id }, update, { session, timestamps: false });
}

/** Orders of which the change is noted in one go. */
const atOnce = 500;

async function noteTeam(connection: Connection, owner: string, team: string | undefined, session: ClientSession) {
  const owned = native(orderModel(connection)).find({ owner } as never, { projection: countedFields, session });
  let some: Order[] = [];
  const note = () =>
    noteFigures(
      connection,
      some.map((before) => ({ before, after: { ...before, team } })),
      session,
    );
  for await (const order of owned) {
    some.push(order as unknown as Order);
    if (some.length < atOnce) continue;
    await note();
    some = [];
  }
  await note();
}
