import { createHash } from 'node:crypto';
import { DeliveryError, type Post } from '../../src/chat/adapter.ts';
import { idType } from './address.ts';
import type { Api } from './api.ts';
import type { Directs } from './directs.ts';
import type { FeishuCard } from './render/index.ts';

/** A message as Feishu answers its sending: open.feishu.cn/document/server-docs/im-v1/message/create */
export type Sent = { message_id: string; chat_id: string };

type Item = { message_id: string; chat_id?: string; thread_id?: string; body?: { content?: string } };
type Listed = { has_more?: boolean; page_token?: string; items?: Item[] };

/** Which message is meant: where it goes, in whose thread, when it may first have been sent, and its key or its file's. */
type Sought = { to: string; thread?: string; since: Date } & ({ key: string } | { file: string });

/** Pages of fifty messages that are looked through for one. */
const mostPages = 20;

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
/** The uuid of a message: the same key is the same message for an hour. */
const uuidOf = (key: string): string => hash(key).slice(0, 32);
/** The mark that a card carries, by which it is found when the key is forgotten. */
export const markOf = (key: string): string => `k${hash(key).slice(0, 18)}`;

/** A card with its mark, where it has none. */
export function withMark(card: FeishuCard, key: string): FeishuCard {
  const [first, ...rest] = card.body.elements;
  if (!first || 'element_id' in first) return card;
  return { ...card, body: { elements: [{ ...first, element_id: markOf(key) }, ...rest] } };
}

/** Single messages: sent, and found again. */
export function createMessages({ api, directs }: { api: Api; directs: Directs }) {
  /** Into a thread; where the group has none, or all are to see it, as a reply to its head. */
  async function inThread(head: string, data: Record<string, unknown>, isAlsoShown = false): Promise<Sent> {
    const path = `im/v1/messages/${head}/reply`;
    const reply = (isThread: boolean) =>
      api.call<Sent>({ method: 'POST', path, data: { ...data, ...(isThread && { reply_in_thread: true }) } });
    if (isAlsoShown) return reply(false);
    return reply(true).catch((error) => {
      if (error instanceof DeliveryError && error.message.includes('230071')) return reply(false);
      throw error;
    });
  }

  /** The thread under a message, once somebody answered in it. */
  async function threadOf(head: string): Promise<string | undefined> {
    const { items } = await api.call<Listed>({ method: 'GET', path: `im/v1/messages/${head}` });
    return items?.[0]?.thread_id;
  }

  /** Where to look: a conversation shows only the heads of its threads, and a thread knows no times. */
  async function containerOf({ to, thread, since }: Sought): Promise<Record<string, string> | undefined> {
    const under = thread && (await threadOf(thread));
    if (under) return { container_id_type: 'thread', container_id: under, sort_type: 'ByCreateTimeDesc' };
    const chat = idType(to) === 'open_id' ? await directs.chatOf(to) : to;
    const start = String(Math.floor(since.getTime() / 1000) - 60);
    return chat ? { container_id_type: 'chat', container_id: chat, start_time: start } : undefined;
  }

  /** open.feishu.cn/document/server-docs/im-v1/message/list */
  async function look(sought: Sought): Promise<Sent | undefined> {
    const container = await containerOf(sought);
    if (!container) return undefined;
    const mark = 'key' in sought ? markOf(sought.key) : sought.file;
    for (let token: string | undefined, page = 0; page < mostPages; page += 1) {
      const params = { ...container, page_size: 50, card_msg_content_type: 'raw_card_content', page_token: token };
      const found = await api.call<Listed>({ method: 'GET', path: 'im/v1/messages', params });
      const hit = found.items?.find((m) => m.body?.content?.includes(mark));
      if (hit) return { message_id: hit.message_id, chat_id: hit.chat_id ?? sought.to };
      token = found.has_more ? found.page_token : undefined;
      if (!token) return undefined;
    }
    return undefined;
  }

  return {
    /** Sends one message to a person or a conversation, or into a thread. */
    async send(
      to: string,
      body: { msg_type: 'interactive' | 'file'; content: string },
      { key, thread, isAlsoShown }: Pick<Post, 'key' | 'thread' | 'isAlsoShown'>,
    ): Promise<Sent> {
      const data = { ...body, uuid: uuidOf(key) };
      const params = { receive_id_type: idType(to) };
      const create = { method: 'POST' as const, path: 'im/v1/messages', params, data: { receive_id: to, ...data } };
      const sent = thread ? await inThread(thread, data, isAlsoShown) : await api.call<Sent>(create);
      if (idType(to) === 'open_id') await directs.learn(to, sent.chat_id);
      return sent;
    },
    /**
     * Finds a card by its mark, or a file by its key. Where the app may not look (groups need a permission of their own),
     * it counts as not found: a card that comes twice is better than one that never comes.
     */
    find: (sought: Sought): Promise<Sent | undefined> =>
      look(sought).catch((error) => {
        if (error instanceof DeliveryError && error.refused && !error.busy) return undefined;
        throw error;
      }),
  };
}
export type Messages = ReturnType<typeof createMessages>;
