import type { IncomingMessage, ServerResponse } from 'node:http';
import { typeOf } from '../platform/http.ts';
import { isObject } from './blocks/rule.ts';
import { Refusal } from './refusal.ts';
import type { Json } from './types.ts';

/** The fields of a multipart body; files are bytes. */
export async function multipart(
  request: IncomingMessage,
  body: Buffer,
): Promise<[name: string, value: string | Buffer][]> {
  const headers = { 'content-type': request.headers['content-type'] ?? '' };
  const form = await new Response(new Uint8Array(body), { headers }).formData().catch(() => {
    throw new Refusal('invalid_form_data');
  });
  const entries = [...form.entries()].map(
    async ([name, value]): Promise<[string, string | Buffer]> =>
      typeof value === 'string' ? [name, value] : [name, Buffer.from(await value.arrayBuffer())],
  );
  return Promise.all(entries);
}

function fromJson(body: Buffer): Json {
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch {
    throw new Refusal('invalid_json');
  }
  if (!isObject(value)) throw new Refusal('json_not_object');
  return value;
}

/** The arguments of a call: of its address, and of a body of any kind that Slack takes (docs.slack.dev/apis/web-api). */
export async function argsOf(
  request: IncomingMessage,
  query: URLSearchParams,
  body: Buffer,
  takesJson: boolean,
): Promise<Json> {
  const inUrl = Object.fromEntries(query);
  if (body.length === 0) return inUrl;
  const type = typeOf(request);
  if (type === 'application/json') return takesJson ? { ...inUrl, ...fromJson(body) } : inUrl;
  if (type === 'multipart/form-data') return { ...inUrl, ...Object.fromEntries(await multipart(request, body)) };
  if (type === 'application/x-www-form-urlencoded')
    return { ...inUrl, ...Object.fromEntries(new URLSearchParams(body.toString())) };
  throw new Refusal(type ? 'invalid_post_type' : 'missing_post_type');
}

/** What follows a word of the Authorization header, e.g. `Bearer`. */
export function authorization(request: IncomingMessage, scheme: string): string | undefined {
  const [word, value] = (request.headers.authorization ?? '').split(' ');
  return word?.toLowerCase() === scheme.toLowerCase() ? value : undefined;
}

export function sendJson(response: ServerResponse, body: Json, headers: Record<string, string> = {}): void {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

export function sendText(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers });
  response.end(text);
}
