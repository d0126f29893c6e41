import type { Connection } from 'mongoose';
import type { Address } from '../chat/address.ts';
import { native } from '../database/native.ts';
import { sharedRead, sharedReadOf } from '../shared-reads.ts';
import { type Member, personOf, type Role, type Team } from './member.ts';
import { memberModel, teamModel } from './model.ts';
import { rightsVersion } from './version.ts';

/** Looks members and teams up. Nothing is kept between two requests, so that a change counts with the next one. */
export type Directory = {
  /** The active member with this chat identity: one indexed read. A stranger, or who was deactivated, is undefined. */
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

export function createDirectory(connection: Connection): Directory {
  const members = memberModel(connection);
  const rows = native(members);
  const projection = { requestKey: 0 };
  const list = async (where: object): Promise<Member[]> =>
    (await rows.find(where, { projection, sort: { name: 1, _id: 1 } }).toArray()) as Member[];
  const one = async (where: object): Promise<Member | undefined> =>
    ((await rows.findOne(where, { projection })) as Member | null) ?? undefined;
  const withRole: Directory['withRole'] = (role, team) =>
    list({ roles: role, active: true, ...(team !== undefined && { teams: team }) });

  return {
    find: sharedReadOf((identity) => one({ identities: identity, active: true })),
    get: (id) => one({ _id: id }),
    all: sharedRead(() => list({})),
    withRole,
    async managersOf(team) {
      const managers = await withRole('manager');
      return managers.filter((m) => m.teams.length === 0 || (team !== undefined && personOf(m).teams.includes(team)));
    },
    withEmail: (email) => list({ email: email.trim().toLowerCase(), active: true }),
    async names(ids) {
      const wanted = [...new Set(ids.filter((id) => id !== undefined))];
      const found = await members.find({ _id: { $in: wanted } }, 'name').lean<{ _id: string; name: string }[]>();
      return new Map(found.map((m) => [m._id, m.name]));
    },
    admins: sharedRead(async () => (await withRole('admin')).map((m) => m.name).join(', ')),
    teams: sharedRead(() => teamModel(connection).find({}).sort({ name: 1 }).lean<Team[]>()),
    version: () => rightsVersion(connection),
  };
}
