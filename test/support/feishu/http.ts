import type { IncomingMessage, ServerResponse } from 'node:http';
import { typeOf } from '../platform/http.ts';
import { isObject } from './cards/rule.ts';
import { partsOf } from './multipart.ts';
import { Refusal } from './refusal.ts';
import type { Json } from './types.ts';

/** The fields of a multipart body; files are bytes. */
function fromParts(request: IncomingMessage, body: Buffer): Json {
  const parts = partsOf(request.headers['content-type'] ?? '', body);
  if (!parts) throw new Refusal(234001, 'Invalid request param.');
  return Object.fromEntries(parts.map(({ name, bytes, isFile }) => [name, isFile ? bytes : bytes.toString()]));
}

function fromJson(body: Buffer): Json {
  let value: unknown;
  try {
    value = JSON.parse(body.toString());
  } catch {
    throw new Refusal(9499, 'Bad Request: invalid JSON');
  }
  if (!isObject(value)) throw new Refusal(9499, 'Bad Request: JSON is no object');
  return value;
}

/** The fields of a body: JSON, or a form with files. */
export async function fieldsOf(request: IncomingMessage, body: Buffer): Promise<Json> {
  if (body.length === 0) return {};
  return typeOf(request) === 'multipart/form-data' ? fromParts(request, body) : fromJson(body);
}

/** The values of a query; one that comes several times is a list. */
export function queryOf(query: URLSearchParams): Json {
  return Object.fromEntries(
    [...new Set(query.keys())].map((key) => {
      const values = query.getAll(key);
      return [key, values.length > 1 ? values : values[0]];
    }),
  );
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: Json,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers });
  response.end(JSON.stringify(body));
}

export function sendBytes(response: ServerResponse, bytes: Buffer, name: string): void {
  const disposition = `attachment; filename*=UTF-8''${encodeURIComponent(name)}`;
  response.writeHead(200, { 'content-type': 'application/octet-stream', 'content-disposition': disposition });
  response.end(bytes);
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
}
