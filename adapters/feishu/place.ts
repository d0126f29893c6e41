import type { Incoming } from '../../src/chat/incoming.ts';

/** How a person reached the desk, and so how the answer gets back. */
export type Via = 'message' | 'menu' | 'click' | 'submit';

/** Where an answer goes. It is kept with the incoming, so that it can be brought after a restart. */
export type Place = {
  via: Via;
  /** The person's open_id. */
  user: string;
  /** The conversation, where Feishu names it: a bot menu has none. */
  chat?: string;
  /** Whether others read it. */
  shared?: 'yes';
  /** The message that was written, or whose button was clicked. */
  message?: string;
  /** When it came, ms since 1970. */
  at: string;
};

/** A place as the inbox keeps it: what is not known is left out. */
export const kept = (place: Place): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(place).filter(([, value]) => typeof value === 'string' && value !== ''));

/** The place of an incoming that came from Feishu. */
export const placeOf = ({ reply }: Pick<Incoming, 'reply'>): Place => reply as unknown as Place;
