import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { LocalSlack } from '../../support/slack/server.ts';

/** A request as it reached the desk. */
export type Received = {
  headers: IncomingHttpHeaders;
  raw: string;
  /** The body read: an event, the fields of a command, or an interaction's payload. */
  body: Record<string, unknown>;
  genuine: boolean;
};

/** What the desk answers: a text, a JSON, a status; or nothing at all. */
export type Reply = {
  status?: number;
  json?: unknown;
  text?: string;
  headers?: Record<string, string>;
  silent?: boolean;
};

export type Desk = Awaited<ReturnType<typeof openDesk>>;

function bodyOf(raw: string, type = ''): Record<string, unknown> {
  if (type === 'application/json') return JSON.parse(raw);
  const fields = Object.fromEntries(new URLSearchParams(raw));
  return fields.payload ? JSON.parse(fields.payload) : fields;
}

/** Checks the signature as the official page describes it, by a way of its own. */
function genuine(raw: string, headers: IncomingHttpHeaders, secret: string): boolean {
  const stamp = headers['x-slack-request-timestamp'];
  const expected = `v0=${createHmac('sha256', secret).update(`v0:${stamp}:${raw}`).digest('hex')}`;
  const given = String(headers['x-slack-signature']);
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}

/** A desk that remembers what it is sent and says what a test tells it to say. */
export async function openDesk(slack: LocalSlack) {
  const received: Received[] = [];
  let reply: (request: Received) => Reply = () => ({});
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks).toString();
    const body = bodyOf(raw, request.headers['content-type']);
    const got = { headers: request.headers, raw, body, genuine: genuine(raw, request.headers, slack.signingSecret) };
    received.push(got);
    const { status = 200, json, text = '', headers = {}, silent } = reply(got);
    if (silent) return;
    response.writeHead(status, { ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers });
    response.end(json === undefined ? text : JSON.stringify(json));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  slack.connect({ url });
  return {
    url,
    received,
    last: () => received.at(-1)!,
    /** From now on every request is answered so. */
    answer(next: Reply | ((request: Received) => Reply)) {
      reply = typeof next === 'function' ? next : () => next;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
