import type { Incoming } from '../../src/chat/incoming.ts';

/** How a person reached the desk, and so how the answer gets back. */
export type Via = 'command' | 'click' | 'message' | 'mention' | 'shortcut' | 'home' | 'submit';

/** Where an answer goes. It is kept with the incoming, so that it can be brought after a restart. */
export type Place = {
  via: Via;
  team: string;
  user: string;
  /** When it came, ms since 1970: one-time addresses and triggers grow old from then on. */
  at: string;
  /** The conversation that it was said in, if it was in one. */
  channel?: string;
  /** One-time address of Slack's for answers: five times, half an hour. */
  url?: string;
  /** Opens a modal, for three seconds. */
  trigger?: string;
  /** The message whose button was clicked, and whether only the person sees it. */
  message?: string;
  ephemeral?: 'yes';
  thread?: string;
  /** The modal that a button or a form was in. */
  view?: string;
};

/** A place as the inbox keeps it: what is not known is left out. */
export const kept = (place: Place): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(place).filter(([, value]) => typeof value === 'string' && value !== ''));

/** The place of an incoming that came from Slack. */
export const placeOf = ({ reply }: Pick<Incoming, 'reply'>): Place => reply as unknown as Place;

/** Ms since it came. */
export const ageOf = (place: Place, now: Date): number => now.getTime() - Number(place.at);

/** A conversation of the person's own with the desk: what is said there, others do not read. */
export const isDirect = (channel: string | undefined): boolean => channel?.startsWith('D') === true;
