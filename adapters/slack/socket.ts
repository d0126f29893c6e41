import { SocketModeClient } from '@slack/socket-mode';
import { type Logger, WebAPIRateLimitedError } from '@slack/web-api';
import type { Body } from './body.ts';
import type { Gateway } from './gateway.ts';

type Envelope = {
  body: Body;
  ack(response?: unknown): Promise<void>;
  retry_num?: number;
  retry_reason?: string;
};

/** Ms until a connection that was lost is opened again: half a second, 1 s, 2 s … at most 30 s. */
const againMs = (failures: number): number => Math.min(500 * 2 ** failures, 30_000);
/** Ms after which a connection counts as a good one, so that its loss is no failure. */
const goodMs = 30_000;
/** Ms that the end waits for Slack's goodbye. */
const goodbyeMs = 2_000;

type Options = {
  appToken: string;
  apiUrl?: string;
  logger: Logger;
  gateway: Pick<Gateway, 'handle'>;
  /** Ms until Slack has greeted a new connection; else it is given up. */
  greetingMs?: number;
};

/**
 * Socket mode: the same requests over a WebSocket, through the same gateway. What could not be kept is not
 * acknowledged, so that Slack sends it again. The connection is kept up here, not by the client: that waits ten seconds
 * each time Slack renews a connection, and lets a failure of its second try end the process.
 */
export function createSocket({ appToken, apiUrl, logger, gateway, greetingMs = 20_000 }: Options) {
  const retryConfig = { retries: 0 };
  const client = new SocketModeClient({
    appToken,
    logger,
    autoReconnectEnabled: false,
    clientPingTimeout: 10_000,
    clientOptions: {
      timeout: 10_000,
      retryConfig,
      rejectRateLimitedCalls: true,
      ...(apiUrl && { slackApiUrl: apiUrl }),
    },
  });
  let [stopped, failures, openSince] = [false, 0, Number.POSITIVE_INFINITY];
  let again: NodeJS.Timeout | undefined;
  let greeting: NodeJS.Timeout | undefined;

  /** Twice: the first leaves the client with a timer of 30 seconds when the connection never opened. */
  const leave = (): Promise<void> =>
    client
      .disconnect()
      .then(() => client.disconnect())
      .catch(() => {});

  function comeAgain(leastMs = 0): void {
    clearTimeout(greeting);
    if (stopped || again) return;
    if (performance.now() - openSince > goodMs) failures = 0;
    openSince = Number.POSITIVE_INFINITY;
    again = setTimeout(connect, Math.max(againMs(failures), leastMs)).unref();
    failures += 1;
  }

  function connect(): void {
    again = undefined;
    greeting = setTimeout(leave, greetingMs).unref();
    client.start().catch((error) => {
      const remedy = /auth|token|scope|account|team|user/.test(String(error)) ? ' Check SLACK_APP_TOKEN.' : '';
      if (!stopped) logger.error(`Slack's socket is not open; it is tried again.${remedy} ${error}`);
      comeAgain(error instanceof WebAPIRateLimitedError ? error.retryAfter * 1000 : 0);
    });
  }

  client.on('connected', () => {
    clearTimeout(greeting);
    openSince = performance.now();
    if (stopped) void leave();
  });
  client.on('disconnected', () => comeAgain());
  client.on('slack_event', ({ body, ack, retry_num, retry_reason }: Envelope) => {
    gateway
      .handle({ body, retryNum: retry_num, retryReason: retry_reason })
      .then((answer) => (answer.status === 503 ? undefined : ack(answer.body)))
      .catch((error) => logger.warn(`an acknowledgement did not reach Slack: ${error}`));
  });
  return {
    /** Connects, now or as soon as Slack can be reached; the desk does not wait for it. */
    start: connect,
    async stop(): Promise<void> {
      stopped = true;
      clearTimeout(again);
      clearTimeout(greeting);
      const enough = new Promise<void>((resolve) => setTimeout(resolve, goodbyeMs).unref());
      await Promise.race([leave(), enough]);
    },
  };
}
