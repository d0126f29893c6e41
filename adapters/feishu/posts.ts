import type { Connection } from 'mongoose';
import type { Post, PostRef } from '../../src/chat/adapter.ts';
import { type Address, nativeId } from '../../src/chat/address.ts';
import type { FileRef, SealedCard } from '../../src/chat/card.ts';
import { asNotSent, asSent } from '../../src/chat/in-doubt.ts';
import { createPages, pagesKeyOf } from '../../src/chat/pages.ts';
import type { Clock } from '../../src/clock.ts';
import type { Locale } from '../../src/text/index.ts';
import { feishuAddress, isPerson } from './address.ts';
import type { Api } from './api.ts';
import { type Messages, markOf, type Sent, withMark } from './messages.ts';
import { pageModel } from './model.ts';
import type { FeishuPace } from './pace.ts';
import type { Pictures } from './pictures.ts';
import { type FeishuCard, renderCard } from './render/index.ts';

/** Ms for which Feishu knows the key of a message, less a little: it keeps it for an hour. */
const keyMs = 50 * 60_000;

type Deps = {
  connection: Connection;
  api: Api;
  messages: Messages;
  pace: FeishuPace;
  pictures: Pictures;
  clock: Clock;
  localeOf(address: Address): Promise<Locale>;
  /** The number of the rights. */
  rights(): Promise<number>;
};

export type Drawn = { card: FeishuCard; attachments: FileRef[] };
type DrawWay = { page?: number; reader?: Address; key?: string };

/** A direct conversation has one reader. */
const readerOf = (conversation: Address): Address | undefined => (isPerson(conversation) ? conversation : undefined);

/** Cards in messages: drawn, posted once, and kept up to date. */
export function createFeishuPosts({ connection, api, messages, pace, pictures, clock, localeOf, rights }: Deps) {
  const pages = createPages(pageModel(connection), { clock, rights });

  /** Keeps a card that has more than one page, so that its buttons can turn it. */
  async function draw(card: SealedCard, locale: Locale, { page = 1, reader, key }: DrawWay = {}): Promise<Drawn> {
    const pictureKey = await pictures.of(card);
    const pagesKey = pagesKeyOf(card, reader);
    const mark = key === undefined ? undefined : markOf(key);
    const drawn = renderCard(card, { locale, page, pagesKey, pictureKey, mark });
    if (drawn.pages > 1) await pages.keep(pagesKey(), card, reader);
    return drawn;
  }

  type Way = Pick<Post, 'key' | 'thread' | 'isAlsoShown'>;
  /** Where a message is looked for: what stands beside a thread is in the conversation. */
  const placeOf = ({ thread, isAlsoShown }: Way) => (isAlsoShown ? {} : { thread });

  const sendCard = (to: string, card: FeishuCard, way: Way): Promise<Sent> =>
    pace.within('send', to, () =>
      messages.send(to, { msg_type: 'interactive', content: JSON.stringify(withMark(card, way.key)) }, way),
    );

  /** Whether Feishu may have forgotten the keys of what was sent since then. */
  const isForgotten = (since: Date | undefined): since is Date =>
    since !== undefined && clock().getTime() - since.getTime() > keyMs;

  /** What an earlier try sent, where Feishu no longer knows its key. */
  const earlier = async (to: string, way: Way, since: Date | undefined): Promise<Sent | undefined> =>
    isForgotten(since) ? messages.find({ to, key: way.key, ...placeOf(way), since }) : undefined;

  /** Files, each once: where Feishu may have forgotten their keys they are looked for. */
  async function files(to: string, attachments: readonly FileRef[], way: Way, since: Date | undefined): Promise<void> {
    const { key, thread, isAlsoShown } = way;
    for (const file of attachments) {
      const file_key = await pictures.file(file);
      if (isForgotten(since) && (await messages.find({ to, file: file_key, ...placeOf(way), since }))) continue;
      await pace.turn(to);
      const own = { key: `${key} ${file.id}`, thread, isAlsoShown };
      const content = JSON.stringify({ file_key });
      await pace.within('send', to, () => messages.send(to, { msg_type: 'file', content }, own));
    }
  }

  return {
    draw,
    /** A page of a card that was kept, for somebody who may read it; else undefined. */
    async page(
      { key, page, reader }: { key: string; page: number; reader: Address },
      locale: Locale,
    ): Promise<Drawn | undefined> {
      const row = await pages.find(key, reader);
      return row ? draw(row.card, locale, { page, reader: row.reader }) : undefined;
    },
    /**
     * Sends a card that somebody has waited for since then. The direct conversation has the person's address, whatever
     * Feishu calls it: by it the card's reader is known. Throws `DeliveryError`.
     */
    async send(to: string, drawn: Drawn, key: string, since?: Date): Promise<PostRef> {
      const conversation = feishuAddress(to);
      const there = await earlier(to, { key }, since);
      if (there) return { conversation, message: there.message_id };
      await pace.turn(to);
      // Files first, each once: a card that is out must not be brought again because of them.
      await files(to, drawn.attachments, { key }, since);
      const sent = await sendCard(to, drawn.card, { key });
      return { conversation, message: sent.message_id };
    },
    /** Posts a card once. Throws `DeliveryError`. */
    async post(post: Post): Promise<PostRef> {
      const to = nativeId(post.conversation);
      const ready = async () => {
        const there = await earlier(to, post, post.doubt?.since);
        const way = { reader: readerOf(post.conversation), key: post.key };
        const drawn = await draw(post.card, await localeOf(post.conversation), way);
        if (!there) pace.take(to);
        return { there, drawn };
      };
      const { there, drawn } = await ready().catch((error) => {
        throw asNotSent(error);
      });
      const sent = there ?? (await sendCard(to, drawn.card, post));
      await files(to, drawn.attachments, post, post.doubt?.since).catch((error) => {
        throw asSent(error);
      });
      return { conversation: post.conversation, message: sent.message_id };
    },
    /** Brings a posted card up to date, in place. Throws `DeliveryError`. */
    async update({ conversation, message }: PostRef, sealed: SealedCard): Promise<void> {
      await pace.change(message);
      const drawn = await draw(sealed, await localeOf(conversation), { reader: readerOf(conversation) });
      const data = { content: JSON.stringify(drawn.card) };
      await pace.within('patch', message, () => api.call({ method: 'PATCH', path: `im/v1/messages/${message}`, data }));
    },
  };
}
export type FeishuPosts = ReturnType<typeof createFeishuPosts>;
