import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Seconds that a request may be old, or ahead: docs.slack.dev/authentication/verifying-requests-from-slack */
const windowSeconds = 300;

const one = (header: string | string[] | undefined): string => (typeof header === 'string' ? header : '');

/** The signature that Slack puts on a body: HMAC-SHA256 of `v0:timestamp:body` with the signing secret. */
export const signatureOf = (secret: string, timestamp: string, body: Uint8Array): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;

/**
 * Whether the bytes are Slack's own, and of now: neither older nor newer than five minutes, since a replayed request is
 * old and no request comes from the future. Compared in constant time.
 */
export function isFromSlack(headers: IncomingHttpHeaders, body: Uint8Array, secret: string, now: Date): boolean {
  const timestamp = one(headers['x-slack-request-timestamp']);
  if (!/^\d{1,12}$/.test(timestamp)) return false;
  if (Math.abs(now.getTime() / 1000 - Number(timestamp)) > windowSeconds) return false;
  const given = Buffer.from(one(headers['x-slack-signature']));
  const wanted = Buffer.from(signatureOf(secret, timestamp, body));
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
