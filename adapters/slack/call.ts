import {
  type Logger,
  type WebAPICallResult,
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebClient,
} from '@slack/web-api';
import { DeliveryError } from '../../src/chat/adapter.ts';

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

/**
 * A client for one token. It never repeats a call by itself: Slack has no key for posts, so that a call whose answer was
 * lost would be posted twice.
 */
export const clientFor = (token: string, options: { apiUrl?: string; logger: Logger }): WebClient =>
  new WebClient(token, {
    slackApiUrl: options.apiUrl,
    logger: options.logger,
    timeout: timeoutMs,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  });

/** One call; what fails is a `DeliveryError`. */
export async function call<T extends WebAPICallResult>(
  client: WebClient,
  method: string,
  args: Record<string, unknown>,
): Promise<T> {
  try {
    return (await client.apiCall(method, args)) as T;
  } catch (error) {
    throw asDeliveryError(method, error);
  }
}
