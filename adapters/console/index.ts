import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Connection } from 'mongoose';
import { type ChatAdapter, DeliveryError } from '../../src/chat/adapter.ts';
import { nativeId } from '../../src/chat/address.ts';
import type { Bot } from '../../src/chat/incoming.ts';
import type { Clock } from '../../src/clock.ts';
import { DeskError } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';
import { type Member, personOf } from '../../src/members/member.ts';
import { preferredLocale } from '../../src/server/problems.ts';
import type { Locale } from '../../src/text/index.ts';
import { loadAssets, pagePolicy } from './assets.ts';
import type { ChannelView, Completion, Files, Members, SignIn, Track } from './deps.ts';
import { createEventLog, type EventLog } from './events.ts';
import { createEventFeed } from './feed.ts';
import { limits } from './limits.ts';
import { createMessages, type Messages } from './messages.ts';
import { sendProblem } from './problems.ts';
import { createReads, type Reads } from './reads.ts';
import { postKey } from './render.ts';
import { fileRoutes } from './routes-files.ts';
import { hostRoutes, pageRoutes } from './routes-page.ts';
import { sessionRoutes } from './routes-session.ts';
import { talkRoutes } from './routes-talk.ts';
import { createStreams } from './stream.ts';
import { createTalk } from './talk.ts';
import { checkHost, checkOrigin } from './verify.ts';
import { createViewers, directOf, ownAddress } from './viewer.ts';

export type * from './deps.ts';

/** What the console needs from the desk. */
export type ConsoleDeps = {
  connection: Connection;
  bot: Bot;
  clock: Clock;
  log: Log;
  config: {
    /** Where the desk is reached, e.g. `https://desk.example.com`. */
    publicUrl: string;
    /** Sample data, and listening on loopback only: the persona switch exists. */
    personas: boolean;
    /** The language of a person who is not known yet. */
    locale: Locale;
  };
  members: Members;
  signIn: SignIn;
  /** The shared conversations whose audience includes the member. */
  channels(member: Member): Promise<ChannelView[]>;
  files: Files;
  /** Proposals for what is typed so far. */
  complete(member: Member, text: string): Promise<Completion[]>;
  /** Changes the member's language. */
  setLocale(member: Member, locale: Locale): Promise<void>;
  track: Track;
};

/** Where the console keeps what was said. */
export type Storage = { log: EventLog; messages: (changed: () => void) => Messages; reads: Reads };

/** The console's storage in a database. */
export function databaseStorage(deps: Pick<ConsoleDeps, 'connection' | 'clock'>): Storage {
  const { connection, clock } = deps;
  const log = createEventLog(connection, limits.eventLife);
  return {
    log,
    messages: (changed) => createMessages({ connection, log, clock, changed }),
    reads: createReads(connection),
  };
}

/** The web console at `/console`: the same adapter interface as the chats, with a page of its own. */
export function createConsoleAdapter(deps: ConsoleDeps, storage = databaseStorage(deps)): ChatAdapter {
  const { log, config } = deps;
  const { log: events, reads } = storage;
  const failed = (error: unknown) => log.warn({ err: error }, 'the events could not be read; trying again');
  const feed = createEventFeed({ log: events, every: limits.pollEvery, batch: limits.events, failed });
  const messages = storage.messages(feed.nudge);
  const viewers = createViewers(deps);
  const talk = createTalk({ messages, viewers, files: deps.files, bot: deps.bot, track: deps.track });
  const streams = createStreams({ feed, messages, viewers, log });

  /** The person's language where the session is known, else the browser's. */
  async function localeOf(request: FastifyRequest): Promise<Locale> {
    const viewer = await viewers.bySession(viewers.sessionOf(request)).catch(() => undefined);
    return viewer?.member.locale ?? preferredLocale(request.headers['accept-language']) ?? config.locale;
  }

  function guard(server: FastifyInstance): void {
    server.removeAllContentTypeParsers();
    const bodyLimit = limits.body;
    server.addContentTypeParser(
      'application/json',
      { parseAs: 'string', bodyLimit },
      server.getDefaultJsonParser('error', 'error'),
    );
    server.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    server.addHook('onRequest', async (request, reply) => {
      reply
        .header('content-security-policy', pagePolicy)
        .header('x-content-type-options', 'nosniff')
        .header('referrer-policy', 'no-referrer')
        .header('cross-origin-opener-policy', 'same-origin')
        .header('cross-origin-resource-policy', 'same-origin')
        .header('cache-control', 'no-store');
      checkHost(request, config);
      if (request.method !== 'GET' && request.method !== 'HEAD') checkOrigin(request, config);
    });
    server.setNotFoundHandler(() => {
      throw new DeskError('error.console_not_found');
    });
    server.setErrorHandler(async (error, request, reply) =>
      sendProblem(reply, error, { locale: await localeOf(request), log }),
    );
  }

  return {
    platform: 'console',
    routes: async (server) => {
      const assets = loadAssets();
      hostRoutes(server, assets);
      await server.register(
        async (console) => {
          guard(console);
          pageRoutes(console, assets);
          sessionRoutes(console, { ...deps, viewers });
          talkRoutes(console, { ...deps, viewers, talk, messages, reads, streams, log: events });
          fileRoutes(console, { viewers, files: deps.files, clock: deps.clock });
          console.addHook('preClose', async () => streams.stop());
        },
        { prefix: '/console' },
      );
    },
    async post({ conversation, card, key }) {
      const stored = await messages
        .add({ conversation, author: 'desk', card, key: postKey(conversation, key) })
        .catch((error) => {
          throw new DeliveryError('the console could not store the card', true, { cause: error });
        });
      return { conversation: stored.conversation, message: stored._id };
    },
    async update(ref, card) {
      const stored = await messages.change(ref.message, { card }).catch((error) => {
        throw new DeliveryError('the console could not store the card', true, { cause: error });
      });
      if (!stored)
        throw new DeliveryError(`there is no message ${ref.message} in ${nativeId(ref.conversation)}`, false);
    },
    async fetchFile({ from, file }) {
      const member = await deps.members.byIdentity(from);
      if (!member) throw new DeskError('error.file_not_found');
      return (await deps.files.read(file, personOf(member))).bytes;
    },
    direct: directOf,
    ownAddress,
    async start() {
      await events.init();
      await messages.init();
      await reads.init();
    },
    async stop() {
      streams.stop();
      feed.stop();
    },
  };
}
