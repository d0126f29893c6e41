import type { App } from '@slack/bolt';
import { slackAddress } from '../address.ts';
import type { Exchange } from '../gateway.ts';
import { openedHome, sentFiles, typedMessage } from '../parse.ts';
import { isDirect } from '../place.ts';
import { hand, type ListenerKit } from '../talk.ts';

type Envelope = { team_id: string; event_id: string; event_time: number };
type Spoken = {
  user?: string;
  text?: string;
  ts: string;
  thread_ts?: string;
  channel: string;
  bot_id?: string;
  subtype?: string;
  files?: { id?: unknown; name?: unknown; title?: unknown }[];
};

/** Messages that people type; those that the chat itself writes, or that were changed, are none. */
const isTyped = ({ subtype, bot_id, user, text }: Spoken): boolean =>
  subtype === undefined && bot_id === undefined && user !== undefined && text !== undefined;

/** Messages with which people send files: docs.slack.dev/reference/events/message/file_share */
const hasFiles = ({ subtype, bot_id, user, files }: Spoken): boolean =>
  subtype === 'file_share' && bot_id === undefined && user !== undefined && Array.isArray(files);

/** The files of a message by id and name; of one that has to be asked about Slack says the id alone. */
const filesOf = ({ files = [] }: Spoken): { id: string; name: string }[] =>
  files.flatMap(({ id, name, title }) =>
    typeof id === 'string' ? [{ id, name: String(name ?? title ?? id).slice(0, 200) }] : [],
  );

/** Events: words and files to the desk, the home tab, and the end of an installation. */
export function listenToEvents(app: App, kit: ListenerKit): void {
  const exchangeOf = (context: Record<string, unknown>): Exchange => context.exchange as Exchange;

  async function spoken(via: 'message' | 'mention', event: Spoken, { team_id: team }: Envelope, exchange: Exchange) {
    if (!isTyped(event)) return;
    const { user = '', text = '', ts, channel, thread_ts: thread } = event;
    const { botUser } = await kit.teams.get(team);
    const order = await kit.orderOfThread(slackAddress(team, isDirect(channel) ? user : channel), thread);
    const said = {
      team,
      user,
      channel,
      thread: thread ?? (via === 'mention' ? ts : undefined),
      ts,
      text,
      bot: botUser,
    };
    await hand(kit, typedMessage(via, said, order, kit.clock()), exchange.acknowledge);
  }

  async function filed(event: Spoken, { team_id: team }: Envelope, exchange: Exchange) {
    const { user = '', text = '', ts, channel, thread_ts: thread } = event;
    // What the desk itself uploaded is told to it, too.
    if (user === (await kit.teams.get(team)).botUser) return;
    const sent = sentFiles({ team, user, channel, thread, ts, text }, filesOf(event), kit.clock());
    if (sent) await hand(kit, sent, exchange.acknowledge);
  }

  app.event('message', async ({ event, body, context }) => {
    const message = event as unknown as Spoken & { channel_type?: string };
    if (message.channel_type !== 'im') return;
    if (hasFiles(message)) return filed(message, body as Envelope, exchangeOf(context));
    await spoken('message', message, body as Envelope, exchangeOf(context));
  });

  app.event('app_mention', async ({ event, body, context }) => {
    await spoken('mention', event as unknown as Spoken, body as Envelope, exchangeOf(context));
  });

  app.event('app_home_opened', async ({ event, body, context }) => {
    if (event.tab !== 'home') return;
    const { team_id: team, event_id } = body as Envelope;
    await hand(kit, openedHome({ team, user: event.user }, event_id, kit.clock()), exchangeOf(context).acknowledge);
  });

  /** Slack tells whole seconds, and may tell late: what was installed in the meantime is not meant. */
  const uninstalled = ({ team_id: team, event_time: seconds }: Envelope) =>
    kit.uninstalled(team, new Date(seconds * 1000 + 999));
  app.event('app_uninstalled', async ({ body }) => uninstalled(body as Envelope));
  app.event('tokens_revoked', async ({ event, body }) => {
    // The tokens of people, which the desk does not ask for, end no installation.
    if (event.tokens.bot?.length) await uninstalled(body as Envelope);
  });
}
