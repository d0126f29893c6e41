import { createHash } from 'node:crypto';
import type { Connection } from 'mongoose';
import { DeliveryError, type Post, type PostRef } from '../../src/chat/adapter.ts';
import { type Address, nativeId } from '../../src/chat/address.ts';
import type { FileRef, SealedCard } from '../../src/chat/card.ts';
import type { Pace } from '../../src/chat/pace.ts';
import type { Clock } from '../../src/clock.ts';
import type { Locale } from '../../src/text/index.ts';
import { feishuAddress, idType, isPerson } from './address.ts';
import type { Api } from './api.ts';
import type { Directs } from './directs.ts';
import { pageModel } from './model.ts';
import type { Pictures } from './pictures.ts';
import { type FeishuCard, renderCard } from './render/index.ts';

/** A message as Feishu answers its sending: open.feishu.cn/document/server-docs/im-v1/message/create */
type Sent = { message_id: string; chat_id: string };
type Listed = {
  has_more?: boolean;
  page_token?: string;
  items?: { message_id: string; chat_id?: string; body?: { content?: string } }[];
};

/** Ms for which Feishu knows the key of a message, less a little: it keeps it for an hour. */
const keyMs = 50 * 60_000;
/** Everything that the desk sends, all conversations together: 50 a second is Feishu's limit. */
const everywhere = '*';

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
/** The uuid of a message: the same key is the same message. */
const uuidOf = (key: string): string => hash(key).slice(0, 32);
/** The mark that a card carries, by which it is found when the key is forgotten. */
const markOf = (key: string): string => `k${hash(key).slice(0, 18)}`;

type Deps = {
  connection: Connection;
  api: Api;
  pace: Pace;
  overall: Pace;
  pictures: Pictures;
  directs: Directs;
  clock: Clock;
  localeOf(address: Address): Promise<Locale>;
};

export type Drawn = { card: FeishuCard; attachments: FileRef[] };
type DrawWay = { page?: number; reader?: Address; key?: string };

/** A direct conversation has one reader. */
const readerOf = (conversation: Address): Address | undefined => (isPerson(conversation) ? conversation : undefined);

/** A failure before anything was sent: the card could not be drawn, or its pictures not brought. */
function asNotSent(error: unknown): unknown {
  if (!(error instanceof DeliveryError)) return error;
  const { message, retry, cause, afterMs, busy } = error;
  return new DeliveryError(message, retry, { cause, afterMs, busy, refused: true });
}

