import type { Core } from './core.ts';
import { envelopeOf, type Kind, wordsOfAck } from './envelope.ts';
import type { Link } from './link.ts';
import { signed } from './sign.ts';

/** Where the desk takes Slack's requests: one address for all, or others for some. */
export type DeskUrls = { url: string; commands?: string; events?: string; interactions?: string; options?: string };

/** The desk's addresses, or that it has none and listens by a socket. */
export type DeskAt = DeskUrls | { socket: true };

/** What came back from the desk, as Slack sees it. */
export type Seen = {
  /** 0 when no answer came in time, or no connection. */
  status: number;
  ms: number;
  text: string;
  /** The answer's JSON; undefined for an empty or another body. */
  json: unknown;
  headers: Headers;
  /** What went wrong, in the words of x-slack-retry-reason. */
  failure?: 'http_timeout' | 'connection_failed' | 'http_error';
};

export type DeskLine = ReturnType<typeof createDeskLine>;

const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Slack's line to the desk: signed requests with exactly Slack's headers, or envelopes over the desk's socket. */
export function createDeskLine(core: Core, link: Pick<Link, 'send'>) {
  let desk: DeskAt | undefined;

  const nothing = (from: number, failure: Seen['failure']): Seen => ({
    status: 0,
    ms: performance.now() - from,
    text: '',
    json: undefined,
    headers: new Headers(),
    failure,
  });

  /** An envelope in place of a request; a status stands for its acknowledgement. */
  async function overSocket(kind: Kind, body: string, more: Record<string, string>): Promise<Seen> {
    const from = performance.now();
    const reason = more['x-slack-retry-reason'];
    const retry = reason ? { num: Number(more['x-slack-retry-num']), reason } : undefined;
    const envelope = envelopeOf(kind, body, retry);
    const { payload, failure } = await link.send(envelope);
    if (failure) return nothing(from, failure === 'timeout' ? 'http_timeout' : failure);
    const text = wordsOfAck(payload);
    if (text && !envelope.accepts_response_payload)
      core.complaints.push(`an acknowledgement that may say nothing: ${text}`);
    return { ...nothing(from, undefined), status: 200, text, json: asJson(text) };
  }

  /** One request of the kind, with a body as it is. Slack waits 3 s for the answer. */
  async function send(kind: Kind, body: string, more: Record<string, string> = {}): Promise<Seen> {
    if (!desk) throw new Error('the local Slack knows no desk yet: call slack.connect({ url })');
    if ('socket' in desk) return overSocket(kind, body, more);
    const type = kind === 'events' ? 'application/json' : 'application/x-www-form-urlencoded';
    const timestamp = Math.floor(core.clock.now() / 1000);
    const headers = {
      'content-type': type,
      'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
      accept: '*/*',
      ...signed(body, { secret: core.settings.signingSecret, timestamp }),
      ...more,
    };
    const from = performance.now();
    try {
      const signal = AbortSignal.timeout(core.settings.patienceMs);
      const answer = await fetch(desk[kind] ?? desk.url, { method: 'POST', headers, body, signal, redirect: 'manual' });
      const text = await answer.text();
      const seen: Seen = {
        status: answer.status,
        ms: performance.now() - from,
        text,
        json: asJson(text),
        headers: answer.headers,
      };
      return answer.ok ? seen : { ...seen, failure: 'http_error' as const };
    } catch (error) {
      return nothing(from, (error as Error).name === 'TimeoutError' ? 'http_timeout' : 'connection_failed');
    }
  }

  return {
    send,
    connected: (): boolean => desk !== undefined,
    connect(to: DeskAt): void {
      desk = to;
    },
  };
}
