import type { ClientSession } from 'mongoose';
import { parted } from '../database/parted.ts';
import { transact } from '../database/transact.ts';
import { DeskError } from '../errors.ts';
import type { Cause } from './actor.ts';
import type { ChangeDeps } from './changes.ts';
import type { Member } from './member.ts';
import { memberModel } from './model.ts';
import { countRightsChange } from './version.ts';

/** Turns a member into the next one, or throws. `undefined` takes a field away. */
export type MemberStep = (member: Member, session: ClientSession) => Promise<Partial<Member>> | Partial<Member>;

/** A member on the audit trail. */
export const subjectOf = (id: string) => ({ kind: 'Member' as const, id });

/** The update that makes fields what they are now; a part that says nothing is left out. */
function updateOf(fields: Partial<Member>) {
  const { set, unset } = parted(fields);
  return { ...(Object.keys(set).length > 0 && { $set: set }), ...(Object.keys(unset).length > 0 && { $unset: unset }) };
}

/** The door of every change of a member: read, worked out, written, counted and put on the trail in one transaction. */
export function createMemberChange({ connection, audit, hooks }: Pick<ChangeDeps, 'connection' | 'audit' | 'hooks'>) {
  const members = memberModel(connection);

  async function adminStays(before: Member, after: Member, session: ClientSession): Promise<void> {
    const rules = (m: Member) => m.active && m.roles.includes('admin');
    if (!rules(before) || rules(after)) return;
    const others = { _id: { $ne: before._id }, roles: 'admin' as const, active: true };
    if (!(await members.exists(others).session(session)))
      throw new DeskError('error.last_admin', { name: before.name });
  }

  /** Makes one change; the same deed again changes nothing. */
  return async function change(cause: Cause, action: string, id: string, step: MemberStep): Promise<Member> {
    return transact(connection, async (session) => {
      const before = await members.findById(id).select('-requestKey').session(session).lean<Member>();
      if (!before) throw new DeskError('error.member_not_found', { text: id });
      if (await audit.has(cause, action, subjectOf(id), session)) return before;
      const fields = await step(before, session);
      const after: Member = { ...before, ...fields };
      await adminStays(before, after, session);
      if (!(await audit.changed(cause, action, subjectOf(id), before, after, session))) return before;
      await members.updateOne({ _id: id }, updateOf(fields), { session, runValidators: true });
      await countRightsChange(connection, session);
      if (fields.teams) await hooks.teamsChanged?.(after, session, cause);
      if ('away' in fields || 'planned' in fields) await hooks.absenceChanged?.(before, after, session, cause);
      return after;
    });
  };
}
