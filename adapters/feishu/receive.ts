import { z } from 'zod';
import type { Incoming, SentFile } from '../../src/chat/incoming.ts';
import { feishuAddress } from './address.ts';
import { kept, type Place } from './place.ts';
import type { Body } from './verify.ts';
import { contentFile, contentText, type Mention, wordsOf } from './words.ts';

const who = z.looseObject({ open_id: z.string().min(1) });
const mention = z.looseObject({ key: z.string(), id: z.looseObject({ open_id: z.string().optional() }).optional() });

const message = z.looseObject({
  sender: z.looseObject({ sender_id: who, sender_type: z.string() }),
  message: z.looseObject({
    message_id: z.string().min(1),
    root_id: z.string().optional(),
    chat_id: z.string().min(1),
    chat_type: z.string(),
    message_type: z.string(),
    content: z.string(),
    mentions: z.array(mention).optional(),
  }),
});

/** What is not said by a person may lack what a person has. */
const byNoPerson = z.looseObject({ sender: z.looseObject({ sender_type: z.string() }) });

const menu = z.looseObject({ operator: z.looseObject({ operator_id: who }), event_key: z.string() });
const entered = z.looseObject({ chat_id: z.string().min(1), operator_id: who });
const bot = z.looseObject({ chat_id: z.string().min(1), operator_id: who, name: z.string().optional() });

const action = z.looseObject({
  operator: who,
  action: z.looseObject({
    tag: z.string().optional(),
    name: z.string().optional(),
    value: z.unknown().optional(),
    form_value: z.record(z.string(), z.unknown()).optional(),
  }),
  context: z.looseObject({ open_message_id: z.string().optional(), open_chat_id: z.string().optional() }).optional(),
});

const envelope = z.looseObject({
  schema: z.literal('2.0'),
  header: z.looseObject({
    event_id: z.string().min(1),
    event_type: z.string().min(1),
    app_id: z.string().optional(),
    tenant_key: z.string().optional(),
  }),
  event: z.looseObject({}),
});

/** A message that somebody wrote to the desk. */
export type Written = z.output<typeof message>;
/** A button that was clicked, with what the form around it holds. */
export type Acted = z.output<typeof action>;

/** What Feishu tells, as far as the desk listens to it. */
export type Told =
  | { kind: 'written'; event: Written }
  | { kind: 'menu'; user: string; key: string; eventId: string }
  | { kind: 'entered'; user: string; chat: string; eventId: string }
  | { kind: 'joined'; user: string; chat: string; name?: string; eventId: string }
  | { kind: 'acted'; event: Acted; eventId: string }
  | { kind: 'other' };

/** Reads what Feishu tells; undefined for what is not in its form. */
export function readTold(body: Body): Told | undefined {
  const outer = envelope.safeParse(body);
  if (!outer.success) return undefined;
  const { header, event } = outer.data;
  const eventId = header.event_id;
  switch (header.event_type) {
    case 'im.message.receive_v1': {
      const other = byNoPerson.safeParse(event);
      if (other.success && other.data.sender.sender_type !== 'user') return { kind: 'other' };
      const read = message.safeParse(event);
      return read.success ? { kind: 'written', event: read.data } : undefined;
    }
    case 'application.bot.menu_v6': {
      const read = menu.safeParse(event);
      if (!read.success) return undefined;
      return { kind: 'menu', user: read.data.operator.operator_id.open_id, key: read.data.event_key, eventId };
    }
    case 'im.chat.access_event.bot_p2p_chat_entered_v1': {
      const read = entered.safeParse(event);
      if (!read.success) return undefined;
      return { kind: 'entered', user: read.data.operator_id.open_id, chat: read.data.chat_id, eventId };
    }
    case 'im.chat.member.bot.added_v1': {
      const read = bot.safeParse(event);
      if (!read.success) return undefined;
      const { operator_id, chat_id: chat, name } = read.data;
      return { kind: 'joined', user: operator_id.open_id, chat, name, eventId };
    }
    case 'card.action.trigger': {
      const read = action.safeParse(event);
      return read.success ? { kind: 'acted', event: read.data, eventId } : undefined;
    }
    default:
      return { kind: 'other' };
  }
}

/** The app that a request is for: another's is none of ours. */
export const appOf = (body: Body): string | undefined => {
  const read = envelope.safeParse(body);
  return read.success ? read.data.header.app_id : undefined;
};

const from = (place: Place, key: string) => ({
  from: feishuAddress(place.user),
  conversation: feishuAddress(place.chat ?? place.user),
  key,
  reply: kept(place),
});

/** Where a message was written. */
const placeOfMessage = ({ sender, message: said }: Written, now: Date): Place => ({
  via: 'message',
  user: sender.sender_id.open_id,
  chat: said.chat_id,
  message: said.message_id,
  at: String(now.getTime()),
  ...(said.chat_type !== 'p2p' && { shared: 'yes' as const }),
});

/** A file sent to the desk, of whatever kind; undefined for a message that is none, or that others read, too. */
export function sentFile(written: Written, now: Date): SentFile | undefined {
  const { sender, message: said } = written;
  if (sender.sender_type !== 'user' || said.chat_type !== 'p2p') return undefined;
  const file = contentFile(said.message_type, said.content);
  if (!file) return undefined;
  const { words, ...rest } = file;
  // Nobody is the desk in its own direct conversation: a mention there is another person.
  const text = words === undefined ? '' : wordsOf(words, (said.mentions ?? []) as Mention[], '');
  const at = from(placeOfMessage(written, now), `message:${said.message_id}`);
  return { kind: 'file', ...at, ...rest, ...(text !== '' && { words: text }) };
}

/** Words to the desk: the message is the key, however often it is sent. Undefined for what nobody typed to it. */
export function typedMessage(
  written: Written,
  botId: string,
  order: string | undefined,
  now: Date,
): (Incoming & { kind: 'command' }) | undefined {
  const { sender, message: said } = written;
  if (sender.sender_type !== 'user') return undefined;
  const mentions = (said.mentions ?? []) as Mention[];
  // In a group the desk hears only what is said to it.
  if (said.chat_type !== 'p2p' && !mentions.some((m) => m.id?.open_id === botId)) return undefined;
  const text = contentText(said.message_type, said.content);
  if (text === undefined) return undefined;
  return {
    kind: 'command',
    ...from(placeOfMessage(written, now), `message:${said.message_id}`),
    text: wordsOf(text, mentions, botId),
    ...(order && { order }),
  };
}

/** The bot's menu: `order` or empty is My day, `order:list` the words behind the colon. */
export function openedMenu(user: string, key: string, eventId: string, now: Date): Incoming & { kind: 'command' } {
  const [, words = ''] = /^order[:_](.+)$/.exec(key) ?? [];
  const place: Place = { via: 'menu', user, at: String(now.getTime()) };
  return { kind: 'command', ...from(place, `menu:${eventId}`), text: `/order ${words}`.trim() };
}

type Click = Incoming & { kind: 'click' };

/** A button of a card, with what is ticked beside it. Whether others read the card, the adapter says. */
export const clicked = (
  place: Place,
  { button, checked }: Pick<Click, 'button' | 'checked'>,
  eventId: string,
): Click => ({
  kind: 'click',
  ...from(place, `click:${eventId}`),
  button,
  ...(checked && { checked }),
});

/** A form that was sent. */
export const sentForm = (
  place: Place,
  form: { id: string; values: (Incoming & { kind: 'submit' })['values'] },
  eventId: string,
): Incoming & { kind: 'submit' } => ({
  kind: 'submit',
  ...from(place, `submit:${eventId}`),
  form: form.id,
  values: form.values,
});
