import { isObject, type Json, type Report, type Rule, string } from './rule.ts';

/**
 * Bytes of metadata. docs.slack.dev/reference/methods/chat.postMessage names the error metadata_too_large and no number:
 * this one is ours, and low.
 */
const mostBytes = 8_000;

const plain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value);
const flat = (value: unknown) => isObject(value) && Object.values(value).every(plain);

/** docs.slack.dev/messaging/message-metadata: names are letters, digits and underscores. */
const named = /^[A-Za-z0-9_]{1,255}$/;

/** @slack/types 3.2 (MessageMetadata): strings, numbers, booleans, objects of those, and lists of such objects. */
const allowed = (value: unknown) =>
  plain(value) || flat(value) || (Array.isArray(value) && value.every((v) => plain(v) || flat(v)));

function payload(event: Json, at: string, report: Report): void {
  for (const [key, value] of Object.entries(event)) {
    if (!named.test(key)) report(`invalid property name: ${key}`, at, 'invalid_metadata_schema');
    if (!allowed(value)) report('must not be nested deeper', `${at}/${key}`, 'invalid_metadata_schema');
  }
}

/** docs.slack.dev/messaging/message-metadata: an event_type and an event_payload. An empty object removes metadata. */
export const metadataRule: Rule = (value, at, report) => {
  if (!isObject(value)) return report('must be an object', at, 'invalid_metadata_format');
  if (Object.keys(value).length === 0) return;
  const { event_type: type, event_payload: event, ...more } = value;
  for (const key of Object.keys(more)) report(`invalid additional property: ${key}`, at, 'invalid_metadata_format');
  string({ form: [named, 'must be alphanumeric'] })(type, `${at}/event_type`, (says, where) =>
    report(says, where, 'invalid_metadata_format'),
  );
  if (!isObject(event)) return report('must be an object', `${at}/event_payload`, 'invalid_metadata_format');
  payload(event, `${at}/event_payload`, report);
  if (Buffer.byteLength(JSON.stringify(value)) > mostBytes) report('metadata is too large', at, 'metadata_too_large');
};
