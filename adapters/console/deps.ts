import type { PostRef } from '../../src/chat/adapter.ts';
import type { Address } from '../../src/chat/address.ts';
import type { FileRef, SealedCard } from '../../src/chat/card.ts';
import type { FileAccess } from '../../src/files/file.ts';
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
  /** Uses a link's token up and gives the member's id; throws when it is unknown, used or too old. */
  redeem(token: string, now: Date): Promise<string>;
  /** A new session of a member: its id is what the cookie holds. */
  open(memberId: string, now: Date): Promise<string>;
  /** The member id of a session that is open. */
  check(sessionId: string, now: Date): Promise<string | undefined>;
  close(sessionId: string): Promise<void>;
};

/** A shared conversation that the member may read. */
export type ChannelView = { address: Address; title: string };

export type Files = {
  /** A file that the person may read, by its name; a `DeskError` otherwise. */
  ref(id: string, person: Person): Promise<FileRef>;
  /** The bytes of a file that the person may read; a `DeskError` otherwise. */
  read(id: string, person: Person): Promise<{ bytes: Uint8Array; mime: string; name: string }>;
  /** Keeps a file that a member sends, for that member alone. */
  save(file: { name: string; mime: string; bytes: Uint8Array; access: FileAccess }): Promise<FileRef>;
};

/** One proposal for the composer: `value` is the whole text of the composer when it is taken. */
export type Completion = { value: string; label: string; detail?: string };

/**
 * Told about each card that was stored as an answer, so that the core keeps it true through `update`. `viewer` is the
 * member whom it was drawn for; undefined when a whole shared conversation sees it, and it is drawn for its audience.
 */
export type Track = (ref: PostRef, card: SealedCard, viewer: string | undefined) => Promise<void> | void;
