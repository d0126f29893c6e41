import { maybe } from '../args.ts';
import type { Core } from '../core.ts';
import { Refusal } from '../refusal.ts';
import type { Json } from '../types.ts';
import type { Method } from './method.ts';

/** docs.slack.dev/reference/methods/auth.test. */
const test: Method = ({ core, team }) => ({
  url: `https://${team.domain}.slack.com/`,
  team: team.name,
  user: core.workspace.person(team.botUserId)?.name ?? '',
  team_id: team.id,
  user_id: team.botUserId,
  bot_id: team.botId,
  is_enterprise_install: false,
});

export const apps: Record<string, Method> = { 'auth.test': test };

/** docs.slack.dev/reference/methods/oauth.v2.access: the client's secret by HTTP Basic or as arguments. */
export function oauthAccess(core: Core, args: Json, basic: string | undefined): Json {
  const [id, secret] = basic ? Buffer.from(basic, 'base64').toString().split(':') : [];
  if ((id ?? maybe(args, 'client_id')) !== core.settings.clientId) throw new Refusal('invalid_client_id');
  if ((secret ?? maybe(args, 'client_secret')) !== core.settings.clientSecret) throw new Refusal('bad_client_secret');
  const team = core.codes.get(maybe(args, 'code') ?? '');
  if (!team) throw new Refusal('invalid_code');
  core.codes.delete(maybe(args, 'code') ?? '');
  return {
    access_token: team.botToken,
    token_type: 'bot',
    scope: (team.scopes ?? []).join(','),
    bot_user_id: team.botUserId,
    app_id: core.settings.appId,
    team: { id: team.id, name: team.name },
    enterprise: null,
    is_enterprise_install: false,
    authed_user: { id: core.workspace.people(team.id).find((p) => !p.isBot)?.id ?? '' },
  };
}

/** docs.slack.dev/reference/methods/apps.connections.open: an address with a ticket that is good for one connection. */
export function connectionsOpen(core: Core, token: string | undefined): Json {
  if (!token) throw new Refusal('not_authed');
  if (!token.startsWith('xapp-')) throw new Refusal('not_allowed_token_type');
  if (token !== core.settings.appToken) throw new Refusal('invalid_auth');
  const ticket = core.ids.secret();
  core.tickets.add(ticket);
  return { url: `${core.base.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=${core.settings.appId}` };
}
