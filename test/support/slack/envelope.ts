import { isObject } from './blocks/rule.ts';
import type { Json } from './types.ts';

/** What Slack tells an app, whichever way it goes. */
export type Kind = 'commands' | 'events' | 'interactions' | 'options';

/** An envelope of Socket Mode, still without its id: docs.slack.dev/apis/events-api/using-socket-mode. */
export type Envelope = {
  type: 'slash_commands' | 'interactive' | 'events_api';
  payload: Json;
  accepts_response_payload: boolean;
  retry_attempt?: number;
  retry_reason?: string;
};

/** How often an event was sent before, and why it is sent again. */
export type Retry = { num: number; reason: string };

/** Interactions whose acknowledgement may say something; what a click answers goes over its response_url. */
const answering: readonly unknown[] = ['view_submission', 'block_suggestion'];

const payloadIn = (body: string): Json => JSON.parse(new URLSearchParams(body).get('payload') ?? '{}');

/** The envelope for a body as it would go over HTTP. */
export function envelopeOf(kind: Kind, body: string, retry?: Retry): Envelope {
  if (kind === 'commands') {
    const payload = Object.fromEntries(new URLSearchParams(body));
    return { type: 'slash_commands', payload, accepts_response_payload: true };
  }
  if (kind === 'events') {
    const again = { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason.replace('http_', '') ?? '' };
    return { type: 'events_api', payload: JSON.parse(body), accepts_response_payload: false, ...again };
  }
  const payload = payloadIn(body);
  return { type: 'interactive', payload, accepts_response_payload: answering.includes(payload.type) };
}

/** The words of an acknowledgement as an HTTP body would have them: the SDK sends `{}` where it says nothing. */
export const wordsOfAck = (payload: unknown): string =>
  isObject(payload) && Object.keys(payload).length > 0 ? JSON.stringify(payload) : '';
