import { createHmac } from 'node:crypto';

/** What a signature needs; `timestamp` is in seconds. */
export type Signing = { secret: string; timestamp: number };

/** The signature of a body: docs.slack.dev/authentication/verifying-requests-from-slack. */
export const signatureOf = (body: string | Buffer, { secret, timestamp }: Signing): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex')}`;

/** The headers that make a body Slack's. A test forges them with another secret, time or body. */
export const signed = (body: string | Buffer, signing: Signing): Record<string, string> => ({
  'x-slack-signature': signatureOf(body, signing),
  'x-slack-request-timestamp': String(signing.timestamp),
});

/** A body of form fields, as Slack encodes them. */
export const formBody = (fields: Record<string, string>): string => new URLSearchParams(fields).toString();

/** An interaction's body: one field with JSON in it. */
export const interactionBody = (payload: unknown): string => formBody({ payload: JSON.stringify(payload) });
