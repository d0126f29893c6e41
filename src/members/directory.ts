import type { Connection } from 'mongoose';
import type { Address } from '../chat/address.ts';
import { native } from '../database/native.ts';
import { keptWhile } from '../database/versions.ts';
import { deepFrozen } from '../frozen.ts';
import { type Member, personOf, type Role, type Team } from './member.ts';
import { memberModel, teamModel } from './model.ts';
import { withStandIns } from './stand-in.ts';
import { rightsVersion } from './version.ts';

/**
 * Looks members and teams up. Members are kept in memory as long as nobody changed one, in whatever process: a change
 * counts at once here, and within 10 ms elsewhere. What is handed out is read-only.
 */
export type Directory = {
  /** The active member with this chat identity. A stranger, or who was deactivated, is undefined. */
  find(identity: Address): Promise<Member | undefined>;
  get(id: string): Promise<Member | undefined>;
  /** Every member by name, those who left too. */
  all(): Promise<Member[]>;
  /** Active members who hold a role, of one team where it is named. */
  withRole(role: Role, team?: string): Promise<Member[]>;
  /** Active managers of a team, those without a team included: they manage all. Without a team, only they. */
  managersOf(team?: string): Promise<Member[]>;
  /** Active members with an e-mail address, for `linkVerdict`. */
  withEmail(email: string): Promise<Member[]>;
  /** Names by id. */
  names(ids: readonly (string | undefined)[]): Promise<Map<string, string>>;
  /** Whom to ask, as text: the names of the admins. */
  admins(): Promise<string>;
  teams(): Promise<Team[]>;
  /** Grows with every change of a member or a team. */
  version(): Promise<number>;
};

/** All members, in the order of their names, and the active ones by chat identity. */
type Company = { members: Member[]; byIdentity: ReadonlyMap<string, Member> };

export function createDirectory(connection: Connection): Directory {
  const rows = native(memberModel(connection));

  const company = keptWhile(connection, 'rights', async (): Promise<Company> => {
    const found = await rows.find({}, { projection: { requestKey: 0 }, sort: { name: 1, _id: 1 } }).toArray();
    const members = deepFrozen(withStandIns(found as Member[]));
    const active = members.filter((m) => m.active);
    return { members, byIdentity: new Map(active.flatMap((m) => m.identities.map((i) => [i, m] as const))) };
  });
  const teams = keptWhile(connection, 'rights', async () =>
    deepFrozen(await teamModel(connection).find({}).sort({ name: 1 }).lean<Team[]>()),
  );
  const all = async (): Promise<Member[]> => (await company()).members;
  const active = async (fits: (member: Member) => boolean): Promise<Member[]> =>
    (await all()).filter((m) => m.active && fits(m));
  const withRole: Directory['withRole'] = (role, team) =>
    active((m) => m.roles.includes(role) && (team === undefined || m.teams.includes(team)));

  return {
    find: async (identity) => (await company()).byIdentity.get(identity),
    get: async (id) => (await all()).find((m) => m._id === id),
    all,
    withRole,
    async managersOf(team) {
      const managers = await withRole('manager');
      return managers.filter((m) => m.teams.length === 0 || (team !== undefined && personOf(m).teams.includes(team)));
    },
    withEmail: (email) => active((m) => m.email === email.trim().toLowerCase()),
    async names(ids) {
      const wanted = new Set(ids);
      return new Map((await all()).filter((m) => wanted.has(m._id)).map((m) => [m._id, m.name]));
    },
    admins: async () => (await withRole('admin')).map((m) => m.name).join(', '),
    teams,
    version: () => rightsVersion(connection),
  };
}
