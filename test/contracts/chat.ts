import type { FormValues } from '../../src/chat/form.ts';
import type { Company, Name } from '../support/company.ts';
import type { TestDesk } from '../support/desk.ts';

/** What a person sees after having done something, as words: the card, or the form that opened. */
export type Seen = { kind: 'card' | 'form'; words: string };

/** A person in a chat: types, presses and fills in, whatever the chat makes of it. */
export type ChatPerson = {
  /** Types words to the desk, and sees the answer. */
  say(text: string): Promise<Seen>;
  /** Sends a file to the desk, and sees the answer. */
  send(name: string, bytes: Uint8Array): Promise<Seen>;
  /** Ticks the boxes with these words on the card that was seen last, and no other box; nothing is answered. */
  tick(words: readonly string[]): Promise<void>;
  /** Presses a button of the card that was seen last. */
  press(label: string): Promise<Seen>;
  /** Takes a usual item of the customer into the form that is open, by its SKU. */
  take(sku: string): Promise<Seen>;
  /** Sends the form that is open, with some values by the names of the neutral form. */
  fill(values?: FormValues): Promise<Seen>;
  /** Waits for a notice of the desk's own with these words; it is then the card that was seen last. */
  notice(words: string): Promise<Seen>;
  /** How many notices have these words now. */
  notices(words: string): Promise<number>;
};

/** A company on a desk that is connected to one chat. */
export type ChatHouse = {
  desk: TestDesk;
  company: Company;
  people: Record<Name, ChatPerson>;
  /** Somebody whom the desk does not know; undefined where only members can write. */
  stranger?: ChatPerson;
  /** Waits until everything that is due was sent. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

/** A chat that the contract is run on. */
export type Chat = { name: string; open(locale: 'en' | 'zh'): Promise<ChatHouse> };
