import type { Incoming, SentFile } from '../../src/chat/incoming.ts';
import { slackAddress } from './address.ts';
import { kept, type Place, type Via } from './place.ts';
import { withoutMention, wordsOf } from './words.ts';

/** What Slack says of a person's doing, by the little that is used of it. */
export type Said = {
  team: string;
  user: string;
  channel?: string;
  url?: string;
  trigger?: string;
  message?: string;
  ephemeral?: boolean;
  thread?: string;
  view?: string;
};

type Command = Incoming & { kind: 'command' };
type Click = Incoming & { kind: 'click' };
type Submit = Incoming & { kind: 'submit' };

function from(via: Via, said: Said, key: string, now: Date) {
  const { ephemeral, ...rest } = said;
  const place: Place = { ...rest, via, at: String(now.getTime()), ...(ephemeral && { ephemeral: 'yes' }) };
  return {
    from: slackAddress(said.team, said.user),
    conversation: slackAddress(said.team, said.channel ?? said.user),
    key,
    reply: kept(place),
  };
}

/** `/order …`: its trigger is new each time, also when somebody types the same twice. */
export const typedCommand = (said: Said, text: string, now: Date): Command => ({
  kind: 'command',
  ...from('command', said, `command:${said.trigger}`, now),
  text: wordsOf(text, said.team),
});

/** Words to the desk in its direct conversation, or after a mention: the message is the key, however often it is sent. */
export const typedMessage = (
  via: 'message' | 'mention',
  said: Said & { ts: string; text: string; bot: string },
  order: string | undefined,
  now: Date,
): Command => {
  const { ts, text, bot, ...where } = said;
  return {
    kind: 'command',
    ...from(via, { ...where, message: ts }, `message:${where.channel}:${ts}`, now),
    text: wordsOf(withoutMention(text, bot), where.team),
    ...(order && { order }),
  };
};

/** Files that somebody sent in the direct conversation: the first is worked on, and the others are named. */
export const sentFiles = (
  said: Said & { ts: string; text: string },
  files: readonly { id: string; name: string }[],
  now: Date,
): SentFile | undefined => {
  const { ts, text, ...where } = said;
  const [first, ...others] = files;
  if (!first) return undefined;
  return {
    kind: 'file',
    ...from('message', { ...where, message: ts }, `message:${where.channel}:${ts}`, now),
    file: first.id,
    name: first.name,
    ...(text.trim() !== '' && { words: wordsOf(text, where.team) }),
    ...(others.length > 0 && { others: others.map((file) => file.name) }),
  };
};

/** “Order from this message”: its words, as if they had been typed after `new`. */
export const orderFromMessage = (said: Said, text: string, now: Date): Command => ({
  kind: 'command',
  ...from('shortcut', said, `shortcut:${said.trigger}`, now),
  text: `/order new ${wordsOf(text, said.team).replace(/\s+/g, ' ').trim()}`,
});

/** The home tab was opened: My day. */
export const openedHome = (said: Said, eventId: string, now: Date): Command => ({
  kind: 'command',
  ...from('home', said, `home:${eventId}`, now),
  text: '/order',
});

/** A button was clicked; each click has an instant of its own. */
export const clicked = (
  said: Said,
  { button, checked }: Pick<Click, 'button' | 'checked'>,
  instant: string,
  now: Date,
): Click => ({
  kind: 'click',
  ...from('click', said, `click:${button}:${instant}`, now),
  button,
  ...(checked && { checked }),
});

/** A form was sent. Each time it is sent it has a trigger of its own; a view that was only corrected keeps its hash. */
export const sentForm = (said: Said, form: { id: string; values: Submit['values'] }, now: Date): Submit => ({
  kind: 'submit',
  ...from('submit', said, `submit:${said.view}:${said.trigger}`, now),
  form: form.id,
  values: form.values,
});
