import { inWords } from '../cards/rule.ts';
import { contentOf } from '../content.ts';
import type { Core } from '../core.ts';
import { wireOf } from '../messages.ts';
import { badParameter, Refusal } from '../refusal.ts';
import type { Chat, Json, Message } from '../types.ts';
import { type Asked, type Method, messageOf, needScope, openChat, reachable, textOf } from './method.ts';

/*
 * open.feishu.cn/document/server-docs/im-v1/message/{create,reply,delete}.
 */

const sending = ['im:message', 'im:message:send_as_bot', 'im:message:send'];

/** The chat of a receiver, whatever its kind of id; 230034 for an id that is not there. */
export function receiverOf(core: Core, type: string, id: string): Chat {
  if (type === 'chat_id') {
    const chat = core.tenant.chat(id);
    if (!chat) throw new Refusal(230034, 'The receive_id is invalid.');
    return chat;
  }
  if (!['open_id', 'union_id', 'user_id', 'email'].includes(type)) throw badParameter('receive_id_type is invalid');
  const person = core.tenant.personBy(type, id);
  if (!person) throw new Refusal(230034, 'The receive_id is invalid.');
  reachable(core, person.id);
  return core.tenant.direct(person);
}

/** `uuid`: at most 50 characters. The same again within the hour is the same message, and no second. */
function once(core: Core, args: Json, send: () => Message): Message {
  const { uuid } = args;
  if (uuid === undefined || uuid === '') return send();
  if (typeof uuid !== 'string' || uuid.length > 50) throw badParameter('uuid is longer than 50');
  const known = core.messages.sentWith(uuid);
  if (known) return known;
  const message = send();
  core.messages.keep(uuid, message);
  return message;
}

/** 230020 in a chat, or for a message, that takes no more in this second. */
export function refuseTooFast(core: Core, method: string, place: string): void {
  if (!core.rates.placeTakes(method, place))
    throw new Refusal(230020, 'This operation triggers the frequency limit, ext=chat rate limit.');
}

function say({ core, args }: Asked, chat: Chat, place: Partial<Message>): Message {
  openChat(core, chat);
  const type = textOf(args, 'msg_type');
  const { content, ...shown } = contentOf(core, type, textOf(args, 'content'));
  const { appId: id, tenantKey: tenant_key } = core.settings;
  const sender = { id, id_type: 'app_id', sender_type: 'app', tenant_key } as const;
  const own = chat.mode === 'topic' ? { thread_id: core.ids.thread() } : {};
  return core.messages.add({ ...own, ...place, ...shown, msg_type: type, chat_id: chat.id, sender, body: { content } });
}

const create: Method = (asked) => {
  const { core, query, args } = asked;
  needScope(core, ...sending);
  const chat = receiverOf(core, inWords(query.receive_id_type), textOf(args, 'receive_id'));
  refuseTooFast(core, 'im.message.create', chat.id);
  return { data: wireOf(once(core, args, () => say(asked, chat, {}))) };
};

/** A reply stands under its parent; in a thread if it is asked for, or if its parent does. */
const reply: Method = (asked) => {
  const { core, args } = asked;
  needScope(core, ...sending);
  const parent = messageOf(asked);
  if (parent.deleted) throw new Refusal(230011, 'The message is recalled.');
  const chat = core.tenant.chat(parent.chat_id)!;
  refuseTooFast(core, 'im.message.reply', chat.id);
  const send = () => {
    const threaded = args.reply_in_thread === true || parent.thread_id !== undefined;
    if (threaded) parent.thread_id ??= core.ids.thread();
    const root = parent.root_id ?? parent.message_id;
    const place = { root_id: root, parent_id: threaded ? root : parent.message_id };
    return say(asked, chat, threaded ? { ...place, thread_id: parent.thread_id } : place);
  };
  return { data: wireOf(once(core, args, send)) };
};

/** The bot recalls what it said itself. */
const recall: Method = (asked) => {
  needScope(asked.core, 'im:message', 'im:message:send_as_bot', 'im:message:recall');
  const message = messageOf(asked);
  if (message.sender.sender_type !== 'app') throw new Refusal(230026, 'No permission to recall this message.');
  if (message.deleted) throw new Refusal(230110, 'Action unavailable as the message has been deleted.');
  asked.core.messages.remove(message);
  return { data: {} };
};

export const messageMethods = { create, reply, recall };
