import { type Logger, LogLevel, WebClient, type WebClientOptions } from '@slack/web-api';
import type { LocalSlack } from '../../support/slack/server.ts';

const nothing = () => {};
/** Refusals are what these tests are about: they need not be printed. */
const quiet: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  setName: nothing,
  getLevel: () => LogLevel.ERROR,
};

/** Slack's own client on the local Slack, which tries everything once. */
export const clientOf = (
  slack: LocalSlack,
  token: string | undefined = slack.team.botToken,
  more: WebClientOptions = {},
) =>
  new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    logger: quiet,
    rejectRateLimitedCalls: true,
    ...more,
  });

/** The code that Slack answered, or what else went wrong. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    const { data, message } = error as { data?: { error?: string }; message: string };
    return data?.error ?? message;
  }
}

/** Everything of Slack's answer that said no. */
export async function refusedWith(call: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await call;
  } catch (error) {
    return (error as { data: Record<string, unknown> }).data;
  }
  throw new Error('Slack said yes');
}

/** A call without the client: any body, any headers. */
export async function raw(slack: LocalSlack, method: string, init: RequestInit = {}): Promise<Record<string, unknown>> {
  const headers = { authorization: `Bearer ${slack.team.botToken}`, ...init.headers };
  const answer = await fetch(`${slack.apiUrl}${method}`, { method: 'POST', ...init, headers });
  return (await answer.json()) as Record<string, unknown>;
}
