import { Client, LoggerLevel } from '@larksuiteoapi/node-sdk';
import { asDeliveryError, codeOf, tokenCodes, unanswered } from './errors.ts';
import { ask, type Reader, type Reply, sdkHttp } from './http.ts';
import type { Tokens } from './tokens.ts';

type Call = {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  params?: Readonly<Record<string, unknown>>;
  data?: Readonly<Record<string, unknown>> | FormData;
  /** Reads the body of the answer, where it is a file. */
  read?: Reader;
};

type Deps = { base: string; appId: string; appSecret: string; tokens: Tokens };

/** What the SDK would say holds bodies and secrets; what goes wrong is told by our own errors. */
const silent = { error() {}, warn() {}, info() {}, debug() {}, trace() {} };

/** The name of a call in errors and logs: its path without ids. */
const nameOf = ({ method, path }: Call): string =>
  `${method} ${path.replace(/\/(?:om|ou|oc|img|file)_[^/]+/g, '/:id')}`;

/** Calls of Feishu's API: one at a time is tried again by nobody but for a token that was taken back. */
export function createApi({ base, appId, appSecret, tokens }: Deps) {
  const client = new Client({
    appId,
    appSecret,
    domain: base,
    disableTokenCache: true,
    httpInstance: sdkHttp,
    logger: silent,
    loggerLevel: LoggerLevel.error,
  });

  /** The SDK copies what it is given key by key, which no form with bytes survives, and reads whole: those go beside it. */
  async function send({ method, path, params, data, read }: Call, token: string): Promise<Reply> {
    const headers = { Authorization: `Bearer ${token}` };
    const url = `${base}/open-apis/${path}`;
    if (data instanceof FormData || read) return ask({ url, method, headers, params, data }, read);
    return client.request<Reply>({ method, url, params, data, headers } as Parameters<Client['request']>[0]);
  }

  /** One call; a token that was taken back is replaced, and the call made once more. Throws `DeliveryError`. */
  async function reply(call: Call): Promise<Reply> {
    const name = nameOf(call);
    const attempt = async () => {
      const token = await tokens.get();
      const got = await send(call, token).catch((error) => {
        throw unanswered(name, error);
      });
      return { token, got };
    };
    let { token, got } = await attempt();
    if (tokenCodes.includes(codeOf(got))) {
      await tokens.refused(token);
      ({ token, got } = await attempt());
    }
    if (codeOf(got) !== 0) throw asDeliveryError(name, got);
    return got;
  }

  return {
    /** The `data` of the answer. Throws `DeliveryError`. */
    async call<T>(call: Call): Promise<T> {
      const { json = {} } = await reply(call);
      return (json.data ?? json) as T;
    },
    /** The bytes of the answer. Throws `DeliveryError`. */
    async bytes(call: Call): Promise<Uint8Array> {
      return (await reply(call)).bytes;
    },
  };
}
export type Api = ReturnType<typeof createApi>;
