import type { ChatProfile } from '../../src/chat/adapter.ts';
import type { Address } from '../../src/chat/address.ts';
import { slackId } from './address.ts';
import { call } from './call.ts';
import type { Teams } from './teams.ts';

/** What is used of Slack's users.info: docs.slack.dev/reference/methods/users.info */
type User = {
  name?: string;
  real_name?: string;
  locale?: string;
  tz?: string;
  team_id?: string;
  is_bot?: boolean;
  is_restricted?: boolean;
  is_ultra_restricted?: boolean;
  is_stranger?: boolean;
  is_email_confirmed?: boolean;
  profile?: { email?: string; real_name?: string; display_name?: string };
};

function profileOf(user: User, team: string): ChatProfile {
  const { profile = {} } = user;
  return {
    name: (profile.real_name || user.real_name || profile.display_name || user.name || '?').slice(0, 80),
    email: profile.email?.toLowerCase(),
    emailVerified: user.is_email_confirmed,
    guest: user.is_restricted === true || user.is_ultra_restricted === true,
    external: user.is_stranger === true || (user.team_id !== undefined && user.team_id !== team),
    bot: user.is_bot === true,
    locale: user.locale?.startsWith('zh') ? 'zh' : user.locale ? 'en' : undefined,
    timezone: user.tz,
  };
}

/** Asks Slack who somebody is. */
export const profileAsker =
  (teams: Teams) =>
  async (person: Address): Promise<ChatProfile | undefined> => {
    const { team: teamId, id } = slackId(person);
    const team = await teams.get(teamId);
    const answer = await call<{ ok: boolean; user?: User }>(team.client, 'users.info', {
      user: id,
      include_locale: true,
    });
    return answer.user && profileOf(answer.user, teamId);
  };
