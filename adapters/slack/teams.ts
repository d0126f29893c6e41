import type { Logger, WebClient } from '@slack/web-api';
import { DeliveryError } from '../../src/chat/adapter.ts';
import type { Clock } from '../../src/clock.ts';
import type { Log } from '../../src/log.ts';
import { call, clientFor, slackError } from './call.ts';
import type { Installs } from './installs.ts';

/** A workspace of the company, and the desk's own account there. */
export type Team = { id: string; client: WebClient; botId: string; botUser: string };

type Who = { ok: boolean; team_id: string; bot_id: string; user_id: string };

/** Ms that pass before a token that was refused is tried again. */
const againMs = 60_000;
/** Ms for which an installation is known without looking: other processes install and remove, too. */
const knownMs = 60_000;

type Deps = {
  botToken?: string;
  apiUrl?: string;
  logger: Logger;
  installs: Installs;
  /** Whether an admin allows a further workspace; one that is taken off the list is spoken to no more. */
  isAllowed(id: string): Promise<boolean>;
  clock: Clock;
  log: Log;
};

/** What to do about a token that Slack does not take. */
const remedy =
  'Slack refuses SLACK_BOT_TOKEN. Copy the bot token (xoxb-…) from “OAuth & Permissions” of the app, and start the desk again.';

/** The company's workspaces: the one of the settings, and those that installed the desk. All others are strangers. */
export function createTeams({ botToken, apiUrl, logger, installs, isAllowed, clock, log }: Deps) {
  const known = new Map<string, { team: Team; token: string; at: number }>();
  const client = (token: string) => clientFor(token, { apiUrl, logger, clock });
  let own: Promise<Team | undefined> | undefined;
  let triedAt = 0;

  async function ask(token: string): Promise<Team | undefined> {
    const own = client(token);
    try {
      const who = await call<Who>(own, 'auth.test', {});
      return { id: who.team_id, client: own, botId: who.bot_id, botUser: who.user_id };
    } catch (error) {
      const code = slackError((error as DeliveryError).cause);
      log.error({ code: code ?? 'no answer' }, code ? remedy : 'Slack does not answer; the desk tries again.');
      return undefined;
    }
  }

  /** The workspace of the settings; a token that was refused is asked about again after a while. */
  async function ownTeam(): Promise<Team | undefined> {
    if (!botToken) return undefined;
    const now = clock().getTime();
    if (!own || (now - triedAt > againMs && !(await own))) {
      triedAt = now;
      own = ask(botToken);
    }
    return own;
  }

  async function installed(id: string): Promise<Team | undefined> {
    const now = clock().getTime();
    const there = known.get(id);
    if (there && now - there.at < knownMs) return there.team;
    const install = await installs.find(id);
    if (!install) known.delete(id);
    if (!install) return undefined;
    const { token, botId, botUser } = install;
    const team = there?.token === token ? there.team : { id, client: client(token), botId, botUser };
    known.set(id, { team, token, at: now });
    return team;
  }

  return {
    /** Asks Slack who the desk is; a token that is refused is told, and the desk goes on without Slack. */
    connect: ownTeam,
    /** Whether an id is that of the workspace in the settings. Throws while Slack has not said which that is. */
    async isOwn(id: string): Promise<boolean> {
      const mine = await ownTeam();
      if (botToken && !mine) throw new DeliveryError('Slack has not said who the desk is', true);
      return mine?.id === id;
    },
    /** The workspace of an id; undefined for a stranger's. */
    async find(id: string): Promise<Team | undefined> {
      const mine = await ownTeam();
      if (mine?.id === id) return mine;
      return (await isAllowed(id)) ? installed(id) : undefined;
    },
    /** The workspace of an id, to send something there. Throws `DeliveryError`. */
    async get(id: string): Promise<Team> {
      const team = await this.find(id);
      if (team) return team;
      const isAway = botToken !== undefined && (await ownTeam()) === undefined;
      throw new DeliveryError(`Slack workspace ${id} is not connected`, isAway, { refused: true });
    },
    /** Forgets a workspace whose token is no longer good. */
    forget(id: string): void {
      known.delete(id);
    },
  };
}
export type Teams = ReturnType<typeof createTeams>;
