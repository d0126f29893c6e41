import { inWords } from '../cards/rule.ts';
import type { Core } from '../core.ts';
import { badParameter, Refusal } from '../refusal.ts';
import type { Chat, Json, Message } from '../types.ts';

/** A call: what stands in its path and query, and in its body. */
export type Asked = { core: Core; path: Readonly<Record<string, string>>; query: Json; args: Json; bytes: number };

/** An answer: fields beside code and msg, or bytes. */
export type Answered = Json | { bytes: Buffer; name: string };

export type Method = (asked: Asked) => Answered;

/** Refuses what needs a scope that the app does not have: any one of `needed` is enough. 99991672. */
export function needScope({ settings }: Core, ...needed: string[]): void {
  if (needed.some((scope) => settings.scopes.includes(scope))) return;
  const violations = needed.map((subject) => ({ type: 'action_scope_required', subject }));
  throw new Refusal(99991672, `Access denied. One of the following scopes is required: [${needed.join(', ')}].`, {
    error: { permission_violations: violations },
  });
}

/** An argument that is a text and not empty. */
export function textOf(args: Json, name: string): string {
  const value = args[name];
  if (typeof value !== 'string' || value === '') throw badParameter(`${name} is required`);
  return value;
}

/** A chat in which the bot may speak. Codes: im-v1/message/create. */
export function openChat(core: Core, chat: Chat): Chat {
  if (chat.isDissolved) throw new Refusal(232009, 'Your request specifies a chat which has already been dissolved.');
  if (!chat.withBot) throw new Refusal(230002, 'The bot can not be outside the group.');
  if (chat.mode === 'p2p') for (const id of chat.members) reachable(core, id);
  return chat;
}

/** A person to whom the bot may write: 230013, also for who has left. */
export function reachable(core: Core, id: string): void {
  const person = core.tenant.person(id);
  if (!person?.isAvailable || person.isResigned) throw new Refusal(230013, 'Bot has NO availability to this user.');
}

/** A message that is there. Whether an unknown id is 230001 or the gateway's 99992354 is not documented. */
export function messageOf({ core, path }: Asked): Message {
  const id = inWords(path.message_id);
  if (!id.startsWith('om_')) throw badParameter('invalid message_id');
  const message = core.messages.find(id);
  if (!message) throw new Refusal(99992354, `The request you send is not a valid {message_id} or not exists: ${id}`);
  return message;
}
