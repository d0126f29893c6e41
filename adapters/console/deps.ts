import type { PostRef } from '../../src/chat/adapter.ts';
import type { Address } from '../../src/chat/address.ts';
import type { FileRef, SealedCard } from '../../src/chat/card.ts';
import type { Member, Person } from '../../src/members/member.ts';
import type { Locale } from '../../src/text/index.ts';

/** A sample person that a visitor may become; `role` is in the words of `locale`. */
export type Persona = { id: string; name: string; role: Readonly<Record<Locale, string>>; identity: Address };

/** The members, as the console asks for them. */
export type Members = {
  /** The member of a chat identity; `console:<member id>` is understood too. */
  byIdentity(identity: Address): Promise<Member | undefined>;
  byId(id: string): Promise<Member | undefined>;
  /** The people of the sample company, in the order they are offered; empty without sample data. */
  personas(): Promise<Persona[]>;
  /** The member's roles in words, for the header. */
  roleWords(member: Member, locale: Locale): string;
};

/** One-time links and sessions. Both are secrets that cannot be guessed. */
export type SignIn = {
  /** The member of a link that was not used before and is not too old; undefined otherwise. Uses the link up. */
  redeem(token: string, now: Date): Promise<string | undefined>;
  /** A new session of a member: its id is what the cookie holds. */
  openSession(memberId: string, now: Date): Promise<string>;
  /** The member id of a session that is open. */
  session(sessionId: string, now: Date): Promise<string | undefined>;
  endSession(sessionId: string): Promise<void>;
};

/** A shared conversation that the member may read. */
export type ChannelView = { address: Address; title: string };

export type Files = {
  /** The bytes of a file that the person may read; a `DeskError` otherwise. */
  read(id: string, person: Person): Promise<{ bytes: Uint8Array; mime: string; name: string }>;
  /** Keeps a file that a member sends with a form. A console without it takes no files. */
  save?(file: { bytes: Uint8Array; name: string }, member: Member): Promise<FileRef>;
};

/** One proposal for the composer: `value` is the whole text of the composer when it is taken. */
export type Completion = { value: string; label: string; detail?: string };

/** Told about each card that was stored as an answer, so that the core keeps it true through `update`. */
export type Track = (ref: PostRef, card: SealedCard, viewer: string) => Promise<void> | void;
