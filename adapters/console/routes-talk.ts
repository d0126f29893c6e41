import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '../../src/clock.ts';
import { DeskError } from '../../src/errors.ts';
import type { Member } from '../../src/members/member.ts';
import { createRateLimit, type RateLimit } from '../../src/rate.ts';
import type { ChannelView, Completion } from './deps.ts';
import type { EventLog } from './events.ts';
import { limits } from './limits.ts';
import type { Messages } from './messages.ts';
import { bodies, parseBody } from './parse.ts';
import type { Reads } from './reads.ts';
import { renderMessage } from './render.ts';
import type { Streams } from './stream.ts';
import type { Talk } from './talk.ts';
import type { Viewer, Viewers } from './viewer.ts';

/** Conversations: reading, saying, clicking, filling in, and the live stream. */
export function talkRoutes(
  server: FastifyInstance,
  deps: {
    viewers: Viewers;
    talk: Talk;
    messages: Pick<Messages, 'page' | 'unread'>;
    reads: Reads;
    streams: Streams;
    log: Pick<EventLog, 'last'>;
    channels: (member: Member) => Promise<ChannelView[]>;
    complete: (member: Member, text: string) => Promise<Completion[]>;
    clock: Clock;
  },
): void {
  const { viewers, talk, messages, reads } = deps;
  const act = createRateLimit(limits.act, deps.clock);
  const look = createRateLimit(limits.look, deps.clock);

  async function viewerOf(request: FastifyRequest, may: RateLimit): Promise<Viewer> {
    const viewer = await viewers.ofRequest(request);
    if (!may(viewer.session)) throw new DeskError('error.console_too_fast');
    return viewer;
  }

  server.get('/api/conversations', async (request) => {
    const viewer = await viewerOf(request, look);
    const at = await deps.log.last();
    const channels = await deps.channels(viewer.member);
    const all = [
      ...channels.map(({ address, title }) => ({ address, title, kind: 'channel' as const })),
      { address: viewer.direct, title: '', kind: 'direct' as const },
    ];
    const addresses = all.map((conversation) => conversation.address);
    const marks = await reads.marks(viewer.address, addresses);
    const unread = await Promise.all(
      addresses.map((address) => messages.unread(address, viewer.address, marks.get(address) ?? 0)),
    );
    return { at, conversations: all.map((c, i) => ({ ...c, read: marks.get(c.address), unread: unread[i] })) };
  });

  server.get('/api/messages', async (request) => {
    const viewer = await viewerOf(request, look);
    const { conversation, before } = parseBody(bodies.messages, request.query);
    await viewers.mayRead(viewer, conversation);
    const page = await messages.page(conversation, viewer.address, before);
    return { messages: page.messages.map((message) => renderMessage(message, viewer)), more: page.more };
  });

  server.post('/api/read', async (request) => {
    const viewer = await viewerOf(request, look);
    const { conversation, seq } = parseBody(bodies.read, request.body);
    await viewers.mayRead(viewer, conversation);
    await reads.mark(viewer.address, conversation, seq);
    return {};
  });

  server.post('/api/say', async (request) =>
    talk.say(await viewerOf(request, act), parseBody(bodies.say, request.body)),
  );
  server.post('/api/click', async (request) =>
    talk.click(await viewerOf(request, act), parseBody(bodies.click, request.body)),
  );
  server.post('/api/submit', async (request) =>
    talk.submit(await viewerOf(request, act), parseBody(bodies.submit, request.body)),
  );
  server.post('/api/choices', async (request) =>
    talk.choices(await viewerOf(request, look), parseBody(bodies.choices, request.body)),
  );
  server.post('/api/complete', async (request) => {
    const viewer = await viewerOf(request, look);
    const { text } = parseBody(bodies.complete, request.body);
    return { completions: await deps.complete(viewer.member, text) };
  });

  server.get('/api/stream', async (request, reply) => {
    const viewer = await viewerOf(request, look);
    if (!deps.streams.hasRoom(viewer.session)) throw new DeskError('error.console_too_fast');
    const { after } = parseBody(bodies.stream, { ...(request.query as object) });
    const resumed = Number(request.headers['last-event-id'] ?? Number.NaN);
    const from = Number.isSafeInteger(resumed) && resumed >= 0 ? resumed : (after ?? (await deps.log.last()));
    reply.hijack();
    const headers = { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' };
    reply.raw.writeHead(200, { ...(reply.getHeaders() as Record<string, string>), ...headers });
    await deps.streams.open(reply.raw, viewer.session, from);
  });
}
