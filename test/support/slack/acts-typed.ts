import { type Act, type Actor, channelOf, type Delivered, delivered } from './acts.ts';
import { isObject } from './blocks/rule.ts';
import type { Delivery } from './events.ts';
import type { StoredFile } from './files.ts';
import { messageShape } from './messages.ts';
import { shapeOf } from './payloads.ts';
import { Refusal } from './refusal.ts';
import type { Origin } from './response-urls.ts';
import { formBody } from './sign.ts';
import type { Json, Message } from './types.ts';

type Where = { channel?: string; thread_ts?: string };
type SharedFile = { name: string; bytes: Buffer | string; title?: string } & Pick<StoredFile, 'elsewhere'>;

/** What people write is kept with entities: docs.slack.dev/messaging/formatting-message-text. */
const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** What a person writes and opens. */
export function typedActs(actor: Actor) {
  const { core, person, team, direct, line, responseUrls } = actor;

  /** docs.slack.dev/interactivity/implementing-slash-commands: what an acknowledgement says is shown, ephemeral unless it says otherwise. */
  function showAcknowledged(
    origin: Origin,
    { text, json, status }: { text: string; json: unknown; status: number },
  ): void {
    if (status !== 200 || text.trim() === '') return;
    try {
      responseUrls.acknowledged(origin, isObject(json) ? json : { text });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      core.complaints.push(`acknowledgement of a command: ${error.code} ${JSON.stringify(error.more)}`);
    }
  }

  async function command(
    text: string,
    { channel: id, command: name = '/order' }: { channel?: string; command?: string } = {},
  ): Promise<Act> {
    const channel = channelOf(actor, id);
    const origin: Origin = { kind: 'commands', teamId: team.id, channel, userId: person.id };
    const [trigger, responseUrl] = [
      core.triggers.issue({ userId: person.id, teamId: team.id }),
      responseUrls.issue(origin),
    ];
    const body = formBody({
      token: 'deprecated-verification-token',
      team_id: team.id,
      team_domain: team.domain,
      channel_id: channel.id,
      channel_name: channel.name,
      user_id: person.id,
      user_name: person.name.toLowerCase().replace(/\W+/g, '.'),
      command: name,
      text,
      api_app_id: core.settings.appId,
      is_enterprise_install: 'false',
      response_url: responseUrl,
      trigger_id: trigger,
    });
    const seen = await line.send('commands', body);
    showAcknowledged(origin, seen);
    return { ...seen, trigger, responseUrl, body };
  }

  /** A message of the person, in the channel and as the event that tells of it. */
  function written(
    text: string,
    { channel: id, thread_ts: thread }: Where,
    files: Json[] = [],
  ): { message: Message; event: Json } {
    const channel = channelOf(actor, id);
    const more = files.length > 0 ? { files, subtype: 'file_share' } : {};
    const rich = { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] };
    const message = core.messages.post(channel, {
      text: escaped(text),
      user: person.id,
      ...(text ? { blocks: [rich] } : {}),
      ...(thread ? { thread_ts: thread } : {}),
      ...more,
    });
    const kind = { channel: 'channel', private: 'group', im: 'im' }[channel.kind];
    return {
      message,
      event: { ...messageShape(message), client_msg_id: core.ids.secret(), channel: channel.id, channel_type: kind },
    };
  }

  /** Writes to the app. The desk hears of direct messages only: in channels it is to be mentioned. */
  async function message(text: string, where: Where = {}, delivery?: Delivery): Promise<Delivered | Message> {
    const { message: posted, event } = written(text, where);
    return event.channel_type === 'im' ? delivered(actor, event, delivery) : posted;
  }

  async function mention(text: string, where: Where & { channel: string }, delivery?: Delivery): Promise<Delivered> {
    const { message: posted, event } = written(text, where);
    posted.text = `<@${team.botUserId}> ${posted.text}`;
    const { channel_type: _kind, ...rest } = event;
    return delivered(actor, { ...rest, type: 'app_mention', text: posted.text }, delivery);
  }

  /** Sends files to the app, ready at once: what a person uploads is processed before others hear of it. */
  async function upload(
    files: SharedFile | readonly SharedFile[],
    { text = '', ...where }: Where & { text?: string } = {},
  ): Promise<Delivered> {
    const list = [files].flat() as SharedFile[];
    const stored = list.map(({ name, bytes, title, elsewhere }) => {
      const content = Buffer.from(bytes);
      const file = core.files.announce({ teamId: team.id, user: person.id, name, length: content.length, alt: '' });
      file.bytes = content;
      file.elsewhere = elsewhere;
      core.files.complete(file, title);
      file.processing = {};
      return core.files.shape(file, core.base);
    });
    return delivered(actor, written(text, where, stored).event);
  }

  /** docs.slack.dev/reference/events/app_home_opened. */
  function openHome(tab: 'home' | 'messages' = 'home', delivery?: Delivery): Promise<Delivered> {
    const home = core.views.home(person.id);
    const view = home && tab === 'home' ? { view: shapeOf(core, home) } : {};
    return delivered(actor, { type: 'app_home_opened', user: person.id, channel: direct.id, tab, ...view }, delivery);
  }

  return { command, message, mention, upload, openHome };
}
