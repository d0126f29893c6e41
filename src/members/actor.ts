import type { Address } from '../chat/address.ts';
import type { Member } from './member.ts';

/** Who does something, from where, when, and under which key a repeat is recognised. Every deed takes one. */
export type Actor = {
  readonly member: Member;
  /** The chat identity, or `cli:import`, `scheduler:reminders`. */
  readonly from: Address;
  /** The same deed asked for twice has the same key. */
  readonly key: string;
  readonly now: Date;
};

/** Like an actor, but without a member where the desk itself does it: at start, or because a chat said so. */
export type Cause = Omit<Actor, 'member'> & { readonly member?: Member };