/** Cards in messages: drawn, posted once, and kept up to date. */
export function createFeishuPosts(deps: Deps) {
  const { connection, api, pace, overall, pictures, directs, clock, localeOf } = deps;
  const pages = pageModel(connection);

  /** Keeps a card that has more than one page, so that its buttons can turn it. */
  async function draw(card: SealedCard, locale: Locale, { page = 1, reader, key }: DrawWay = {}): Promise<Drawn> {
    const pictureKey = await pictures.of(card);
    const pagesKey = hash(JSON.stringify([card, reader])).slice(0, 16);
    const mark = key === undefined ? undefined : markOf(key);
    const drawn = renderCard(card, { locale, page, pagesKey, pictureKey, mark });
    if (drawn.pages > 1)
      await pages.updateOne({ _id: pagesKey }, { $set: { card, reader, at: clock() } }, { upsert: true });
    return drawn;
  }

  /** One message to a person or a conversation, or into a thread; the same key is the same message for an hour. */
  async function message(
    to: string,
    body: { msg_type: 'interactive' | 'file'; content: string },
    { key, thread }: { key: string; thread?: string },
  ): Promise<Sent> {
    const data = { ...body, uuid: uuidOf(key) };
    const sent = thread
      ? await inThread(thread, data)
      : await api.call<Sent>({
          method: 'POST',
          path: 'im/v1/messages',
          params: { receive_id_type: idType(to) },
          data: { receive_id: to, ...data },
        });
    if (idType(to) === 'open_id') await directs.learn(to, sent.chat_id);
    return sent;
  }

  /** Into a thread; where the group has none, as a reply to its head. */
  async function inThread(head: string, data: Record<string, unknown>): Promise<Sent> {
    const reply = (isThread: boolean) =>
      api.call<Sent>({
        method: 'POST',
        path: `im/v1/messages/${head}/reply`,
        data: { ...data, ...(isThread && { reply_in_thread: true }) },
      });
    return reply(true).catch((error) => {
      if (error instanceof DeliveryError && error.message.includes('230071')) return reply(false);
      throw error;
    });
  }

  const card = (drawn: FeishuCard) => ({ msg_type: 'interactive' as const, content: JSON.stringify(drawn) });

  /** A limit that Feishu sets holds for that conversation only. */
  async function paced<T>(to: string, send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      if (error instanceof DeliveryError && error.busy) pace.pause(to, error.afterMs ?? 1000);
      throw error;
    }
  }

  /** Looks for a post by its mark, once Feishu has forgotten its key. */
  async function lookFor(to: string, key: string, since: Date): Promise<Sent | undefined> {
    const chat = idType(to) === 'open_id' ? await directs.chatOf(to) : to;
    if (!chat) return undefined;
    const params = {
      container_id_type: 'chat',
      container_id: chat,
      start_time: String(Math.floor(since.getTime() / 1000) - 60),
      page_size: 50,
      card_msg_content_type: 'raw_card_content',
    };
    for (let token: string | undefined, page = 0; page < 20; page += 1) {
      const query = { ...params, ...(token && { page_token: token }) };
      const found = await api.call<Listed>({ method: 'GET', path: 'im/v1/messages', params: query });
      const hit = found.items?.find((m) => m.body?.content?.includes(markOf(key)));
      if (hit) return { message_id: hit.message_id, chat_id: hit.chat_id ?? chat };
      token = found.has_more ? found.page_token : undefined;
      if (!token) return undefined;
    }
    return undefined;
  }

  /** What an earlier try posted, where Feishu no longer knows its key. */
  const earlier = async (to: string, { doubt, key }: Post): Promise<Sent | undefined> =>
    doubt && clock().getTime() - doubt.since.getTime() > keyMs ? lookFor(to, key, doubt.since) : undefined;

  async function files(to: string, attachments: readonly FileRef[], key: string, thread?: string): Promise<void> {
    for (const file of attachments) {
      const content = JSON.stringify({ file_key: await pictures.file(file) });
      await pace.turn(to);
      const way = { key: `${key} ${file.id}`, thread };
      await paced(to, () => message(to, { msg_type: 'file', content }, way));
    }
  }

  return {
    draw,
    /** A page of a card that was kept, for somebody who may read it; undefined when it is too old, or another's. */
    async page(
      { key, page, reader }: { key: string; page: number; reader: Address },
      locale: Locale,
    ): Promise<Drawn | undefined> {
      const row = await pages.findById(key).lean();
      const isTheirs = row && (row.reader === undefined || row.reader === reader);
      return isTheirs ? draw(row.card, locale, { page, reader: row.reader }) : undefined;
    },
    /** Sends a card that somebody waits for. Throws `DeliveryError`. */
    async send(to: string, drawn: Drawn, key: string): Promise<PostRef> {
      await overall.turn(everywhere);
      await pace.turn(to);
      // Files first, each once: a card that is out must not be brought again because of them.
      await files(to, drawn.attachments, key);
      const sent = await paced(to, () => message(to, card(drawn.card), { key }));
      return { conversation: feishuAddress(sent.chat_id), message: sent.message_id };
    },
    /** Posts a card once. Throws `DeliveryError`. */
    async post(post: Post): Promise<PostRef> {
      const to = nativeId(post.conversation);
      const ready = async () => {
        const there = await earlier(to, post);
        const way = { reader: readerOf(post.conversation), key: post.key };
        const drawn = await draw(post.card, await localeOf(post.conversation), way);
        if (!there) overall.take(everywhere);
        if (!there) pace.take(to);
        return { there, drawn };
      };
      const { there, drawn } = await ready().catch((error) => {
        throw asNotSent(error);
      });
      const sent = there ?? (await paced(to, () => message(to, card(drawn.card), post)));
      await files(to, drawn.attachments, post.key, post.thread);
      return { conversation: post.conversation, message: sent.message_id };
    },
    /** Brings a posted card up to date, in place. Throws `DeliveryError`. */
    async update(ref: PostRef, sealed: SealedCard): Promise<void> {
      pace.pass(ref.message);
      const drawn = await draw(sealed, await localeOf(ref.conversation), { reader: readerOf(ref.conversation) });
      const data = { content: JSON.stringify(drawn.card) };
      await paced(ref.message, () => api.call({ method: 'PATCH', path: `im/v1/messages/${ref.message}`, data }));
    },
  };
}
export type FeishuPosts = ReturnType<typeof createFeishuPosts>;
