import type { FastifyInstance } from 'fastify';
import type { Address } from './address.ts';
import type { SealedCard } from './card.ts';

/** Where a posted card lives: the conversation and the platform's own id of the message. */
export type PostRef = { conversation: Address; message: string };

/** A card on its way out. */
export type Post = {
  conversation: Address;
  card: SealedCard;
  /** Occurrence key: a second post with the same key is recognised where the chat can. */
  key: string;
  /** The order whose thread it belongs to, if any. */
  order?: string;
};

/** A chat. Optional powers are optional methods, and the core asks. */
export type ChatAdapter = {
  /** `slack`, `feishu` or `console`: the prefix of its addresses. */
  readonly platform: string;
  /** Adds the adapter's routes to the desk's one port. */
  routes(server: FastifyInstance): Promise<void> | void;
  /** Posts a card. Throws `DeliveryError`; `retry: false` means that trying again is of no use. */
  post(post: Post): Promise<PostRef>;
  /** Brings a posted card up to date, in place. */
  update(ref: PostRef, card: SealedCard): Promise<void>;
  /** The conversation that a person alone reads. */
  direct(person: Address): Address;
  /** The address of every member, in a chat where people need no account of their own. */
  ownAddress?(memberId: string): Address;
  start?(): Promise<void>;
  stop?(): Promise<void>;
};

/** A chat refused or could not be reached. `retry` says whether trying later may help. */
export class DeliveryError extends Error {
  readonly retry: boolean;
  constructor(message: string, retry: boolean, cause?: unknown) {
    super(message, { cause });
    this.name = 'DeliveryError';
    this.retry = retry;
  }
}
