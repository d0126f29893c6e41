import { type Actor, botIds, chatOf, idsOf, tenantOf } from './acts.ts';
import type { Delivered, Delivery } from './events.ts';
import type { Chat, Json, Message } from './types.ts';

/** How somebody writes. */
export type Writing = Delivery & {
  chat?: string;
  /** Whether the bot is called by `@`; in a group nothing reaches it otherwise. */
  mention?: boolean;
  /** Others who are called, after the bot. */
  others?: readonly string[];
  /** The message that is answered. */
  reply?: string;
  /** The answer opens a thread, or stands in one. */
  inThread?: boolean;
  /** The text comes as rich text, each line a paragraph; or these paragraphs come after it. */
  post?: boolean | readonly Json[][];
};

/** What somebody said, and how the desk took it; nothing was delivered where the bot does not hear. */
export type Said = { message: Message; delivered?: Delivered };

type Called = { key: string; ids: Json; type: 'user' | 'bot'; name: string };

/** What a person writes, sends and opens. */
export function typedActs(actor: Actor) {
  const { core, person, events } = actor;
  const { tenantKey: tenant_key } = core.settings;

  function called(chat: Chat, { mention = chat.mode !== 'p2p', others = [] }: Writing): Called[] {
    const bot = mention ? [{ ids: botIds(core), type: 'bot' as const, name: core.settings.botName }] : [];
    const people = others.map((id) => {
      const other = core.tenant.person(id);
      if (!other) throw new Error(`nobody is called ${id} in the local Feishu`);
      return { ids: idsOf(core, other), type: 'user' as const, name: other.name };
    });
    return [...bot, ...people].map((one, i) => ({ ...one, key: `@_user_${i + 1}` }));
  }

  function placed(chat: Chat, { reply, inThread }: Writing): Partial<Message> {
    if (!reply) return chat.mode === 'topic' ? { thread_id: core.ids.thread() } : {};
    const parent = core.messages.find(reply);
    if (!parent) throw new Error(`no message ${reply} in the local Feishu`);
    const root_id = parent.root_id ?? parent.message_id;
    if (!inThread && !parent.thread_id) return { root_id, parent_id: parent.message_id };
    parent.thread_id ??= core.ids.thread();
    return { root_id, parent_id: root_id, thread_id: parent.thread_id };
  }

  /** im-v1/message/events/receive: without im:message.group_msg only what calls the bot reaches it from a group. */
  const hears = (chat: Chat, calls: readonly Called[]): boolean => {
    if (!chat.withBot || chat.isDissolved || !person.isAvailable) return false;
    if (chat.mode === 'p2p') return core.settings.scopes.includes('im:message.p2p_msg:readonly');
    return calls.some((c) => c.type === 'bot') || core.settings.scopes.includes('im:message.group_msg');
  };

  function eventOf(message: Message, chat: Chat, calls: readonly Called[]): Json {
    const { message_id, root_id, parent_id, thread_id, create_time, update_time, chat_id, body } = message;
    const mentions = calls.map(({ key, ids, type, name }) => ({
      key,
      id: ids,
      mentioned_type: type,
      name,
      tenant_key,
    }));
    return {
      sender: { sender_id: idsOf(core, person), sender_type: 'user', tenant_key: tenantOf(core, person) },
      message: {
        message_id,
        ...(root_id ? { root_id, parent_id } : {}),
        ...(thread_id ? { thread_id } : {}),
        create_time,
        update_time,
        chat_id,
        chat_type: chat.mode === 'p2p' ? 'p2p' : 'group',
        message_type: message.msg_type,
        content: body.content,
        ...(mentions.length > 0 ? { mentions } : {}),
      },
    };
  }

  async function say(type: string, content: Json, writing: Writing, calls: readonly Called[]): Promise<Said> {
    const chat = chatOf(actor, writing.chat);
    if (!chat.members.has(person.id)) throw new Error(`${person.name} is not in the chat ${chat.id}`);
    const message = core.messages.add({
      ...placed(chat, writing),
      msg_type: type,
      chat_id: chat.id,
      sender: { id: person.id, id_type: 'open_id', sender_type: 'user', tenant_key: tenantOf(core, person) },
      body: { content: JSON.stringify(content) },
    });
    if (!hears(chat, calls)) return { message };
    const envelope = events.envelope('im.message.receive_v1', eventOf(message, chat, calls));
    return { message, delivered: await events.deliver(envelope, writing) };
  }

  /** im-v1/message/events/message_content: a post as it is received has no language around it. */
  function postOf(text: string, calls: readonly Called[], more: readonly Json[][]): Json {
    const ats = calls.map(({ key, name }) => ({ tag: 'at', user_id: key, user_name: name, style: [] }));
    const lines = text.split('\n').map((line) => [{ tag: 'text', text: line, style: [] }]);
    const [first = [], ...rest] = lines;
    return { title: '', content: [[...ats, ...first], ...rest, ...more] };
  }

  /** Says something to the bot, or in a chat. */
  function write(text: string, writing: Writing = {}): Promise<Said> {
    const calls = called(chatOf(actor, writing.chat), writing);
    if (writing.post) {
      const more = writing.post === true ? [] : writing.post;
      return say('post', postOf(text, calls, more), writing, calls);
    }
    return say('text', { text: [...calls.map((c) => c.key), text].join(' ') }, writing, calls);
  }

  /** Sends a file, or a picture. Nobody can be called in that: in a group the bot does not hear of it. */
  function sendFile(name: string, bytes: Uint8Array, writing: Writing = {}): Promise<Said> {
    const kind = /\.(png|jpe?g|gif|webp)$/i.test(name) ? 'image' : 'file';
    const asset = core.assets.add({ kind, name, type: 'stream', bytes: Buffer.from(bytes), byBot: false });
    const content = kind === 'image' ? { image_key: asset.key } : { file_key: asset.key, file_name: name };
    return say(kind, content, writing, []);
  }

  /** Writes rich text with a picture in it: im-v1/message/events/message_content, post. */
  function writeWithPicture(text: string, bytes: Uint8Array): Promise<Said> {
    const asset = core.assets.add({
      kind: 'image',
      name: 'image.png',
      type: 'stream',
      bytes: Buffer.from(bytes),
      byBot: false,
    });
    return write(text, { post: [[{ tag: 'img', image_key: asset.key, width: 8, height: 6 }]] });
  }

  /** Takes a message back. */
  function recall(message: Message): Promise<Delivered> {
    const known = core.messages.find(message.message_id)!;
    core.messages.remove(known);
    const { message_id, chat_id } = known;
    const event = { message_id, chat_id, recall_time: String(core.clock.now()), recall_type: 'message_owner' };
    return events.deliver(events.envelope('im.message.recalled_v1', event));
  }

  /** Chooses in the bot's menu: bot-v3/events/menu. */
  function menu(eventKey: string, delivery?: Delivery): Promise<Delivered> {
    const operator = { operator_name: person.name, operator_id: idsOf(core, person) };
    const event = { operator, event_key: eventKey, timestamp: Math.floor(core.clock.now() / 1000) };
    return events.deliver(events.envelope('application.bot.menu_v6', event), delivery);
  }

  /** Opens the conversation with the bot: group/chat-member/event/bot_p2p_chat_entered. */
  function enterChat(delivery?: Delivery): Promise<Delivered> {
    const last = core.messages.of(actor.direct.id).at(-1);
    const before = last ? { last_message_id: last.message_id, last_message_create_time: last.create_time } : {};
    const event = { chat_id: actor.direct.id, operator_id: idsOf(core, person), ...before };
    return events.deliver(events.envelope('im.chat.access_event.bot_p2p_chat_entered_v1', event), delivery);
  }

  return { write, writeWithPicture, sendFile, recall, menu, enterChat };
}
