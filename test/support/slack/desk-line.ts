import type { Core } from './core.ts';
import { signed } from './sign.ts';

/** Where the desk takes Slack's requests: one address for all, or others for some. */
export type DeskUrls = { url: string; commands?: string; events?: string; interactions?: string; options?: string };

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

/** Slack's line to the desk: signed requests with exactly Slack's headers. */
export function createDeskLine(core: Core) {
  let urls: DeskUrls | undefined;

  const nothing = (from: number, failure: Seen['failure']): Seen => ({
    status: 0,
    ms: performance.now() - from,
    text: '',
    json: undefined,
    headers: new Headers(),
    failure,
  });

  /** One request of the kind, with a body as it is. Slack waits 3 s for the answer. */
  async function send(
    kind: 'commands' | 'events' | 'interactions' | 'options',
    body: string,
    more: Record<string, string> = {},
  ) {
    if (!urls) throw new Error('the local Slack knows no desk yet: call slack.connect({ url })');
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
      const answer = await fetch(urls[kind] ?? urls.url, { method: 'POST', headers, body, signal, redirect: 'manual' });
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
    connected: (): boolean => urls !== undefined,
    connect(to: DeskUrls): void {
      urls = to;
    },
  };
}
