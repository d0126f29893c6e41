import type { ChatAdapter, PostRef } from '../../src/chat/adapter.ts';
import type { Address } from '../../src/chat/address.ts';
import type { SealedCard } from '../../src/chat/card.ts';
import type { ChatDesk } from '../../src/chat/chat-desk.ts';
import type { Incoming } from '../../src/chat/incoming.ts';
import { createPace } from '../../src/chat/pace.ts';
import type { SlackConfig } from '../../src/config.ts';
import type { Vault } from '../../src/secret.ts';
import { createAnswers } from './answers.ts';
import { createBolt } from './bolt.ts';
import { createGateway } from './gateway.ts';
import { createInstalls } from './installs.ts';
import { slackLogger } from './logger.ts';
import { createModals } from './modals.ts';
import { prepare } from './model.ts';
import { oauthRoutes } from './oauth.ts';

import { profileAsker } from './people.ts';
import { createPictures } from './pictures.ts';
import { createSlackPosts } from './posts.ts';
import { slackRoutes } from './routes.ts';
import { createSocket } from './socket.ts';
import { createTeams } from './teams.ts';
import { createUploads } from './uploads.ts';

/** What the Slack adapter needs from the desk. */
export type SlackDeps = ChatDesk & {
  config: SlackConfig;
  /** Where people reach the desk, without a slash at the end. */
  publicUrl: string;
  /** Whether an admin allowed a further workspace to install the desk. */
  isAllowed(team: string): Promise<boolean>;
  /** Encrypts the tokens of workspaces that install the desk. */
  vault: Vault;
};

/** Posts to one conversation: docs.slack.dev/apis/web-api/rate-limits allows about one a second. */
const pace = { most: 1, perMs: 1_000 };

/** Slack, over HTTP or a socket: the same adapter interface as every chat. */
export function createSlackAdapter(deps: SlackDeps): ChatAdapter {
  const { connection, config, clock, log } = deps;
  const { apiUrl, signingSecret, appToken } = config;
  const logger = slackLogger(log);
  const installs = createInstalls(connection, deps.vault);
  const teams = createTeams({ ...deps, botToken: config.botToken, apiUrl, logger, installs });
  const pictures = createPictures({ connection, clock, bytesOf: deps.bytesOf });
  const posts = createSlackPosts({ ...deps, teams, pace: createPace(clock, pace), pictures });
  const modals = createModals({ connection, clock });
  const localeOf = ({ from }: Pick<Incoming, 'from'>) => deps.localeOf(from);
  const track = (ref: PostRef, card: SealedCard, { from }: Incoming) => deps.track(ref, card, from);
  const answers = createAnswers({ teams, posts, modals, pictures, clock, localeOf, track });
  /** An installation counts as long as an admin allows its workspace. */
  const isOurs = async (team: string) => (await teams.isOwn(team)) || (await teams.find(team)) !== undefined;
  const gateway = createGateway({ log, isOurs });
  const orderOfThread = async (conversation: string, thread: string | undefined) =>
    thread ? deps.orderOf(conversation as Address, thread) : undefined;
  const uninstalled = async (team: string, at: Date) => {
    const isRemoved = await installs.remove(team, at);
    teams.forget(team);
    log.warn({ team, isRemoved }, 'a Slack workspace says that it removed the desk');
  };
  const { isMember } = deps;
  const kit = { isMember, bot: deps.bot, teams, answers, modals, posts, clock, localeOf, orderOfThread, uninstalled };
  createBolt({ gateway, kit, apiUrl, logger, log });
  const socket = appToken ? createSocket({ appToken, apiUrl, logger, gateway }) : undefined;

  return {
    platform: 'slack',
    threads: true,
    routes(server) {
      if (signingSecret) slackRoutes(server, { gateway, signingSecret, clock });
      if (config.oauth) oauthRoutes(server, { ...deps, oauth: config.oauth, apiUrl, installs, teams, logger });
    },
    post: posts.post,
    update: posts.update,
    direct: (person) => person,
    newcomer: profileAsker(teams),
    fetchFile: createUploads({ teams, apiUrl }),
    deliver: (incoming, answer) => answers.bring(incoming, answer, { isAgain: true }),
    async start() {
      await prepare(connection);
      await teams.connect();
      socket?.start();
    },
    async stop() {
      await socket?.stop();
      await gateway.idle();
    },
  };
}
