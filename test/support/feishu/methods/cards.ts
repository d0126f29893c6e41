import { inWords, isObject } from '../cards/rule.ts';
import { contentOf, refuseBadCard } from '../content.ts';
import type { Core } from '../core.ts';
import { badParameter, Refusal } from '../refusal.ts';
import type { Json, Person } from '../types.ts';
import { refuseTooFast } from './messages.ts';
import { type Method, messageOf, needScope, openChat, textOf } from './method.ts';

/*
 * Cards after they were sent: open.feishu.cn/document/server-docs/im-v1/message-card/{patch,delay-update-message-card,
 * send-message-cards-that-are-only-visible-to-certain-people}.
 */

export const cardLife = 14 * 86_400_000;
const changing = ['im:message', 'im:message:send_as_bot', 'im:message:update'];

const isShared = (card: Json | undefined): boolean => isObject(card?.config) && card.config.update_multi === true;

/** im-v1/message-card/patch: 14 days, and `update_multi` in words before and after. */
const patch: Method = (asked) => {
  const { core, args } = asked;
  needScope(core, ...changing);
  const message = messageOf(asked);
  refuseTooFast(core, 'im.message.patch', message.message_id);
  if (message.deleted) throw new Refusal(230011, 'The message is recalled.');
  if (message.to || !message.card || message.sender.sender_type !== 'app')
    throw badParameter('only a card that the bot sent to all can be updated');
  if (core.clock.now() - Number(message.create_time) > cardLife)
    throw new Refusal(230031, 'Message can only be modified within 14 days after sending.');
  openChat(core, core.tenant.chat(message.chat_id)!);
  const { card } = contentOf(core, 'interactive', textOf(args, 'content'));
  if (!isShared(message.card) || !isShared(card)) throw badParameter('update_multi must be true before and after');
  core.messages.show(message, card!);
  return { data: {} };
};

const mostBytes = 30_000;

/** The delayed update of a card that was clicked. */
const update: Method = ({ core, args }) => {
  needScope(core, ...changing);
  const { card, token } = args;
  const status = 200;
  if (!isObject(card)) throw new Refusal(10002, 'card is required', { status });
  if (Buffer.byteLength(JSON.stringify(card)) > mostBytes) throw new Refusal(100000, 'card is too large', { status });
  const found = core.updates.use(inWords(token));
  asOldCode(() => refuseBadCard(core, card));
  if (!found.answered) found.before ??= found.message.card;
  core.messages.show(found.message, card);
  return {};
};

/** 230099 of a message is 11311 here. */
function asOldCode(check: () => void): void {
  try {
    check();
  } catch (error) {
    if (error instanceof Refusal && error.code === 230099) throw new Refusal(11311, error.message, { status: 200 });
    throw error;
  }
}

function readerOf(core: Core, args: Json): Person | undefined {
  const type = ['open_id', 'user_id', 'email'].find((t) => typeof args[t] === 'string' && args[t] !== '');
  if (!type) throw new Refusal(10003, 'invalid parameter: open_id, user_id or email is required');
  return core.tenant.personBy(type, inWords(args[type]));
}

/** Codes are of the general table: the page has none of its own. Groups only; who is offline never sees it. */
const whisper: Method = ({ core, args }) => {
  needScope(core, ...changing);
  const chat = core.tenant.chat(inWords(args.chat_id));
  if (chat?.mode !== 'group') throw new Refusal(10003, 'invalid parameter: chat_id is no normal group');
  refuseTooFast(core, 'ephemeral.send', chat.id);
  if (!chat.withBot) throw new Refusal(10002, 'Bot can NOT be out of the chat');
  const person = readerOf(core, args);
  if (!person || !chat.members.has(person.id)) throw new Refusal(10004, 'user not found');
  const { card } = args;
  if (args.msg_type !== 'interactive' || !isObject(card)) throw new Refusal(10003, 'invalid parameter: card');
  if (Buffer.byteLength(JSON.stringify(card)) > mostBytes)
    throw new Refusal(230025, 'The length of the message content reaches its limit.');
  refuseBadCard(core, card);
  const { appId: id, tenantKey: tenant_key } = core.settings;
  const message = core.messages.add({
    msg_type: 'interactive',
    chat_id: chat.id,
    sender: { id, id_type: 'app_id', sender_type: 'app', tenant_key },
    body: { content: JSON.stringify(card) },
    card,
    /** Nobody is notified. */
    called: [],
    to: person.isOnline ? person.id : 'nobody',
  });
  return { data: { message_id: message.message_id } };
};

const unwhisper: Method = ({ core, args }) => {
  needScope(core, ...changing);
  const message = core.messages.find(inWords(args.message_id));
  if (!message?.to) throw new Refusal(10003, 'invalid parameter: message_id');
  if (message.deleted) throw new Refusal(18051, 'message has been deleted');
  core.messages.remove(message);
  return {};
};

export const cardMethods = { patch, update, whisper, unwhisper };
