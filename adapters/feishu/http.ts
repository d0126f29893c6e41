import type { HttpInstance } from '@larksuiteoapi/node-sdk';

/** Ms that one call may take, and one that brings a file. */
const [timeoutMs, fileTimeoutMs] = [8_000, 60_000];

/** What came back: the status, the headers, and the body as JSON where it is that. */
export type Reply = { status: number; headers: Headers; json?: Record<string, unknown>; bytes: Uint8Array };

type Asked = { url: string; method: string; headers?: Record<string, string>; params?: unknown; data?: unknown };
/** Reads the body of an answer. */
export type Reader = (response: Response) => Promise<Uint8Array>;

const whole: Reader = async (response) => new Uint8Array(await response.arrayBuffer());

/** The address with its query; several values of a name are repeated. */
function addressOf(url: string, params: unknown): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((params ?? {}) as Record<string, unknown>))
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) query.append(name, String(one));
  return query.size > 0 ? `${url}?${query}` : url;
}

function jsonOf(bytes: Uint8Array, type: string | null): Record<string, unknown> | undefined {
  if (!type?.includes('json')) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** One call over HTTP, with a time limit; every answer is given back, whatever its status. Throws when there is none. */
export async function ask({ url, method, headers, params, data }: Asked, read: Reader = whole): Promise<Reply> {
  const isForm = data instanceof FormData;
  const body = data === undefined ? undefined : isForm ? data : JSON.stringify(data);
  const response = await fetch(addressOf(url, params), {
    method,
    headers: {
      ...headers,
      ...(body !== undefined && !isForm && { 'content-type': 'application/json; charset=utf-8' }),
    },
    body,
    redirect: 'error',
    signal: AbortSignal.timeout(read === whole ? timeoutMs : fileTimeoutMs),
  });
  const bytes = await read(response);
  // A file may be JSON and say anything: it is no answer of Feishu's own.
  const isFile = read !== whole && response.ok;
  const json = isFile ? undefined : jsonOf(bytes, response.headers.get('content-type'));
  return { status: response.status, headers: response.headers, json, bytes };
}

/** The same for the SDK, which by itself waits without end and logs secrets. */
export const sdkHttp = {
  request: (options: Asked) => ask({ ...options, data: options.data }),
} as unknown as HttpInstance;
