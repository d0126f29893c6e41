import { required, truthy } from '../args.ts';
import { Refusal } from '../refusal.ts';
import type { Json, Person } from '../types.ts';
import { type Method, needScope } from './method.ts';

/** Seconds that a zone is ahead of UTC now. */
function offset(tz: string, now: number): number {
  const there = new Date(now).toLocaleString('sv-SE', { timeZone: tz });
  return Math.round((Date.parse(`${there.replace(' ', 'T')}Z`) - now) / 60_000) * 60;
}

/** docs.slack.dev/reference/methods/users.info; the e-mail is there only with users:read.email. */
export function personShape(person: Person, now: number, { locale = false, email = true } = {}): Json {
  const { id, teamId, name, tz, isGuest, isBot, isAdmin, deleted } = person;
  return {
    id,
    team_id: teamId,
    name: name.toLowerCase().replace(/\W+/g, '.'),
    real_name: name,
    deleted,
    tz,
    tz_label: tz,
    tz_offset: offset(tz, now),
    is_admin: isAdmin,
    is_owner: false,
    is_primary_owner: false,
    is_restricted: isGuest,
    is_ultra_restricted: false,
    is_bot: isBot,
    is_app_user: false,
    profile: {
      real_name: name,
      display_name: name,
      team: teamId,
      ...(email && person.email ? { email: person.email } : {}),
    },
    ...(locale ? { locale: person.locale } : {}),
  };
}

const info: Method = ({ core, team, args }) => {
  needScope(team, 'users:read');
  const person = core.workspace.person(required(args, 'user'));
  if (!person || person.teamId !== team.id) throw new Refusal('user_not_found');
  const email = !team.scopes || team.scopes.includes('users:read.email');
  return { user: personShape(person, core.clock.now(), { locale: truthy(args, 'include_locale'), email }) };
};

/** docs.slack.dev/reference/methods/users.lookupByEmail. */
const lookupByEmail: Method = ({ core, team, args }) => {
  needScope(team, 'users:read.email');
  const email = required(args, 'email').toLowerCase();
  const person = core.workspace.people(team.id).find((p) => p.email?.toLowerCase() === email && !p.deleted);
  if (!person) throw new Refusal('users_not_found');
  return { user: personShape(person, core.clock.now()) };
};

export const people: Record<string, Method> = { 'users.info': info, 'users.lookupByEmail': lookupByEmail };
