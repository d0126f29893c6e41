import type { Connection } from 'mongoose';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { Locale } from '../text/index.ts';
import type { PostRef } from './adapter.ts';
import type { Address } from './address.ts';
import type { SealedCard } from './card.ts';
import type { Bot } from './incoming.ts';

/** What every chat that has a world of its own needs from the desk. */
export type ChatDesk = {
  connection: Connection;
  bot: Bot;
  clock: Clock;
  log: Log;
  /** The language of a person, or of a shared conversation. */
  localeOf(address: Address): Promise<Locale>;
  /** Whether somebody is an active member. */
  isMember(person: Address): Promise<boolean>;
  /** The number of the rights: it grows when somebody's change, and what was drawn for a person is drawn no more. */
  rights(): Promise<number>;
  /** The bytes of a file on a card. */
  bytesOf(file: string): Promise<{ bytes: Uint8Array; name: string }>;
  /** Told of each card that was posted as an answer, so that the core keeps it true. */
  track(ref: PostRef, card: SealedCard, reader: Address): Promise<void>;
  /** The order that a message shows. */
  orderOf(conversation: Address, message: string): Promise<string | undefined>;
};
