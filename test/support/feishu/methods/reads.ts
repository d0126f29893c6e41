import { inWords } from '../cards/rule.ts';
import { wireOf } from '../messages.ts';
import { badParameter, Refusal } from '../refusal.ts';
import type { Json, Message } from '../types.ts';
import { type Asked, type Method, messageOf, needScope } from './method.ts';

/*
 * open.feishu.cn/document/server-docs/im-v1/message/{get,list,get-2}.
 */

const reading = ['im:message', 'im:message:readonly', 'im:message.history:readonly'];

/** Without `card_msg_content_type` a card of 2.0 comes back as words for old clients; with it as it was sent. */
function asRead(message: Message, { card_msg_content_type: as }: Json): Json {
  const wire = wireOf(message);
  if (!message.card || as === 'user_card_content') return wire;
  const content =
    as === 'raw_card_content'
      ? { json_card: JSON.stringify(message.card), card_schema: 2 }
      : { title: null, elements: [[{ tag: 'text', text: '请升级至最新版本客户端，以查看内容' }]] };
  return { ...wire, body: { content: JSON.stringify(content) } };
}

function refuseOutside({ core }: Asked, message: Message): void {
  if (!core.tenant.chat(message.chat_id)?.withBot) throw new Refusal(230002, 'The bot can not be outside the group.');
}

const get: Method = (asked) => {
  needScope(asked.core, ...reading);
  const message = messageOf(asked);
  refuseOutside(asked, message);
  if (message.to) throw new Refusal(230050, 'The message is invisible to the operator.');
  if (message.deleted) throw new Refusal(230110, 'Action unavailable as the message has been deleted.');
  return { data: { items: [asRead(message, asked.query)] } };
};

const isIn = ({ container_id_type: type, container_id: id }: Json) => {
  if (type === 'thread') return (m: Message) => m.thread_id === id;
  /** Of a thread, a chat shows the root only. */
  return (m: Message) => m.chat_id === id && !(m.thread_id && m.root_id);
};

function within({ start_time: from, end_time: to }: Json) {
  const [start, end] = [Number(from ?? 0), Number(to ?? Number.POSITIVE_INFINITY)];
  if (Number.isNaN(start) || Number.isNaN(end)) throw badParameter('start_time and end_time are seconds');
  return (m: Message) => Number(m.create_time) / 1000 >= start && Number(m.create_time) / 1000 <= end + 1;
}

const list: Method = (asked) => {
  const { core, query } = asked;
  needScope(core, ...reading);
  const type = inWords(query.container_id_type);
  if (type !== 'chat' && type !== 'thread') throw badParameter('container_id_type is chat or thread');
  const chat = type === 'chat' ? core.tenant.chat(inWords(query.container_id)) : undefined;
  if (type === 'chat' && !chat) throw badParameter('invalid container_id');
  if (chat && !chat.withBot) throw new Refusal(230002, 'The bot can not be outside the group.');
  const size = Number(query.page_size ?? 20);
  if (!(size >= 1 && size <= 50)) throw badParameter('page_size is 1 to 50');
  const [inPlace, inTime] = [isIn(query), within(query)];
  const all = core.messages.all().filter((m) => !m.to && inPlace(m) && inTime(m));
  if (query.sort_type === 'ByCreateTimeDesc') all.reverse();
  const from = Number(query.page_token ?? 0);
  const items = all.slice(from, from + size).map((m) => asRead(m, query));
  const more = all.length > from + size;
  return { data: { has_more: more, items, ...(more ? { page_token: String(from + size) } : {}) } };
};

/** Not of cards: 234043. */
const resource: Method = (asked) => {
  const { core, path } = asked;
  needScope(core, ...reading);
  const message = messageOf(asked);
  if (message.deleted) throw new Refusal(230110, 'Action unavailable as the message has been deleted.');
  if (!core.tenant.chat(message.chat_id)?.withBot) throw new Refusal(234004, 'App not in chat.');
  if (message.card) throw new Refusal(234043, 'Unsupported message type.');
  const asset = core.assets.byKey(inWords(path.file_key));
  if (!asset || !message.body.content.includes(asset.key)) throw new Refusal(234003, 'File not in message.');
  if (asked.query.type !== asset.kind) throw new Refusal(234001, 'Invalid request param.');
  return { bytes: asset.bytes, name: asset.name };
};

export const readMethods = { get, list, resource };
