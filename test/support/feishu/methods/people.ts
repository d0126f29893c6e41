import { inWords } from '../cards/rule.ts';
import type { Core } from '../core.ts';
import { Refusal } from '../refusal.ts';
import type { Chat, Json, Person } from '../types.ts';
import { type Asked, type Method, needScope } from './method.ts';

/*
 * open.feishu.cn/document/server-docs/contact-v3/user/{get,batch,basic_batch}, group/chat/get-2, bot-v3/bot_info.
 */

const contacts = ['contact:contact.base:readonly', 'contact:contact:readonly', 'contact:contact:readonly_as_app'];

/** Fields come with the scopes that the page names for them. No API tells a person's language or time zone. */
function profile({ settings }: Core, person: Person): Json {
  const has = (...scopes: string[]) => scopes.some((scope) => settings.scopes.includes(scope));
  const status = {
    is_frozen: false,
    is_resigned: person.isResigned,
    is_activated: true,
    is_exited: false,
    is_unjoin: false,
  };
  return {
    open_id: person.id,
    union_id: person.unionId,
    ...(has('contact:user.employee_id:readonly') ? { user_id: person.userId } : {}),
    ...(has('contact:user.base:readonly', 'contact:contact:readonly') ? { name: person.name, en_name: '' } : {}),
    ...(has('contact:user.email:readonly') && person.email ? { email: person.email } : {}),
    ...(has('contact:user.employee:readonly', 'contact:contact:readonly') ? { status } : {}),
  };
}

/** In the app's range: not who is of another tenant. */
const inRange = (person: Person | undefined): person is Person => person?.isAvailable === true && !person.isExternal;

const kindOf = ({ query }: Asked): string => inWords(query.user_id_type ?? 'open_id');
const listed = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((v) => typeof v === 'string');

const get: Method = (asked) => {
  const { core, path } = asked;
  needScope(core, ...contacts);
  const person = core.tenant.personBy(kindOf(asked), inWords(path.user_id));
  if (!person) throw new Refusal(41012, 'user id invalid error');
  if (!inRange(person)) throw new Refusal(41050, 'no user authority');
  return { data: { user: profile(core, person) } };
};

/** At most 50; who is not in range is left out. */
const batch: Method = (asked) => {
  const { core, query } = asked;
  needScope(core, ...contacts);
  const ids = listed(query.user_ids);
  if (ids.length === 0 || ids.length > 50) throw new Refusal(40001, 'invalid parameter');
  const people = ids.map((id) => core.tenant.personBy(kindOf(asked), id)).filter(inRange);
  return { data: { items: people.map((person) => profile(core, person)) } };
};

/** Names only, and of anybody. */
const basicBatch: Method = (asked) => {
  const { core, args } = asked;
  needScope(core, 'contact:user.basic_profile:readonly', ...contacts);
  const ids = listed(args.user_ids);
  if (ids.length === 0 || ids.length > 10) throw new Refusal(40001, 'param is invalid');
  const people = ids.map((id) => core.tenant.personBy(kindOf(asked), id)).filter((p) => p !== undefined);
  return { data: { users: people.map(({ id, name }) => ({ user_id: id, name })) } };
};

const chatShape = ({ settings }: Core, chat: Chat): Json => ({
  name: chat.name,
  description: '',
  chat_mode: chat.mode,
  chat_type: 'private',
  group_message_type: chat.mode === 'topic' ? 'thread' : 'chat',
  external: chat.isExternal,
  tenant_key: settings.tenantKey,
  user_count: String(chat.members.size),
  bot_count: chat.withBot ? '1' : '0',
  chat_status: chat.isDissolved ? 'dissolved' : 'normal',
});

const chat: Method = ({ core, path }) => {
  needScope(core, 'im:chat', 'im:chat:readonly', 'im:chat:read');
  const found = core.tenant.chat(inWords(path.chat_id));
  if (!found) throw new Refusal(232006, 'Your request specifies a chat_id which is invalid.');
  if (!found.withBot) throw new Refusal(232011, 'Operator can NOT be out of the chat.');
  return { data: chatShape(core, found) };
};

const bot: Method = ({ core: { settings } }) => ({
  bot: { activate_status: 2, app_name: settings.botName, avatar_url: '', ip_white_list: [], open_id: settings.botId },
});

export const peopleMethods = { get, batch, basicBatch, chat, bot };
