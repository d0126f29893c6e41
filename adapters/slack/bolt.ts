import { App } from '@slack/bolt';
import type { Logger } from '@slack/web-api';
import type { Log } from '../../src/log.ts';
import type { Exchange, Gateway } from './gateway.ts';
import { listenToActions } from './listeners/actions.ts';
import { listenToCommands } from './listeners/commands.ts';
import { listenToEvents } from './listeners/events.ts';
import { listenToOptions } from './listeners/options.ts';
import { listenToShortcuts } from './listeners/shortcuts.ts';
import { listenToViews } from './listeners/views.ts';
import type { ListenerKit } from './talk.ts';

type Deps = { gateway: Gateway; kit: ListenerKit; apiUrl?: string; logger: Logger; log: Log };

/**
 * Bolt behind the desk's own gateway. Its clients repeat nothing, and are given no headers: Bolt would keep the first
 * workspace's token in them for all others.
 */
export function createBolt({ gateway, kit, apiUrl, logger, log }: Deps): App {
  const app = new App({
    receiver: gateway,
    logger,
    convoStore: false,
    extendedErrorHandler: true,
    tokenVerificationEnabled: false,
    clientOptions: { slackApiUrl: apiUrl, timeout: 8_000, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true },
    authorize: async ({ teamId }) => {
      const team = await kit.teams.get(teamId ?? '');
      return { botToken: team.client.token, botId: team.botId, botUserId: team.botUser, teamId: team.id };
    },
  });
  for (const listen of [
    listenToCommands,
    listenToActions,
    listenToViews,
    listenToOptions,
    listenToEvents,
    listenToShortcuts,
  ])
    listen(app, kit);
  app.error(async (failure: unknown) => {
    const { error, context } = failure as { error: Error; context: { exchange?: Exchange } };
    log.error({ err: error }, 'a Slack listener failed');
    context.exchange?.fail();
  });
  return app;
}
