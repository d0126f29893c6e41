import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { isObject } from './blocks/rule.ts';
import type { Core } from './core.ts';
import type { Envelope } from './envelope.ts';

/** Socket Mode, Slack's side: docs.slack.dev/apis/events-api/using-socket-mode. */
export type Link = ReturnType<typeof createLink>;

/** An acknowledgement, with what it says; or why there is none. */
export type Heard = { payload?: unknown; failure?: 'timeout' | 'connection_failed' };

/** Why Slack asks an app to leave a connection. */
export type Reason = 'warning' | 'refresh_requested' | 'link_disabled';

/** Ms between Slack's pings. The page gives no number. */
const pingEveryMs = 5_000;
/** Connections of one app at a time: the page. */
const mostConnections = 10;

/** The connections of the app, and the envelopes that go over them. */
export function createLink(core: Core) {
  const server = new WebSocketServer({ noServer: true });
  const open = new Set<WebSocket>();
  const waiting = new Map<string, (heard: Heard) => void>();
  let ignored: 'opening' | 'greeting' | undefined;

  const debugInfo = () => ({ host: 'applink-local', build_number: 1, approximate_connection_time: 3_600 });
  const say = (socket: WebSocket, message: unknown) => socket.send(JSON.stringify(message));

  /** What an app says is an acknowledgement, and nothing else. */
  function listen(data: unknown): void {
    let message: unknown;
    try {
      message = JSON.parse(String(data));
    } catch {}
    const id = isObject(message) ? message.envelope_id : undefined;
    if (typeof id !== 'string') core.complaints.push(`not understood on the socket: ${String(data).slice(0, 200)}`);
    else waiting.get(id)?.({ payload: (message as { payload?: unknown }).payload });
  }

  function welcome(socket: WebSocket): void {
    open.add(socket);
    const pings = setInterval(() => socket.ping('Ping from Slack'), pingEveryMs).unref();
    socket.on('message', listen);
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(pings);
      open.delete(socket);
    });
    const { appId } = core.settings;
    const hello = { type: 'hello', num_connections: open.size, connection_info: { app_id: appId } };
    if (ignored !== 'greeting') say(socket, { ...hello, debug_info: debugInfo() });
  }

  const isWelcome = (request: IncomingMessage): boolean => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://slack.local');
    return (
      core.tickets.delete(searchParams.get('ticket') ?? '') && pathname === '/link/' && open.size < mostConnections
    );
  };

  return {
    /** Somebody comes with a ticket, which is good once. */
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      if (ignored === 'opening') return;
      if (isWelcome(request)) server.handleUpgrade(request, socket, head, welcome);
      else socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
    },

    /** Sends an envelope over one of the connections, and waits for its acknowledgement. */
    send(envelope: Envelope): Promise<Heard> {
      const [socket] = [...open].filter((s) => s.readyState === s.OPEN).slice(-1);
      if (!socket) return Promise.resolve({ failure: 'connection_failed' });
      const id = randomUUID();
      return new Promise<Heard>((resolve) => {
        const timer = setTimeout(() => resolve({ failure: 'timeout' }), core.settings.patienceMs);
        const heard = (answer: Heard) => {
          clearTimeout(timer);
          resolve(answer);
        };
        waiting.set(id, heard);
        socket.once('close', () => heard({ failure: 'connection_failed' }));
        say(socket, { envelope_id: id, ...envelope });
      }).finally(() => waiting.delete(id));
    },

    /** How many connections are open. */
    connections: (): number => open.size,
    /** Asks the app to come again over a new connection. */
    ask(reason: Reason): void {
      for (const socket of open) say(socket, { type: 'disconnect', reason, debug_info: debugInfo() });
    },
    /** The connections break without a word. */
    cut(): void {
      for (const socket of open) socket.terminate();
    },
    /** New connections are left without an answer, or are taken and never greeted; until nothing is ignored. */
    ignore(what?: 'opening' | 'greeting'): void {
      ignored = what;
    },
  };
}
