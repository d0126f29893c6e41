/** A request of Slack's, parsed but not looked into. */
export type Body = Record<string, unknown>;

const isRecord = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function record(text: string): Body | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const kindOf = (contentType: string | undefined): string => contentType?.split(';')[0]?.trim().toLowerCase() ?? '';

/** Whether Slack sends such a body at all; a charset may follow. */
export const isKnownType = (contentType: string | undefined): boolean =>
  ['application/json', 'application/x-www-form-urlencoded'].includes(kindOf(contentType));

/**
 * The body of a signed request: events come as JSON, commands as a form, everything else as a form with JSON in
 * `payload`. Undefined when it is none of these.
 */
export function readBody(contentType: string | undefined, bytes: Uint8Array): Body | undefined {
  const text = new TextDecoder().decode(bytes);
  if (kindOf(contentType) === 'application/json') return record(text);
  const form = Object.fromEntries(new URLSearchParams(text));
  return typeof form.payload === 'string' ? record(form.payload) : form;
}
