import { Client, DefaultCache, LoggerLevel } from '@larksuiteoapi/node-sdk';
import type { LocalFeishu } from '../../support/feishu/server.ts';

const nothing = () => {};
/** Refusals are what these tests are about: they need not be printed. */
export const quiet = { error: nothing, warn: nothing, info: nothing, debug: nothing, trace: nothing };

/** Feishu's own client on the local Feishu, with a token cache of its own. */
export const clientOf = (feishu: LocalFeishu, more: { appSecret?: string; appId?: string } = {}) =>
  new Client({
    appId: feishu.appId,
    appSecret: feishu.appSecret,
    domain: feishu.url,
    cache: new DefaultCache(),
    logger: quiet,
    loggerLevel: LoggerLevel.error,
    ...more,
  });

/** What came of a call: Feishu's code, with the HTTP status and words where it said no. */
export type Outcome = { code: number; status: number; msg: string; data?: Record<string, unknown> };

/** A call without the client: any body, any token. */
export async function raw(
  feishu: LocalFeishu,
  method: string,
  path: string,
  { token, body, headers = {} }: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
): Promise<Outcome & { headers: Headers; body: Record<string, unknown> }> {
  const answer = await fetch(`${feishu.url}/open-apis/${path}`, {
    method,
    headers: {
      ...(token === '' ? {} : { authorization: `Bearer ${token ?? (await tokenOf(feishu))}` }),
      'content-type': 'application/json; charset=utf-8',
      ...headers,
    },
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
  });
  const said = (await answer.json()) as Outcome & Record<string, unknown>;
  return { ...said, status: answer.status, headers: answer.headers, body: said };
}

export async function tokenOf({ url, appId, appSecret }: LocalFeishu): Promise<string> {
  const answer = await fetch(`${url}/open-apis/auth/v3/tenant_access_token/internal`, {
    method: 'POST',
    body: JSON.stringify({ app_id: appId, app_secret: appSecret }),
  });
  return ((await answer.json()) as { tenant_access_token: string }).tenant_access_token;
}

/** Sends a message without the client. */
export const send = (feishu: LocalFeishu, to: string, type: string, content: unknown, more: object = {}) =>
  raw(feishu, 'POST', `im/v1/messages?receive_id_type=${to.startsWith('oc_') ? 'chat_id' : 'open_id'}`, {
    body: {
      receive_id: to,
      msg_type: type,
      content: typeof content === 'string' ? content : JSON.stringify(content),
      ...more,
    },
  });

/** The code of an answer; 0 where nothing was wrong. */
export const codeOf = async (answer: Promise<{ code: number }>): Promise<number> => (await answer).code;
