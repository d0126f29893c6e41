import { slackAddress } from '../../adapters/slack/address.ts';
import { slackFromDesk } from '../../adapters/slack/from-desk.ts';
import { readConfig } from '../../src/config.ts';
import type { Member } from '../../src/members/member.ts';
import type { Channel } from '../../src/settings/settings.ts';
import { type Company, foundCompany, type Name, nameOf } from './company.ts';
import { openTestDesk, type TestDesk, testSecret } from './desk.ts';
import { settle } from './settle.ts';
import { type Options, startLocalSlack } from './slack/server.ts';
import { until } from './until.ts';

export type LocalSlack = Awaited<ReturnType<typeof startLocalSlack>>;
export type SlackUser = ReturnType<LocalSlack['user']>;

/** A company whose people are all in one Slack workspace, with its desk connected to it. */
export type SlackDesk = {
  desk: TestDesk;
  company: Company;
  slack: LocalSlack;
  /** The account of a member of the company. */
  users: Record<Name, SlackUser>;
  /** A channel of all of them that the desk is connected to; gives Slack's id of it. */
  channel(purpose: Channel['purpose'], name?: string): Promise<string>;
  /** Waits until everything that is due was sent. */
  settle(): Promise<void>;
  /** Moves the desk's clock and Slack's on together. */
  later(ms: number): void;
  close(): Promise<void>;
};

/** Opens a desk on a Slack of its own, through the same door as the program. */
export async function openSlackDesk({
  env = {},
  locale = 'en',
  slackOptions = {},
  socket = false,
  beforeStart,
}: {
  env?: Record<string, string>;
  locale?: Member['locale'];
  slackOptions?: Options;
  /** Slack is listened to over a socket: no signing secret, and nothing comes in by HTTP. */
  socket?: boolean;
  beforeStart?: (slack: LocalSlack) => void;
} = {}): Promise<SlackDesk> {
  let now = () => Date.now();
  const slack = await startLocalSlack({ ...slackOptions, now: () => now() });
  const settings = {
    SLACK_BOT_TOKEN: slack.team.botToken,
    ...(socket ? { SLACK_APP_TOKEN: slack.appToken } : { SLACK_SIGNING_SECRET: slack.signingSecret }),
    SLACK_API_URL: slack.apiUrl,
    ORDERDESK_SECRET: testSecret,
    ORDERDESK_LOCALE: locale,
    ...env,
  };
  beforeStart?.(slack);
  const config = readConfig(settings).slack;
  if (!config) throw new Error('the settings connect no Slack');
  const desk = await openTestDesk({ env: settings, adapters: [slackFromDesk(config)] });
  now = () => desk.clock().getTime();
  slack.connect(socket ? { socket } : { url: `${desk.url}/slack/events` });
  if (socket && !env.SLACK_APP_TOKEN)
    await until('the desk’s socket is open', 8_000, () => slack.socket.connections() > 0);
  const users = {} as SlackDesk['users'];
  const company = await foundCompany(desk, (name) => {
    const called = { id: `U0${name.toUpperCase()}`, name: nameOf(name), email: `${name}@company.example` };
    users[name] = slack.user(called);
    return { identities: [slackAddress(slack.team.id, called.id)], locale };
  });
  return {
    desk,
    company,
    slack,
    users,
    async channel(purpose, name = purpose) {
      const { id } = slack.channel({ name, members: Object.values(users).map((u) => u.id) });
      const address = slackAddress(slack.team.id, id);
      await desk.desk.settings.connect(desk.actor(company.ada), { address, purpose, role: 'manager' });
      return id;
    },
    async settle() {
      await settle(desk);
    },
    later(ms) {
      desk.clock.set(new Date(desk.clock().getTime() + ms));
    },
    async close() {
      await desk.close();
      await slack.close();
    },
  };
}

/** All the words of blocks, a view or a message, in their order. */
export function wordsIn(value: unknown): string {
  if (typeof value === 'string') return '';
  if (Array.isArray(value)) return value.map(wordsIn).filter(Boolean).join('\n');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, inner]) =>
      typeof inner === 'string' ? (['text', 'alt_text'].includes(key) ? inner : '') : wordsIn(inner),
    )
    .filter(Boolean)
    .join('\n');
}
