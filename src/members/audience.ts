import type { Person, Role } from './member.ts';

/** For whom a shared conversation is: a role, of some teams or (without any) of all. */
export type Audience = { readonly roles: readonly Role[]; readonly teams: readonly string[] };

/** Whether a person belongs to an audience. Admins belong to all; a manager without a team manages every team. */
export function inAudience(person: Person, audience: Audience): boolean {
  if (person.roles.includes('admin')) return true;
  if (!audience.roles.some((role) => person.roles.includes(role))) return false;
  const isOfAllTeams =
    person.teams.length === 0 && person.roles.includes('manager') && audience.roles.includes('manager');
  return audience.teams.length === 0 || isOfAllTeams || audience.teams.some((team) => person.teams.includes(team));
}
