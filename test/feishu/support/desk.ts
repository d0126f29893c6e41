import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AESCipher } from '@larksuiteoapi/node-sdk';
import type { LocalFeishu } from '../../support/feishu/server.ts';

type Json = Record<string, unknown>;

/** A request as it reached the desk: read, and whether its signature is right. */
export type Received = { headers: IncomingHttpHeaders; raw: string; body: Json; genuine: boolean };

/** What the desk answers: a text, a JSON, a status; or nothing at all. */
export type Reply = { status?: number; json?: unknown; text?: string; silent?: boolean };

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** Checks the signature as the official page describes it, by a way of its own. */
function genuine(raw: string, headers: IncomingHttpHeaders, key: string): boolean {
  const { 'x-lark-request-timestamp': time, 'x-lark-request-nonce': nonce, 'x-lark-signature': given } = headers;
  return createHash('sha256').update(`${time}${nonce}${key}${raw}`).digest('hex') === given;
}

/** A desk that remembers what it is sent and says what a test tells it to say. */
export async function openDesk(feishu: LocalFeishu) {
  const received: Received[] = [];
  let reply: (request: Received) => Reply | Promise<Reply> = () => ({ json: {} });
  const open = (raw: string): Json => {
    const { encrypt } = JSON.parse(raw);
    return encrypt ? JSON.parse(new AESCipher(feishu.encryptKey).decrypt(encrypt)) : JSON.parse(raw);
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks).toString();
    const { headers } = request;
    const got = { headers, raw, body: open(raw), genuine: genuine(raw, headers, feishu.encryptKey) };
    received.push(got);
    const { status = 200, json, text = '', silent } = await reply(got);
    if (silent) return;
    response.writeHead(status, { 'content-type': json === undefined ? 'text/plain' : 'application/json' });
    response.end(json === undefined ? text : JSON.stringify(json));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/feishu/events`;
  feishu.connect({ url });
  return {
    url,
    received,
    last: () => received.at(-1)!,
    /** From now on every request is answered so. */
    answer(next: Reply | ((request: Received) => Reply | Promise<Reply>)) {
      reply = typeof next === 'function' ? next : () => next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
