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
    clientOptions: apiUrl ? { slackApiUrl: apiUrl } : {},
  });
  client.on('slack_event', ({ body, ack, retry_num, retry_reason }: Envelope) => {
    void gateway.handle({ body, retryNum: retry_num, retryReason: retry_reason }).then((answer) => {
      if (answer.status !== 503) return ack(answer.body);
    });
  });
  return {
    start: () => client.start(),
    stop: () => client.disconnect(),
  };
}
