import type { KnownBlock } from '@slack/types';
import type { Connection } from 'mongoose';
import { DeliveryError, type Post, type PostRef } from '../../src/chat/adapter.ts';
import type { Address } from '../../src/chat/address.ts';
import type { SealedCard } from '../../src/chat/card.ts';
import { asNotSent, asSent } from '../../src/chat/in-doubt.ts';
import type { Pace } from '../../src/chat/pace.ts';
import { createPages, pagesKeyOf } from '../../src/chat/pages.ts';
import type { Clock } from '../../src/clock.ts';
import type { Locale } from '../../src/text/index.ts';
import { isPerson, slackAddress, slackId } from './address.ts';
import { call } from './call.ts';
import { pageModel } from './model.ts';
import type { Pictures } from './pictures.ts';
import { renderCard } from './render/card.ts';
import type { Surface } from './render/pages.ts';
import type { Team, Teams } from './teams.ts';

type Posted = { ok: boolean; ts: string; channel: string };
type Found = {
  ok: boolean;
  response_metadata?: { next_cursor?: string };
  messages?: { ts: string; metadata?: { event_type: string; event_payload: { key?: string } } }[];
};

/** Ms after a try without an answer until the conversation surely shows what it did. */
const doubtMs = 30_000;
/** The metadata by which the desk finds its own posts. */
const eventType = 'orderdesk_post';

type Deps = {
  connection: Connection;
  teams: Teams;
  pace: Pace;
  pictures: Pictures;
  clock: Clock;
  /** The language in which a conversation is spoken to. */
  localeOf(address: Address): Promise<Locale>;
  /** The number of the rights. */
  rights(): Promise<number>;
};

/** A direct conversation has one reader. */
const readerOf = (conversation: Address) => (isPerson(slackId(conversation).id) ? { reader: conversation } : {});

/** What a card becomes in one conversation. */
export type Drawn = { blocks: KnownBlock[]; text: string; attachments: SealedFile[] };
type SealedFile = { id: string; name: string; mime: string };

