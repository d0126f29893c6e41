import {
  type Logger,
  type WebAPICallResult,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebClient,
} from '@slack/web-api';
import { DeliveryError } from '../../src/chat/adapter.ts';
import type { Clock } from '../../src/clock.ts';

/** Ms that one call may take. */
const timeoutMs = 8_000;

/** Slack's own hiccups; what they did is not known. */
const hiccups = ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'team_added_to_org'];
/** Slack's other ways to say that it is too much; nothing was done. */
const tooMuch = ['ratelimited', 'rate_limited', 'message_limit_exceeded'];
/** Somebody has to mend something before it works; then the same call does. */
const mendable = ['invalid_auth', 'token_revoked', 'token_expired', 'account_inactive', 'not_authed', 'missing_scope'];

/** A call of Slack's Web API that is refused: the error's own word. */
export const slackError = (error: unknown): string | undefined =>
  error instanceof WebAPIPlatformError ? String(error.data.error) : undefined;

/** What becomes of a failed call: tried again or not, and whether it may have had its effect. */
export function asDeliveryError(method: string, error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error;
  if (error instanceof WebAPIRateLimitedError)
    return new DeliveryError(`${method}: ratelimited`, true, { afterMs: error.retryAfter * 1000, busy: true });
  const code = slackError(error);
  if (code !== undefined && tooMuch.includes(code))
    return new DeliveryError(`${method}: ${code}`, true, { cause: error, afterMs: 30_000, busy: true });
  if (code !== undefined) {
    const retry = hiccups.includes(code) || mendable.includes(code);
    return new DeliveryError(`${method}: ${code}`, retry, { cause: error, refused: !hiccups.includes(code) });
  }
  const status = error instanceof WebAPIHTTPError ? error.statusCode : 'no answer';
  return new DeliveryError(`${method}: ${status}`, true, { cause: error });
}

type ClientOptions = { apiUrl?: string; logger: Logger; clock: Clock };

/** Until when Slack asked a token to wait, by method: docs.slack.dev/apis/web-api/rate-limits */
const waits = new WeakMap<WebClient, { clock: Clock; until: Map<string, number> }>();

/**
 * A client for one token. It never repeats a call by itself: Slack has no key for posts, so that a call whose answer was
 * lost would be posted twice.
 */
export function clientFor(token: string, { apiUrl, logger, clock }: ClientOptions): WebClient {
  const client = new WebClient(token, {
    slackApiUrl: apiUrl,
    logger,
    timeout: timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });
  waits.set(client, { clock, until: new Map() });
  return client;
}

/** Waits, when Slack has asked for that. Posts are limited by conversation, and their pace is kept there. */
function checkWait(client: WebClient, method: string): void {
  const wait = method === 'chat.postMessage' ? undefined : waits.get(client);
  const left = (wait?.until.get(method) ?? 0) - (wait?.clock().getTime() ?? 0);
  if (left > 0) throw new DeliveryError(`${method}: Slack asked to wait`, true, { busy: true, afterMs: left });
}

function noteWait(client: WebClient, method: string, { busy, afterMs = 1_000 }: DeliveryError): void {
  const wait = waits.get(client);
  if (!busy || !wait) return;
  const until = wait.clock().getTime() + afterMs;
  wait.until.set(method, Math.max(until, wait.until.get(method) ?? 0));
}

/** One call; what fails is a `DeliveryError`. */
export async function call<T extends WebAPICallResult>(
  client: WebClient,
  method: string,
  args: Record<string, unknown>,
): Promise<T> {
  checkWait(client, method);
  try {
    return (await client.apiCall(method, args)) as T;
  } catch (error) {
    const failure = asDeliveryError(method, error);
    noteWait(client, method, failure);
    throw failure;
  }
}
