import { count, maybe, required, truthy } from '../args.ts';
import { messageShape } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import type { Channel, Json, Message } from '../types.ts';
import { type Asked, joined, type Method, needScope, scopeFor } from './method.ts';

/** docs.slack.dev/reference/methods/conversations.open: one person here; the desk opens no group conversations. */
const open: Method = ({ core, team, args }) => {
  needScope(team, 'im:write');
  const known = maybe(args, 'channel');
  const users = maybe(args, 'users');
  if (known === undefined && users === undefined) throw new Refusal('users_list_not_supplied');
  const person = core.workspace.person(users ?? core.workspace.visible(team, known).user ?? '');
  if (!person || person.teamId !== team.id || person.isBot) throw new Refusal('user_not_found');
  if (person.deleted) throw new Refusal('user_disabled');
  const channel = core.workspace.direct(person);
  return { channel: truthy(args, 'return_im') ? channelShape(channel) : { id: channel.id } };
};

function channelShape(channel: Channel): Json {
  const { id, name, kind, members, archived, user, teamId } = channel;
  return {
    id,
    ...(kind === 'im' ? { user } : { name, name_normalized: name, num_members: members.size }),
    is_channel: kind === 'channel',
    is_group: false,
    is_im: kind === 'im',
    is_mpim: false,
    is_private: kind !== 'channel',
    is_archived: archived,
    context_team_id: teamId,
  };
}

/** docs.slack.dev/reference/methods/conversations.info. */
const info: Method = ({ core, team, args }) => {
  const channel = core.workspace.visible(team, required(args, 'channel'));
  needScope(team, scopeFor(channel, 'read'));
  return { channel: { ...channelShape(channel), is_member: channel.members.has(team.botUserId) } };
};

/** docs.slack.dev/reference/methods/conversations.history: oldest and latest are exclusive unless `inclusive`. */
function inWindow(messages: readonly Message[], args: Json): Message[] {
  const [oldest, latest] = (['oldest', 'latest'] as const).map((name) => {
    const value = maybe(args, name);
    if (value !== undefined && !/^\d+(\.\d+)?$/.test(value)) throw new Refusal(`invalid_ts_${name}`);
    return value === undefined ? undefined : Number(value);
  });
  const inclusive = truthy(args, 'inclusive');
  return messages.filter(({ ts }) => {
    const at = Number(ts);
    const after = oldest === undefined || at > oldest || (inclusive && at === oldest);
    return after && (latest === undefined || at < latest || (inclusive && at === latest));
  });
}

const cursorOf = (message: Message): string => Buffer.from(`next_ts:${message.ts.replace('.', '')}`).toString('base64');

/** One page of messages that are in their order; `response_metadata.next_cursor` names the first of the next. */
function page(messages: readonly Message[], args: Json): { items: readonly Message[]; more: Json } {
  const limit = count(args, 'limit', 100, 999);
  const cursor = maybe(args, 'cursor');
  const start = cursor ? messages.findIndex((m) => cursorOf(m) === cursor) : 0;
  if (start < 0) throw new Refusal('invalid_cursor');
  const next = messages[start + limit];
  const items = messages.slice(start, start + limit);
  return {
    items,
    more: { has_more: next !== undefined, ...(next ? { response_metadata: { next_cursor: cursorOf(next) } } : {}) },
  };
}

function readable(asked: Asked): Channel {
  const { core, team, args } = asked;
  needScope(team, scopeFor(core.workspace.visible(team, required(args, 'channel')), 'history'));
  return joined(asked, args.channel);
}

const repliesOf = (message: Message, all: readonly Message[]) =>
  all.filter((m) => m.thread_ts === message.ts && m.ts !== message.ts);

/** Newest first, without the replies of threads. */
const history: Method = (asked) => {
  const { core, args } = asked;
  const all = core.messages.of(readable(asked).id);
  const top = all.filter((m) => !m.thread_ts || m.thread_ts === m.ts || m.reply_broadcast);
  const { items, more } = page(inWindow(top, args).reverse(), args);
  const allMetadata = truthy(args, 'include_all_metadata');
  return {
    messages: items.map((m) => messageShape(m, { allMetadata, replies: repliesOf(m, all) })),
    pin_count: 0,
    ...more,
  };
};

/** docs.slack.dev/reference/methods/conversations.replies: the parent, then its replies, oldest first. */
const replies: Method = (asked) => {
  const { core, args } = asked;
  const channel = readable(asked);
  const ts = required(args, 'ts');
  const named = core.messages.of(channel.id).find((m) => m.ts === ts);
  if (!named) throw new Refusal('thread_not_found');
  const found = core.messages.thread(channel.id, named.thread_ts ?? ts);
  const { items, more } = page(inWindow(found, args), args);
  const allMetadata = truthy(args, 'include_all_metadata');
  return { messages: items.map((m) => messageShape(m, { allMetadata, replies: repliesOf(m, found) })), ...more };
};

export const conversations: Record<string, Method> = {
  'conversations.open': open,
  'conversations.info': info,
  'conversations.history': history,
  'conversations.replies': replies,
};
