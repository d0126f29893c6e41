import { z } from 'zod';
import { isDuplicate, transact } from '../database/transact.ts';
import { idOfKey } from '../entry/id-of-key.ts';
import { DeskError } from '../errors.ts';
import { may } from './ability.ts';
import type { Cause } from './actor.ts';
import type { ChangeDeps } from './changes.ts';
import { checked, isTimezone } from './draft.ts';
import { personOf, type Team } from './member.ts';
import { teamModel } from './model.ts';
import { countRightsChange } from './version.ts';

const fields = { name: z.string().trim().min(1).max(80), timezone: z.string().refine(isTimezone).optional() };
const draft = z.strictObject({ ...fields, _id: z.string().min(1).optional(), sample: z.boolean().optional() });
const patch = z.strictObject(fields).partial();

/** Teams are made and named by an admin. */
export type TeamChanges = {
  createTeam(cause: Cause, team: z.input<typeof draft>): Promise<Team>;
  updateTeam(cause: Cause, id: string, change: z.input<typeof patch>): Promise<Team>;
};

export function createTeamChanges(deps: Pick<ChangeDeps, 'connection' | 'audit' | 'guard' | 'directory'>): TeamChanges {
  const { connection, audit, guard, directory } = deps;
  const teams = teamModel(connection);
  const subject = (id: string) => ({ kind: 'Team' as const, id });
  const isAdmin = (cause: Cause) => !cause.member || may(personOf(cause.member), 'team');
  const taken = (name: string) => (error: unknown) => {
    throw isDuplicate(error, 'name') ? new DeskError('error.team_taken', { name }, { field: 'name' }) : error;
  };

  return {
    async createTeam(cause, given) {
      await guard(cause, isAdmin(cause), 'team.create', subject('new'));
      const { _id = idOfKey(cause.key), ...rest } = checked(draft, given);
      const team: Team = { _id, ...rest };
      const there = await teams.findById(_id).lean<Team>();
      if (there) return there;
      await transact(connection, async (session) => {
        await teams.create([team], { session });
        await countRightsChange(connection, session);
        await audit.changed(cause, 'team.create', subject(_id), {}, team, session);
      }).catch(taken(team.name));
      return team;
    },
    async updateTeam(cause, id, given) {
      await guard(cause, isAdmin(cause), 'team.edit', subject(id));
      const wanted = checked(patch, given);
      return transact(connection, async (session) => {
        const before = await teams.findById(id).session(session).lean<Team>();
        if (!before) {
          const known = (await directory.teams()).map((t) => t.name).join(', ');
          throw new DeskError('error.team_not_found', { name: id, known });
        }
        const after = { ...before, ...wanted };
        if (!(await audit.changed(cause, 'team.edit', subject(id), before, after, session))) return before;
        await teams.updateOne({ _id: id }, { $set: wanted }, { session });
        await countRightsChange(connection, session);
        return after;
      }).catch(taken(wanted.name ?? ''));
    },
  };
}