/** Cards in messages: drawn, posted once, and kept up to date. */
export function createSlackPosts({ connection, teams, pace, pictures, clock, localeOf, rights }: Deps) {
  const pages = createPages(pageModel(connection), { clock, rights });
  const direct = new Map<string, string>();

  /** Keeps a card that has more than one page, so that its buttons can turn it. */
  async function draw(
    team: Team,
    card: SealedCard,
    locale: Locale,
    surface: Surface,
    { page = 1, reader }: { page?: number; reader?: Address } = {},
  ): Promise<Drawn> {
    const slackFile = await pictures.of(team, card);
    const pagesKey = pagesKeyOf(card, reader);
    const drawn = renderCard(card, { locale, surface, page, pagesKey, slackFile });
    if (drawn.pages > 1) await pages.keep(pagesKey(), card, reader);
    return drawn;
  }

  /** The direct conversation of a person, asked for once; other conversations are what they are. */
  async function conversationOf(team: Team, id: string): Promise<string> {
    if (!isPerson(id)) return id;
    const key = `${team.id}:${id}`;
    const known = direct.get(key);
    if (known) return known;
    const { channel } = await call<{ ok: boolean; channel: { id: string } }>(team.client, 'conversations.open', {
      users: id,
    });
    direct.set(key, channel.id);
    return channel.id;
  }

  /** Looks for a post whose answer was lost: in the thread that it belongs to, or in the conversation. */
  async function lookFor(
    team: Team,
    channel: string,
    post: Pick<Post, 'key' | 'thread'>,
    since: Date,
  ): Promise<Posted | undefined> {
    const oldest = String(since.getTime() / 1000 - 60);
    const where = { channel, oldest, limit: 200, include_all_metadata: true, ...(post.thread && { ts: post.thread }) };
    const method = post.thread ? 'conversations.replies' : 'conversations.history';
    for (let cursor = ''; ; ) {
      const page = { ...where, ...(cursor && { cursor }) };
      const { messages = [], response_metadata } = await call<Found>(team.client, method, page);
      const isIt = (m: (typeof messages)[number]) =>
        m.metadata?.event_type === eventType && m.metadata.event_payload.key === post.key;
      const hit = messages.find(isIt);
      if (hit) return { ok: true, ts: hit.ts, channel };
      cursor = response_metadata?.next_cursor ?? '';
      if (cursor === '') return undefined;
    }
  }

  /** What an earlier try may have posted: waited for, then looked for, and only then posted again. */
  async function earlier(team: Team, channel: string, post: Post): Promise<Posted | undefined> {
    if (!post.doubt) return undefined;
    const waited = clock().getTime() - post.doubt.last.getTime();
    if (waited < doubtMs)
      throw new DeliveryError('an earlier try is in doubt', true, {
        busy: true,
        afterMs: doubtMs - waited,
      });
    return lookFor(team, channel, post, post.doubt.since);
  }

  async function send(team: Team, channel: string, post: Post, { blocks, text }: Drawn): Promise<Posted> {
    pace.take(`${team.id}:${channel}`);
    try {
      return await call<Posted>(team.client, 'chat.postMessage', {
        channel,
        blocks,
        text,
        unfurl_links: false,
        unfurl_media: false,
        metadata: { event_type: eventType, event_payload: { key: post.key } },
        ...(post.thread && { thread_ts: post.thread, ...(post.isAlsoShown && { reply_broadcast: true }) }),
      });
    } catch (error) {
      if (error instanceof DeliveryError && error.busy) pace.pause(`${team.id}:${channel}`, error.afterMs ?? 1000);
      throw error;
    }
  }

  /** All that is done before a post is sent: what fails here has posted nothing. */
  async function before(post: Post) {
    const { team: teamId, id } = slackId(post.conversation);
    const team = await teams.get(teamId);
    const channel = await conversationOf(team, id);
    const there = await earlier(team, channel, post);
    return {
      team,
      channel,
      there,
      drawn: await draw(team, post.card, await localeOf(post.conversation), 'message', readerOf(post.conversation)),
    };
  }

  return {
    draw,
    conversationOf,
    /** A card of the desk's own in the direct conversation of a person, once: a post whose answer was lost is looked for. */
    async direct(
      team: Team,
      { user, key, since, thread }: { user: string; key: string; since: Date; thread?: string },
      { blocks, text }: Drawn,
      isAgain: boolean,
    ): Promise<PostRef> {
      const channel = await conversationOf(team, user);
      const there = isAgain ? await lookFor(team, channel, { key, thread }, since) : undefined;
      const metadata = { event_type: eventType, event_payload: { key } };
      const message = { channel, blocks, text, unfurl_links: false, metadata, ...(thread && { thread_ts: thread }) };
      const { ts } = there ?? (await call<Posted>(team.client, 'chat.postMessage', message));
      return { conversation: slackAddress(team.id, user), message: ts };
    },
    /** A page of a card that was kept, for somebody who may read it; else undefined. */
    async page(
      team: Team,
      { key, page, reader }: { key: string; page: number; reader: Address },
      locale: Locale,
      surface: Surface,
    ): Promise<Drawn | undefined> {
      const row = await pages.find(key, reader);
      return row ? draw(team, row.card, locale, surface, { page, reader: row.reader }) : undefined;
    },
    /** Posts a card once. Throws `DeliveryError`. */
    async post(post: Post): Promise<PostRef> {
      const { team, channel, there, drawn } = await before(post).catch((error) => {
        throw asNotSent(error);
      });
      const posted = there ?? (await send(team, channel, post, drawn));
      for (const file of drawn.attachments)
        await pictures.share(team, file, channel, post.thread ?? posted.ts).catch((error) => {
          throw asSent(error);
        });
      return { conversation: post.conversation, message: posted.ts };
    },
    /** Brings a posted card up to date, in place. Throws `DeliveryError`. */
    async update(ref: PostRef, card: SealedCard): Promise<void> {
      const { team: teamId, id } = slackId(ref.conversation);
      const team = await teams.get(teamId);
      const channel = await conversationOf(team, id);
      const locale = await localeOf(ref.conversation);
      const { blocks, text } = await draw(team, card, locale, 'message', readerOf(ref.conversation));
      await call(team.client, 'chat.update', { channel, ts: ref.message, blocks, text });
    },
  };
}
export type SlackPosts = ReturnType<typeof createSlackPosts>;
