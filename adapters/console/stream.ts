import type { ServerResponse } from 'node:http';
import type { Log } from '../../src/log.ts';
import type { DeskEvent } from './events.ts';
import type { EventFeed } from './feed.ts';
import { limits } from './limits.ts';
import { type Messages, messageIdOf, topic } from './messages.ts';
import type { ConsoleMessage } from './model.ts';
import { isFor, renderMessage } from './render.ts';
import type { Viewer, Viewers } from './viewer.ts';

/** The live pages of this process. */
export type Streams = ReturnType<typeof createStreams>;

type Page = { session: string; response: ServerResponse; position: number; leave?: () => void };

/** One server-sent event; `id` is what a page resumes from. */
const frame = (id: number, event: string, data: unknown): string =>
  `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

/** Server-sent events for the open pages: each gets the messages that its viewer may read, as they are now. */
export function createStreams(deps: {
  feed: EventFeed;
  messages: Pick<Messages, 'byIds'>;
  viewers: Pick<Viewers, 'bySession' | 'conversations'>;
  log: Log;
}) {
  const pages = new Set<Page>();
  const loaded = new WeakMap<readonly DeskEvent[], Promise<Map<string, ConsoleMessage>>>();
  let pulse: NodeJS.Timeout | undefined;

  /** The messages of a batch, read once for all pages that get the same batch. */
  function messagesOf(batch: readonly DeskEvent[]): Promise<Map<string, ConsoleMessage>> {
    const known = loaded.get(batch);
    if (known) return known;
    const ids = [...new Set(batch.filter((e) => e.topic === topic).map(messageIdOf))];
    const found = ids.length === 0 ? Promise.resolve([]) : deps.messages.byIds(ids);
    const fresh = found.then((all) => new Map(all.map((message) => [message._id, message])));
    loaded.set(batch, fresh);
    return fresh;
  }

  function close(page: Page, last?: string): void {
    page.leave?.();
    pages.delete(page);
    if (pages.size === 0) clearInterval(pulse);
    if (last) page.response.write(last);
    page.response.end();
  }

  function write(page: Page, text: string): void {
    page.response.write(text);
    if (page.response.writableLength > limits.streamBacklog) page.response.destroy();
  }

  /** The viewer as the rights are now; a page whose session ended is told so and closed. */
  async function viewerOf(page: Page): Promise<Viewer | undefined> {
    const viewer = await deps.viewers.bySession(page.session);
    if (!viewer) close(page, frame(page.position, 'bye', {}));
    return viewer;
  }

  async function deliver(page: Page, batch: readonly DeskEvent[]): Promise<void> {
    const messages = await messagesOf(batch);
    const viewer = messages.size > 0 ? await viewerOf(page) : undefined;
    const readable = viewer && (await deps.viewers.conversations(viewer));
    const newest = new Map(batch.map((event) => [messageIdOf(event), event._id]));
    for (const event of batch) {
      page.position = event._id;
      const id = messageIdOf(event);
      const message = newest.get(id) === event._id ? messages.get(id) : undefined;
      if (!viewer || !message || !readable?.has(message.conversation) || !isFor(message, viewer)) continue;
      write(page, frame(event._id, 'message', renderMessage(message, viewer)));
    }
  }

  /** A sign of life that carries the place in the sequence, so that a quiet page resumes from near. */
  async function beat(): Promise<void> {
    for (const page of [...pages]) {
      const viewer = await viewerOf(page).catch(() => undefined);
      if (viewer) write(page, frame(page.position, 'beat', {}));
    }
  }

  /** Whether a session may open one more stream. */
  const hasRoom = (session: string): boolean =>
    [...pages].filter((page) => page.session === session).length < limits.streams;

  /** Serves a page from a place in the sequence; a place that is no longer known makes the page load anew. */
  async function open(response: ServerResponse, session: string, after: number): Promise<void> {
    const page: Page = { session, response, position: after };
    response.write('retry: 1000\n\n');
    pages.add(page);
    response.on('close', () => close(page));
    if (pages.size === 1) pulse = setInterval(() => void beat(), limits.heartbeat * 1000);
    try {
      page.leave = await deps.feed.subscribe(after, (batch) =>
        deliver(page, batch).catch((error) => {
          deps.log.warn({ err: error }, 'a console stream broke off; its page resumes');
          close(page);
        }),
      );
      if (!page.leave) close(page, frame(after, 'reset', {}));
      else if (!pages.has(page)) page.leave();
    } catch (error) {
      deps.log.warn({ err: error }, 'a console stream could not start');
      close(page);
    }
  }

  return {
    open,
    hasRoom,
    /** Ends every stream; the pages come back by themselves. */
    stop(): void {
      for (const page of [...pages]) close(page);
    },
  };
}
