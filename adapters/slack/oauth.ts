import type { ServerResponse } from 'node:http';
import { type CallbackOptions, type Installation, InstallProvider } from '@slack/oauth';
import type { Logger } from '@slack/web-api';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../src/clock.ts';
import type { SlackConfig } from '../../src/config.ts';
import { locales, type TextKey, t } from '../../src/text/index.ts';
import { call, clientFor } from './call.ts';
import type { Installs } from './installs.ts';
import { scopes } from './scopes.ts';
import type { Teams } from './teams.ts';

type Deps = {
  oauth: NonNullable<SlackConfig['oauth']>;
  apiUrl?: string;
  /** Where people reach the desk, without a slash at the end. */
  publicUrl: string;
  installs: Installs;
  teams: Teams;
  logger: Logger;
  clock: Clock;
  /** Whether an admin allowed the workspace. */
  isAllowed(team: string): Promise<boolean>;
};

/** A page of one sentence, in every language, since nobody is known yet. */
function say(response: ServerResponse, status: number, key: TextKey, values: Record<string, string> = {}): void {
  const body = locales.map((locale) => t(locale, key, values)).join('\n\n');
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
  response.end(body);
}

/**
 * Further workspaces of the company install the app themselves: `/slack/install` sends them to Slack, which sends them
 * back to `/slack/oauth_redirect`. State and cookie are the library's; a workspace that no admin allowed is sent away,
 * and the token that Slack gave for it is taken back.
 */
export function oauthRoutes(server: FastifyInstance, deps: Deps): void {
  const { oauth, apiUrl, publicUrl, installs, teams, logger, clock } = deps;
  const install = { scopes: [...scopes], redirectUri: `${publicUrl}/slack/oauth_redirect` };
  const provider = new InstallProvider({
    ...oauth,
    logger,
    directInstall: true,
    // One try: a code is good for one.
    clientOptions: { timeout: 8_000, retryConfig: { retries: 0 }, ...(apiUrl && { slackApiUrl: apiUrl }) },
    installationStore: {
      async storeInstallation(installation) {
        const { team, bot } = installation;
        if (!team || !bot) return;
        const account = { token: bot.token, botId: bot.id, botUser: bot.userId };
        await installs.save({ team: team.id, name: team.name ?? team.id, ...account }, clock());
        teams.forget(team.id);
      },
      fetchInstallation: () => Promise.reject(new Error('tokens are read elsewhere')),
    },
  });

  async function isWelcome(installation: Installation, response: ServerResponse): Promise<boolean> {
    const id = installation.team?.id ?? '';
    if (!installation.isEnterpriseInstall && id !== '' && (await deps.isAllowed(id))) return true;
    // In the workspace of the settings it is there already; its token must not be taken back.
    if (await teams.isOwn(id)) {
      say(response, 200, 'slack.install_done', { team: installation.team?.name ?? id });
      return false;
    }
    const token = installation.bot?.token;
    if (token) await call(clientFor(token, { apiUrl, logger, clock }), 'auth.revoke', {}).catch(() => {});
    say(response, 403, 'slack.install_refused', { team: id || '—' });
    return false;
  }

  const ending: CallbackOptions = {
    afterInstallation: (installation, _options, _request, response) =>
      isWelcome(installation as Installation, response),
    success: (installation, _options, _request, response) =>
      say(response, 200, 'slack.install_done', { team: installation.team?.name ?? installation.team?.id ?? '' }),
    failure: (_error, _options, _request, response) => say(response, 400, 'slack.install_failed'),
  };

  server.get('/slack/install', async (request, reply) => {
    reply.hijack();
    await provider.handleInstallPath(request.raw, reply.raw, {}, install);
  });
  server.get('/slack/oauth_redirect', async (request, reply) => {
    reply.hijack();
    await provider.handleCallback(request.raw, reply.raw, ending, install);
  });
}
