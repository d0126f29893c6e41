import type { Address } from '../../src/chat/address.ts';
import type { SealedCard } from '../../src/chat/card.ts';
import type { SealedForm } from '../../src/chat/form.ts';
import type { ConsoleMessage } from './model.ts';
import type { Viewer } from './viewer.ts';

/** A message as the page gets it. Texts stay texts: the page shows them through `textContent` only. */
export type PageMessage = {
  id: string;
  conversation: Address;
  seq: number;
  version: number;
  at: string;
  /** True for the viewer's own. */
  mine: boolean;
  /** The person's name; absent for the desk. */
  author?: string;
  /** Only this viewer sees it, in a conversation that others read too. */
  private: boolean;
  text?: string;
  /** A file that was sent with the words; it has an id only for who sent it, and so may open it. */
  file?: { id?: string; name: string };
  card?: SealedCard;
  form?: SealedForm;
  /** The viewer's own key, by which the page recognises what it just sent. */
  key?: string;
};

/** The occurrence keys of a person's own deeds: nobody can meet another's. */
export const sayKey = (person: Address, key: string) => `say ${person} ${key}`;
export const answerKey = (person: Address, key: string) => `answer ${person} ${key}`;
/** The occurrence key of what the desk posts by itself. */
export const postKey = (conversation: Address, key: string) => `post ${conversation} ${key}`;

/** Whether a message is for a viewer who may read its conversation. */
export const isFor = (message: ConsoleMessage, viewer: Viewer): boolean =>
  message.onlyFor === undefined || message.onlyFor === viewer.address;

/** A message for one viewer. */
export function renderMessage(message: ConsoleMessage, viewer: Viewer): PageMessage {
  const mine = message.author === viewer.address;
  const prefix = sayKey(viewer.address, '');
  return {
    id: message._id,
    conversation: message.conversation,
    seq: message.seq,
    version: message.version,
    at: message.at.toISOString(),
    mine,
    ...(message.author === 'desk' ? {} : { author: message.authorName ?? message.author }),
    private: message.onlyFor !== undefined && message.conversation !== viewer.direct,
    ...(message.text === undefined ? {} : { text: message.text }),
    ...(message.file ? { file: { name: message.file.name, ...(mine && { id: message.file.id }) } } : {}),
    ...(message.card ? { card: message.card } : {}),
    ...(message.form && message.onlyFor === viewer.address ? { form: message.form } : {}),
    ...(mine && message.key.startsWith(prefix) ? { key: message.key.slice(prefix.length) } : {}),
  };
}
