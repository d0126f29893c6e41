import { maybe, required, truthy } from '../args.ts';
import { contentOf } from '../check-message.ts';
import { messageShape } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import type { Channel, Message } from '../types.ts';
import { type Asked, canShow, joined, type Method, needScope } from './method.ts';

/** docs.slack.dev/reference/methods/chat.postMessage: a person's id stands for the direct conversation with the app. */
function destination(asked: Asked): Channel {
  const { core, team, args } = asked;
  const id = required(args, 'channel');
  const person = core.workspace.person(id);
  if (person) {
    if (person.teamId !== team.id || person.isBot) throw new Refusal('channel_not_found');
    return core.workspace.direct(person);
  }
  const channel = core.workspace.visible(team, id);
  if (channel.archived) throw new Refusal('is_archived');
  const open = channel.kind === 'channel' && team.scopes?.includes('chat:write.public');
  return open ? channel : joined(asked, id);
}

/** A thread starts at a message that is no reply itself. What Slack says of a message that is not there is not verified. */
function thread({ core, args }: Asked, channel: Channel): { thread_ts?: string; reply_broadcast?: boolean } {
  const ts = maybe(args, 'thread_ts');
  if (ts === undefined) return {};
  const parent = core.messages.find(channel.id, ts);
  if (!parent) throw new Refusal('thread_not_found');
  if (parent.thread_ts && parent.thread_ts !== parent.ts) throw new Refusal('cannot_reply_to_message');
  return { thread_ts: ts, ...(truthy(args, 'reply_broadcast') ? { reply_broadcast: true } : {}) };
}

const postMessage: Method = (asked) => {
  const { core, team, args } = asked;
  needScope(team, 'chat:write');
  const channel = destination(asked);
  const content = contentOf(args, 'post', canShow(asked));
  const late = core.faults.met('late', { method: 'chat.postMessage', channel: channel.id });
  const more = { ...thread(asked, channel), user: team.botUserId, bot_id: team.botId };
  const message = core.messages.post(channel, { ...content, ...more, lateBy: typeof late === 'number' ? late : 0 });
  return { channel: channel.id, ts: message.ts, message: messageShape(message, { allMetadata: true }) };
};

/** docs.slack.dev/reference/methods/chat.postEphemeral. */
const postEphemeral: Method = (asked) => {
  const { core, team, args } = asked;
  needScope(team, 'chat:write');
  const channel = joined(asked, required(args, 'channel'));
  const user = required(args, 'user');
  if (!channel.members.has(user)) throw new Refusal('user_not_in_channel');
  const content = contentOf(args, 'ephemeral', canShow(asked));
  const { reply_broadcast: _none, ...place } = thread(asked, channel);
  const message = core.messages.whisper(channel, user, {
    ...content,
    ...place,
    user: team.botUserId,
    bot_id: team.botId,
  });
  return { message_ts: message.ts };
};

/** A message of the app itself; ephemeral ones are not found. docs.slack.dev/reference/methods/chat.update. */
function own({ core, team, args }: Asked, code: string): Message {
  const channel = core.workspace.visible(team, required(args, 'channel'));
  const message = core.messages.find(channel.id, required(args, 'ts'));
  if (!message) throw new Refusal('message_not_found');
  if (message.user !== team.botUserId) throw new Refusal(code);
  return message;
}

const update: Method = (asked) => {
  needScope(asked.team, 'chat:write');
  const message = own(asked, 'cant_update_message');
  const content = contentOf(asked.args, 'update', canShow(asked));
  if (Object.values(content).every((part) => part === undefined)) throw new Refusal('no_text');
  asked.core.messages.change(message, content);
  const { channel, ts, text } = message;
  return { channel, ts, text, message: messageShape(message, { allMetadata: true }) };
};

const remove: Method = (asked) => {
  needScope(asked.team, 'chat:write');
  const message = own(asked, 'cant_delete_message');
  asked.core.messages.remove(message);
  return { channel: message.channel, ts: message.ts };
};

/** docs.slack.dev/reference/methods/chat.getPermalink. */
const getPermalink: Method = ({ core, team, args }) => {
  const channel = core.workspace.visible(team, required(args, 'channel'));
  const message = core.messages.find(channel.id, required(args, 'message_ts'));
  if (!message) throw new Refusal('message_not_found');
  const place = `${channel.id}/p${message.ts.replace('.', '')}`;
  return { channel: channel.id, permalink: `https://${team.domain}.slack.com/archives/${place}` };
};

export const chat: Record<string, Method> = {
  'chat.postMessage': postMessage,
  'chat.postEphemeral': postEphemeral,
  'chat.update': update,
  'chat.delete': remove,
  'chat.getPermalink': getPermalink,
};
