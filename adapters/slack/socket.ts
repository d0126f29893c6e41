import { SocketModeClient } from '@slack/socket-mode';
import type { Logger } from '@slack/web-api';
import type { Body } from './body.ts';
import type { Gateway } from './gateway.ts';

type Envelope = {
  body: Body;
  ack(response?: unknown): Promise<void>;
  retry_num?: number;
  retry_reason?: string;
};

/** Ms until a connection that failed is tried again. */
const againMs = 30_000;

type Options = { appToken: string; apiUrl?: string; logger: Logger; gateway: Gateway };

/**
 * Socket mode: the same requests over a WebSocket, through the same gateway. What could not be kept is not
 * acknowledged, so that Slack sends it again.
 */
export function createSocket({ appToken, apiUrl, logger, gateway }: Options) {
  const client = new SocketModeClient({
    appToken,
    logger,
    clientPingTimeout: 10_000,
    clientOptions: { timeout: 10_000, retryConfig: { retries: 0 }, ...(apiUrl && { slackApiUrl: apiUrl }) },
  });
  let again: NodeJS.Timeout | undefined;
  client.on('slack_event', ({ body, ack, retry_num, retry_reason }: Envelope) => {
    gateway
      .handle({ body, retryNum: retry_num, retryReason: retry_reason })
      .then((answer) => (answer.status === 503 ? undefined : ack(answer.body)))
      .catch((error) => logger.warn(`an acknowledgement did not reach Slack: ${error}`));
  });
  return {
    /** Connects, now or as soon as Slack can be reached; the desk does not wait for it. */
    start(): void {
      client.start().catch((error) => {
        logger.error(`Slack's socket is not open; it is tried again. Check SLACK_APP_TOKEN. ${error}`);
        again = setTimeout(() => this.start(), againMs).unref();
      });
    },
    async stop(): Promise<void> {
      clearTimeout(again);
      await client.disconnect().catch(() => {});
    },
  };
}
