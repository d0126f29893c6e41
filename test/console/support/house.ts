import { randomUUID } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { deflateSync } from 'node:zlib';
import Fastify from 'fastify';
import mongoose from 'mongoose';
import { createConsoleAdapter } from '../../../adapters/console/index.ts';
import type { PageMessage } from '../../../adapters/console/render.ts';
import type { Reply } from '../../../adapters/console/talk.ts';
import { type Clock, systemClock } from '../../../src/clock.ts';
import { createLog } from '../../../src/log.ts';
import { createCompany, createShelf } from './company.ts';
import { createFakeDesk } from './fake-desk.ts';

/** Part of a PNG file: length, type, data, checksum. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  let crc = 0xffffffff;
  for (const byte of body) {
    crc ^= byte;
    for (let i = 0; i < 8; i += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE((crc ^ 0xffffffff) >>> 0, body.length + 4);
  return out;
}

/** A small picture. */
export function picture(width = 480, height = 160): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width, 0xb4)]);
  const pixels = deflateSync(Buffer.concat(Array.from({ length: height }, () => row)));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))]);
}

type Options = { personas: boolean; clock: Clock };

/** One console process over a database: its server listens on a port of its own. */
async function openProcess(connection: mongoose.Connection, options: Options) {
  const company = createCompany();
  const desk = createFakeDesk();
  const tracked: unknown[][] = [];
  const lines: string[] = [];
  const adapter = createConsoleAdapter({
    connection,
    bot: desk.bot,
    clock: options.clock,
    log: createLog('warn', { write: (line) => void lines.push(line) }),
    config: { publicUrl: 'https://desk.example.com', personas: options.personas, locale: 'en' },
    members: company.members,
    signIn: company.signIn,
    channels: company.channels,
    files: createShelf(picture()),
    complete: desk.complete,
    setLocale: company.setLocale,
    track: (...call) => void tracked.push(call),
  });
  const server = Fastify({ forceCloseConnections: true });
  await adapter.routes(server);
  await adapter.start?.();
  await server.listen({ port: 0, host: '127.0.0.1' });
  const origin = `http://localhost:${(server.server.address() as AddressInfo).port}`;
  const close = async () => {
    await adapter.stop?.();
    await server.close();
  };
  return { company, desk, adapter, tracked, lines, origin, close };
}

export type House = Awaited<ReturnType<typeof openHouse>>;

/** A console on the test database, in a database of its own; `another` opens a second process on the same one. */
export async function openHouse(given: Partial<Options> = {}) {
  const options: Options = { personas: false, clock: systemClock, ...given };
  const connection = await mongoose
    .createConnection(process.env.TEST_MONGODB_URI!, { dbName: `console-${randomUUID().slice(0, 8)}` })
    .asPromise();
  const first = await openProcess(connection, options);
  const others: { close(): Promise<void> }[] = [];
  return {
    ...first,
    connection,
    async another() {
      const other = await openProcess(connection, options);
      others.push(other);
      return other;
    },
    async close() {
      for (const process of [first, ...others]) await process.close();
      await connection.dropDatabase();
      await connection.close();
    },
  };
}

type Call = { method?: string; body?: unknown; headers?: Record<string, string>; raw?: string };
// biome-ignore lint/suspicious/noExplicitAny: answers are looked at field by field in the tests
export type Answered = { status: number; data: any; headers: Headers };

/** Calls a console as a page does, with a session's cookie. */
export function createCaller(origin: string, cookie = '') {
  return async function call(path: string, { method, body, headers = {}, raw }: Call = {}): Promise<Answered> {
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(`${origin}/console${path}`, {
      method: method ?? (payload === undefined ? 'GET' : 'POST'),
      body: payload,
      headers: { origin, cookie, ...(payload === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return { status: response.status, data: isJson ? JSON.parse(text) : text, headers: response.headers };
  };
}

/** A person who is signed in: what a page can do, in short words. */
export async function signIn(house: Pick<House, 'origin' | 'company'>, id: string) {
  const { origin, company } = house;
  const opened = await createCaller(origin)('/api/session', { body: { token: company.issue(id) } });
  const cookie = opened.headers.get('set-cookie')!.split(';')[0]!;
  const call = createCaller(origin, cookie);
  const direct = `console:@${id}`;
  const key = () => randomUUID();
  return {
    call,
    cookie,
    direct,
    key,
    say: async (text: string, conversation = direct, as = key()) =>
      (await call('/api/say', { body: { conversation, text, key: as } })).data as Reply,
    click: async (message: PageMessage, button: string, as = key()) =>
      (await call('/api/click', { body: { conversation: message.conversation, message: message.id, button, key: as } }))
        .data as Reply,
    /** Uploads a file, and gives its id. */
    async upload(name: string, raw: string): Promise<string> {
      const headers = { 'content-type': 'application/octet-stream' };
      return (await call(`/api/files?name=${encodeURIComponent(name)}`, { raw, headers })).data.id;
    },
    messages: async (conversation = direct) =>
      (await call(`/api/messages?conversation=${encodeURIComponent(conversation)}`)).data.messages as PageMessage[],
  };
}
