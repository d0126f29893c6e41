import type { ClientSession, Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import type { Address } from '../chat/address.ts';
import { isDuplicate, transact } from '../database/transact.ts';
import { DeskError } from '../errors.ts';
import { newId } from '../id.ts';
import { may } from './ability.ts';
import type { Cause } from './actor.ts';
import { createMemberChange, type MemberStep, subjectOf as subject } from './change.ts';
import type { Directory } from './directory.ts';
import {
  checked,
  type MemberDraft,
  type MemberPatch,
  memberDraft,
  memberPatch,
  type OwnPatch,
  ownPatch,
} from './draft.ts';
import type { Guard } from './guard.ts';
import { type Member, personOf } from './member.ts';
import { memberModel, type StoredMember } from './model.ts';
import { signOutEverywhere } from './sessions.ts';
import { countRightsChange } from './version.ts';

/** What a new member has when nobody says otherwise. */
export type MemberDefaults = Pick<Member, 'locale' | 'timezone'>;

/** What others do inside the transaction of a change: hand rows over to the new team, end tokens and tasks. */
export type MemberHooks = {
  teamsChanged?(member: Member, session: ClientSession, cause: Cause): Promise<void>;
  deactivated?(member: Member, session: ClientSession, cause: Cause): Promise<void>;
  /** An absence was planned, began, was changed or ended. */
  absenceChanged?(before: Member, after: Member, session: ClientSession, cause: Cause): Promise<void>;
};

export type ChangeDeps = {
  connection: Connection;
  audit: Audit;
  directory: Directory;
  guard: Guard;
  defaults: () => Promise<MemberDefaults>;
  hooks: MemberHooks;
};

/** Changes of members. A cause without a member is the desk itself; everybody else needs the right. */
export type MemberChanges = {
  create(cause: Cause, draft: MemberDraft): Promise<Member>;
  update(cause: Cause, id: string, patch: MemberPatch): Promise<Member>;
  /** What members set for themselves: language, time zone, hours, digest. */
  setOwn(cause: Cause & { member: Member }, patch: OwnPatch): Promise<Member>;
  /** Adds a chat identity; it may belong to nobody else. */
  link(cause: Cause, id: string, identity: Address): Promise<Member>;
  unlink(cause: Cause, id: string, identity: Address): Promise<Member>;
  /** The person left: no rights, no sessions; the name stays on what was done. */
  deactivate(cause: Cause, id: string): Promise<Member>;
  reactivate(cause: Cause, id: string): Promise<Member>;
};

export function createMemberChanges(deps: ChangeDeps): MemberChanges {
  const { connection, audit, directory, guard, defaults, hooks } = deps;
  const members = memberModel(connection);
  const change = createMemberChange(deps);
  const isAdmin = (cause: Cause) => !cause.member || may(personOf(cause.member), 'member.edit');

  async function teamsExist(ids: readonly string[] = []): Promise<void> {
    const known = await directory.teams();
    const name = ids.find((id) => !known.some((team) => team._id === id));
    if (name !== undefined)
      throw new DeskError('error.team_not_found', { name, known: known.map((team) => team.name).join(', ') });
  }

  async function taken(identities: readonly Address[]): Promise<never> {
    const owner = await members.findOne({ identities: { $in: identities } }).lean<Member>();
    const identity = identities.find((i) => owner?.identities.includes(i)) ?? identities.join(', ');
    throw new DeskError('error.identity_taken', { identity, name: owner?.name ?? identity });
  }

  /** The member that the same deed made before. */
  const madeBefore = (key: string) => members.findOne({ requestKey: key }).select('-requestKey').lean<Member>();

  async function insert(cause: Cause, member: StoredMember): Promise<Member> {
    await transact(connection, async (session) => {
      await members.create([member], { session });
      await countRightsChange(connection, session);
      const { requestKey, ...shown } = member;
      await audit.changed(cause, 'member.create', subject(member._id), {}, shown, session);
    });
    return (await directory.get(member._id))!;
  }

  return {
    async create(cause, draft) {
      await guard(cause, isAdmin(cause), 'member.create', subject('new'));
      const { _id = newId(), ...fields } = checked(memberDraft, draft);
      await teamsExist(fields.teams);
      const again = await madeBefore(cause.key);
      if (again) return again;
      const rest = { roles: [], teams: [], active: true, digestHour: 9, workHours: { start: 9, end: 18 } };
      const member = { ...(await defaults()), ...rest, ...fields, _id, requestKey: cause.key, createdAt: cause.now };
      return insert(cause, member).catch(async (error) => {
        const twin = isDuplicate(error) ? await madeBefore(cause.key) : null;
        if (twin) return twin;
        if (isDuplicate(error, 'identities')) return taken(fields.identities);
        throw error;
      });
    },
    async update(cause, id, patch) {
      await guard(cause, isAdmin(cause), 'member.edit', subject(id));
      const { discountAuthority, ...others } = checked(memberPatch, patch);
      const fields =
        discountAuthority === undefined ? others : { ...others, discountAuthority: discountAuthority ?? undefined };
      await teamsExist(fields.teams);
      return change(cause, 'member.edit', id, () => fields);
    },
    async setOwn(cause, patch) {
      const fields = checked(ownPatch, patch);
      return change(cause, 'member.own', cause.member._id, () => fields);
    },
    async link(cause, id, identity) {
      await guard(cause, isAdmin(cause), 'member.link', subject(id));
      checked(memberDraft.pick({ identities: true }), { identities: [identity] });
      const add: MemberStep = (m) =>
        m.identities.includes(identity) ? {} : { identities: [...m.identities, identity] };
      return change(cause, 'member.link', id, add).catch((error) => {
        if (isDuplicate(error, 'identities')) return taken([identity]);
        throw error;
      });
    },
    async unlink(cause, id, identity) {
      await guard(cause, isAdmin(cause), 'member.unlink', subject(id));
      return change(cause, 'member.unlink', id, (m) => ({ identities: m.identities.filter((i) => i !== identity) }));
    },
    async deactivate(cause, id) {
      await guard(cause, isAdmin(cause), 'member.deactivate', subject(id));
      return change(cause, 'member.deactivate', id, async (member, session) => {
        await signOutEverywhere(connection, id, session);
        if (member.active) await hooks.deactivated?.({ ...member, active: false }, session, cause);
        return { active: false, away: undefined, planned: undefined };
      });
    },
    async reactivate(cause, id) {
      await guard(cause, isAdmin(cause), 'member.reactivate', subject(id));
      return change(cause, 'member.reactivate', id, async (_member, session) => {
        // What was made for them at the very moment in which they left.
        await signOutEverywhere(connection, id, session);
        return { active: true };
      });
    },
  };
}
