import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import protobuf from 'protobufjs';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Core } from './core.ts';
import type { Seen } from './desk-line.ts';
import type { Json } from './types.ts';

/*
 * The long connection, Feishu's side: open.feishu.cn/document/server-docs/event-subscription-guide/event-subscription-configure-/request-url-configuration-case
 * says that there is one; its frames are those of Feishu's own SDK (package pbbp2), and of no page: UNVERIFIED.md.
 */

export type Link = ReturnType<typeof createLink>;

const { root } = protobuf.parse(`
  syntax = "proto2";
  message Header { required string key = 1; required string value = 2; }
  message Frame {
    required uint64 SeqID = 1; required uint64 LogID = 2; required int32 service = 3; required int32 method = 4;
    repeated Header headers = 5; optional string payload_encoding = 6; optional string payload_type = 7;
    optional bytes payload = 8; optional string LogIDNew = 9;
  }`);
const Frame = root.lookupType('Frame');
type Frame = { service: number; method: number; headers: { key: string; value: string }[]; payload?: Uint8Array };
const [control, data] = [0, 1];

const headersOf = (values: Record<string, string | number>) =>
  Object.entries(values).map(([key, value]) => ({ key, value: String(value) }));
const headerIn = ({ headers }: Frame, key: string): string | undefined => headers.find((h) => h.key === key)?.value;

/** What the app is told of the pace of its pings and of its coming again: seconds, as short as a test has patience. */
const pace = { PingInterval: 1, ReconnectCount: -1, ReconnectInterval: 0.1, ReconnectNonce: 0 };
/** Connections of one app at a time: the page of the long connection. */
const mostConnections = 50;

/** The connections of the app, and the events that go over them. */
export function createLink(core: Core) {
  const server = new WebSocketServer({ noServer: true });
  const open = new Set<WebSocket>();
  const tickets = new Set<string>();
  const waiting = new Map<string, (answer: Json) => void>();
  let parts = 1;
  let busy = false;

  const write = (socket: WebSocket, frame: Frame) =>
    socket.send(Frame.encode(Frame.create({ SeqID: 1, LogID: 1, ...frame })).finish());

  /** What an app sends is a ping, or the answer to an event: its frame with another payload. */
  function listen(socket: WebSocket, bytes: Buffer): void {
    const frame = Frame.toObject(Frame.decode(bytes), { arrays: true }) as Frame;
    const payload = Buffer.from(frame.payload ?? []);
    if (frame.method === control) {
      const pong = Buffer.from(JSON.stringify(pace));
      write(socket, { service: 1, method: control, headers: headersOf({ type: 'pong' }), payload: pong });
      return;
    }
    waiting.get(headerIn(frame, 'message_id') ?? '')?.(JSON.parse(payload.toString()) as Json);
  }

  function welcome(socket: WebSocket): void {
    open.add(socket);
    socket.on('message', (bytes: Buffer) => {
      try {
        listen(socket, bytes);
      } catch (error) {
        core.complaints.push(`not understood on the long connection: ${error}`);
      }
    });
    socket.on('error', () => {});
    socket.on('close', () => open.delete(socket));
  }

  /** The bytes of an event in so many frames, wherever they happen to be cut. */
  function frames(bytes: Buffer, id: string): Frame[] {
    const size = Math.ceil(bytes.length / parts);
    return Array.from({ length: parts }, (_, seq) => ({
      service: 1,
      method: data,
      headers: headersOf({ type: 'event', message_id: id, sum: parts, seq, trace_id: id }),
      payload: bytes.subarray(seq * size, (seq + 1) * size),
    }));
  }

  const seenOf = ({ code, data: encoded }: Json, ms: number): Seen => {
    const text = typeof encoded === 'string' ? Buffer.from(encoded, 'base64').toString() : '';
    const seen = { status: Number(code), ms, text, json: text === '' ? undefined : (JSON.parse(text) as unknown) };
    return seen.status === 200 ? seen : { ...seen, failure: 'status' };
  };

  return {
    /** Where to connect, for the app's own secret. The codes are the SDK's. */
    endpoint({ AppID: id, AppSecret: secret }: Json): Json {
      const { appId, appSecret } = core.settings;
      if (id !== appId || secret !== appSecret) return { code: 514, msg: 'authentication failed', data: {} };
      if (busy) return { code: 1, msg: 'system busy', data: {} };
      const ticket = randomUUID();
      tickets.add(ticket);
      const url = `${core.base.replace(/^http/, 'ws')}/ws/v2?device_id=1&service_id=1&ticket=${ticket}`;
      return { code: 0, msg: '', data: { URL: url, ClientConfig: pace } };
    },

    /** Somebody comes with a ticket, which is good once. */
    upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      const { searchParams } = new URL(request.url ?? '/', 'http://feishu.local');
      const isWelcome = tickets.delete(searchParams.get('ticket') ?? '') && open.size < mostConnections;
      if (isWelcome) server.handleUpgrade(request, socket, head, welcome);
      else socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
    },

    /** Sends an event over one of the connections, and waits for its answer. */
    send(body: Json): Promise<Seen> {
      const from = performance.now();
      const failed = (failure: 'timeout' | 'connection'): Seen => ({
        status: 0,
        ms: performance.now() - from,
        text: '',
        json: undefined,
        failure,
      });
      const [socket] = [...open].filter((s) => s.readyState === s.OPEN).slice(-1);
      if (!socket) return Promise.resolve(failed('connection'));
      const id = randomUUID();
      return new Promise<Seen>((resolve) => {
        const timer = setTimeout(() => resolve(failed('timeout')), core.settings.patienceMs);
        const broken = () => done(failed('connection'));
        const done = (seen: Seen) => {
          clearTimeout(timer);
          socket.off('close', broken);
          resolve(seen);
        };
        waiting.set(id, (answer) => done(seenOf(answer, performance.now() - from)));
        socket.once('close', broken);
        for (const frame of frames(Buffer.from(JSON.stringify(body)), id)) write(socket, frame);
      }).finally(() => waiting.delete(id));
    },

    /** How many connections are open. */
    connections: (): number => open.size,
    /** In how many frames each event goes. */
    inParts(count: number): void {
      parts = count;
    },
    /** The connections break without a word, and who comes again is told that Feishu is busy, until it is not. */
    cut(): void {
      busy = true;
      for (const socket of open) socket.terminate();
    },
    /** Whoever comes is welcome again. */
    mend(): void {
      busy = false;
    },
  };
}
