import type { FastifyInstance } from 'fastify';
import type { Newcomer } from '../members/link.ts';
import type { Locale } from '../text/index.ts';
import type { Address } from './address.ts';
import type { SealedCard } from './card.ts';
import type { Answer, Incoming, SentFile } from './incoming.ts';

/** Where a posted card lives: the conversation and the platform's own id of the message. */
export type PostRef = { conversation: Address; message: string };

/** A card on its way out. */
export type Post = {
  conversation: Address;
  card: SealedCard;
  /** Occurrence key: a second post with the same key is recognised where the chat can. */
  key: string;
  /** The order that it is about, if any. */
  order?: string;
  /** The message in whose thread it belongs, where the chat has threads. */
  thread?: string;
  /** It is shown in the conversation, too: somebody is to see it who does not look into the thread. */
  isAlsoShown?: true;
  /** Earlier tries may have reached the chat, since then and lastly then: look for the key before it is sent again. */
  doubt?: { since: Date; last: Date };
};

/** A person as the chat knows them. */
export type ChatProfile = Newcomer & { name: string; locale?: Locale; timezone?: string };

/** A chat. Optional powers are optional methods, and the core asks. */
export type ChatAdapter = {
  /** `slack`, `feishu` or `console`: the prefix of its addresses. */
  readonly platform: string;
  /** Adds the adapter's routes to the desk's one port. */
  routes(server: FastifyInstance): Promise<void> | void;
  /** Posts a card. Throws `DeliveryError`; `retry: false` means that trying again is of no use. */
  post(post: Post): Promise<PostRef>;
  /** What happens to an order follows in the thread of its card. */
  readonly threads?: true;
  /** Brings a posted card up to date, in place. */
  update(ref: PostRef, card: SealedCard): Promise<void>;
  /** The conversation that a person alone reads. */
  direct(person: Address): Address;
  /** The address of every member, in a chat where people need no account of their own. */
  ownAddress?(memberId: string): Address;
  /** What the chat knows of somebody whom the desk does not know; undefined when it knows nobody of that address. */
  newcomer?(person: Address): Promise<ChatProfile | undefined>;
  /** Answers an incoming some time after it came, in a chat that acknowledges first. */
  deliver?(incoming: Incoming, answer: Answer): Promise<void>;
  /** Ms that answers have waited for the chat's own limits since the start. */
  waitedMs?(): number;
  /** The bytes of a file that somebody sent, at most 20 MB. Throws a `DeskError` that says what the person can do. */
  fetchFile?(sent: SentFile): Promise<Uint8Array>;
  start?(): Promise<void>;
  stop?(): Promise<void>;
};

type DeliveryOptions = {
  cause?: unknown;
  /** Ms before it is worth trying again. */
  afterMs?: number;
  /** The chat surely did not take it. Otherwise it may have, and its answer was lost. */
  refused?: boolean;
  /** The message is too old to be changed: a fresh one takes its place. */
  expired?: boolean;
  /** It was not tried: the conversation takes no more at the moment. Such waits do not count as tries. */
  busy?: boolean;
  /** It waits for something of its own: what is younger in the conversation need not wait for it. */
  apart?: boolean;
};

/** A chat refused or could not be reached. `retry` says whether trying later may help. */
export class DeliveryError extends Error {
  readonly retry: boolean;
  readonly afterMs?: number;
  readonly refused: boolean;
  readonly busy: boolean;
  readonly expired: boolean;
  readonly apart: boolean;
  constructor(
    message: string,
    retry: boolean,
    { cause, afterMs, busy = false, expired = false, apart = false, refused = busy || !retry }: DeliveryOptions = {},
  ) {
    super(message, { cause });
    this.name = 'DeliveryError';
    this.retry = retry;
    this.afterMs = afterMs;
    this.refused = refused;
    this.busy = busy;
    this.expired = expired;
    this.apart = apart;
  }
}
