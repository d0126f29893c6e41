import type { ClientSession, Connection } from 'mongoose';
import { customerModel } from '../customers/model.ts';
import type { Member } from '../members/member.ts';
import { memberModel, teamModel } from '../members/model.ts';
import { signOutEverywhere } from '../members/sessions.ts';
import { countRightsChange } from '../members/version.ts';
import { orderModel } from '../orders/model.ts';
import { markModel } from '../reminders/marks.ts';
import { templateModel } from '../templates/model.ts';

/** Everybody of the sample company who is still there. */
export const samplePeople = (connection: Connection, session: ClientSession): Promise<Member[]> =>
  memberModel(connection).find({ sample: true }, null, { session }).lean<Member[]>();

/** Ends the sessions of sample people and removes them. */
export async function removePeople(
  connection: Connection,
  people: readonly Member[],
  session: ClientSession,
): Promise<number> {
  for (const { _id } of people) await signOutEverywhere(connection, _id, session);
  const ids = { _id: { $in: people.map((m) => m._id) } };
  await markModel(connection).deleteMany(ids, { session });
  const { deletedCount } = await memberModel(connection).deleteMany(ids, { session });
  if (deletedCount > 0) await countRightsChange(connection, session);
  return deletedCount;
}

/**
 * Removes the sample teams. A team that a real member, order or customer is in stays, as the company's own: a manager
 * without the team would otherwise see everything.
 */
export async function removeTeams(
  connection: Connection,
  people: readonly Member[],
  session: ClientSession,
): Promise<number> {
  const teams = teamModel(connection);
  const members = memberModel(connection);
  let removed = 0;
  for (const { _id } of await teams.find({ sample: true }, null, { session }).lean()) {
    const used =
      (await members.exists({ teams: _id, _id: { $nin: people.map((m) => m._id) } }).session(session)) ??
      (await orderModel(connection).exists({ team: _id }).session(session)) ??
      (await orderModel(connection).exists({ submittedTeam: _id }).session(session)) ??
      (await customerModel(connection).exists({ team: _id }).session(session)) ??
      (await templateModel(connection).exists({ team: _id }).session(session));
    if (used) await teams.updateOne({ _id }, { $unset: { sample: 1 } }, { session });
    else removed += (await teams.deleteOne({ _id }, { session })).deletedCount;
  }
  await countRightsChange(connection, session);
  return removed;
}
