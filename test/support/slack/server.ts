import type { Stage } from './acts.ts';
import { createCore, type Options } from './core.ts';
import { createDeskLine, type DeskAt, type Seen } from './desk-line.ts';
import { openDoors } from './doors.ts';
import { createEcho } from './echo.ts';
import { createEvents, type Delivery } from './events.ts';
import type { Processing } from './files.ts';
import { createLink } from './link.ts';
import { createResponseUrls } from './response-urls.ts';
import { shownTo } from './shown.ts';
import type { Channel, Json, Message, Team } from './types.ts';
import { createUser, type NewUser, type User } from './user.ts';

export type { Call, Options } from './core.ts';
export type { LocalSlack };

type LocalSlack = Awaited<ReturnType<typeof startLocalSlack>>;

/** A channel as a test names it: its people are members, and the app is unless `withApp` says no. */
type NewChannel = {
  id?: string;
  name?: string;
  kind?: Channel['kind'];
  members?: Iterable<string>;
  archived?: boolean;
  teamId?: string;
  withApp?: boolean;
};

/**
 * A Slack on this machine: the Web API, response_urls and files over HTTP, and people who act with signed requests on a
 * desk. What it checks is Slack's by its official pages; UNVERIFIED.md lists what is not certain.
 *
 *     const slack = await startLocalSlack();
 *     // the desk starts with slack.apiUrl, slack.signingSecret and slack.team.botToken
 *     slack.connect({ url: `${desk.url}/slack/events` });
 *     const anna = slack.user({ id: 'U1', name: 'Anna', email: 'anna@acme.example' });
 *     await anna.command('new');
 *     await anna.submitView(anna.modal(), { Note: 'urgent' });
 *     expect(anna.shown().direct.map(wordsOf)).toContain('SO-000001');
 */
export async function startLocalSlack(options: Options = {}) {
  const core = createCore(options);
  const first = core.workspace.addTeam({ id: 'T0LOCAL0001', ...options.team });
  const responseUrls = createResponseUrls(core);
  const link = createLink(core);
  const doors = await openDoors(core, responseUrls, link);
  const line = createDeskLine(core, link);
  const events = createEvents(core, line);
  const stage: Stage = { core, line, events, responseUrls };
  const echo = createEcho(stage);
  if (options.echo !== false) core.heard = echo.heard;

  function channel({ teamId = first.id, members = [], withApp = true, ...given }: NewChannel): Channel {
    const { botUserId } = core.workspace.team(teamId);
    return core.workspace.addChannel({ ...given, teamId, members: withApp ? [...members, botUserId] : members });
  }

  /** Everybody's messages in a channel as they are now, oldest first, threads included; with `thread`, those of one. */
  const messages = (id: string, { thread }: { thread?: string } = {}): Message[] =>
    structuredClone(thread ? core.messages.thread(id, thread) : core.messages.of(id));

  /** The app leaves a workspace: its token is dead, and it is told so. */
  async function uninstall(teamId: string): Promise<Seen[]> {
    const team = core.workspace.team(teamId);
    core.deadTokens.add(team.botToken);
    const revoked = { type: 'tokens_revoked', tokens: { oauth: [], bot: [team.botUserId] } };
    const told = [revoked, { type: 'app_uninstalled' }].map((event) => events.deliver(events.envelope(team, event)));
    return (await Promise.all(told)).flat();
  }

  /** A code for oauth.v2.access: somebody in that workspace agreed to install the app. */
  function install(team: Partial<Team> & { id: string }): string {
    const code = core.ids.secret();
    core.codes.set(code, core.workspace.addTeam(team));
    return code;
  }

  const { met: _met, delay: _delay, ...faults } = core.faults;

  return {
    /** For SLACK_API_URL. */
    apiUrl: `${core.base}/api/`,
    url: core.base,
    team: first,
    ...core.settings,
    clock: core.clock,
    faults: { ...faults, ...doors },

    /** Where the desk is, or that it comes to Slack by a socket; it usually starts after its Slack. */
    connect: (to: DeskAt) => line.connect(to),
    /** The desk's connections in Socket Mode. */
    socket: { connections: link.connections, ask: link.ask, cut: link.cut, ignore: link.ignore },
    user: (given: NewUser): User => createUser(stage, given),
    channel,
    addTeam: core.workspace.addTeam,
    install,
    uninstall,

    messages,
    message: (id: string, ts: string): Message | undefined => structuredClone(core.messages.find(id, ts)),
    shownTo: (userId: string) => shownTo(core, userId),
    /** Tells the desk of an event that no person made here, in an envelope of its own. */
    deliverEvent: (event: Json, delivery?: Delivery, team: Team = first): Promise<Seen[]> =>
      events.deliver(events.envelope(team, event), delivery),
    /** The envelope of an event of now, to be sent later, or changed. */
    envelope: (event: Json, teamId = first.id): Json => events.envelope(core.workspace.team(teamId), event),
    /** Sends an envelope as it is: once more, or out of its order. */
    deliver: (envelope: Json, delivery?: Delivery): Promise<Seen[]> => events.deliver(envelope, delivery),

    /** How long files take until they are processed. */
    filesReadyAfter: (after: Processing) => core.files.processAfter(after),
    file: (id: string) => core.files.byId(id),

    /** Every call that came, oldest first (the last 10,000). */
    calls: core.calls,
    callsOf: (method: string) => core.calls.filter((c) => c.method === method),
    /** What Slack could tell nobody: answers and options that it had to refuse. A good desk leaves this empty. */
    complaints: core.complaints,

    /** Forgets all messages and calls: for tests of endurance, which look at memory. */
    forget(): void {
      core.messages.clear();
      core.calls.length = 0;
    },

    /** Waits until the desk has been told everything so far. */
    settled: echo.settled,

    async close(): Promise<void> {
      core.clock.close();
      await doors.down();
      await echo.settled();
    },
  };
}
