import type { Connection } from 'mongoose';
import type { Audit } from '../audit/service.ts';
import type { Address } from '../chat/address.ts';
import type { Clock } from '../clock.ts';
import { type AbsenceChanges, createAbsences } from './absences.ts';
import { createMemberChanges, type MemberChanges, type MemberDefaults, type MemberHooks } from './changes.ts';
import { createDirectory, type Directory } from './directory.ts';
import { ensureAdmins } from './first-admins.ts';
import { createGuard } from './guard.ts';
import { memberModel } from './model.ts';
import { createTeamChanges, type TeamChanges } from './teams.ts';

/** Members and teams: looked up by anyone, changed by admins. */
export type Members = Directory &
  MemberChanges &
  AbsenceChanges &
  TeamChanges & {
    /** Makes the first admins (`ORDERDESK_ADMINS`) at start; gives the ids of those made or changed. */
    ensureAdmins(identities: readonly Address[]): Promise<string[]>;
  };

export function createMembers(deps: {
  connection: Connection;
  audit: Audit;
  clock: Clock;
  /** Language and time zone of a new member: the organisation's. */
  defaults: () => Promise<MemberDefaults>;
  hooks?: MemberHooks;
}): Members {
  const { connection, audit, clock, defaults, hooks = {} } = deps;
  const directory = createDirectory(connection);
  const guard = createGuard({ audit, admins: directory.admins });
  const parts = { connection, audit, directory, guard, defaults, hooks };
  const changes = createMemberChanges(parts);
  const known = async (identity: Address) =>
    (await memberModel(connection).findOne({ identities: identity }, '_id').lean<{ _id: string }>())?._id;
  return {
    ...directory,
    ...changes,
    ...createAbsences(parts),
    ...createTeamChanges({ connection, audit, guard, directory }),
    ensureAdmins: (identities) => ensureAdmins({ changes, directory, known, clock }, identities),
  };
}
