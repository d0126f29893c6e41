import type { IncomingMessage, ServerResponse } from 'node:http';
import { inWords, isObject } from './cards/rule.ts';
import type { Call, Core } from './core.ts';
import type { Met, Refused } from './faults.ts';
import { fieldsOf, queryOf, sendBytes, sendJson, sendText } from './http.ts';
import { type Route, routeOf } from './methods/index.ts';
import type { Answered, Asked } from './methods/method.ts';
import { Refusal } from './refusal.ts';
import type { Json } from './types.ts';

export type Asking = { path: string; request: IncomingMessage; query: URLSearchParams; body: Buffer };

/** Whether a call may come at all. Codes: api-call-guide, general error codes. */
function refuseStranger(core: Core, request: IncomingMessage): void {
  if (!core.settings.addressAllowed) throw new Refusal(99991401, 'ip 127.0.0.1 is denied by app setting');
  const [word, token] = (request.headers.authorization ?? '').split(' ');
  const bad = 'access token for authorization. Please make a request with token attached.';
  if (word !== 'Bearer' || !token) throw new Refusal(99991661, `Missing ${bad}`);
  if (!/^[tu]-/.test(token)) throw new Refusal(99991671, 'Invalid access token: must start with t-/u-');
  if (!core.tokens.isValid(token)) throw new Refusal(99991663, `Invalid ${bad}`);
}

type Said = { status: number; body: Json } | { bytes: Buffer; name: string };

/** The door of the API. */
export function createApiDoor(core: Core) {
  /** Where a call goes to; a person's id stands for the person's conversation with the bot. */
  function chatOf(asked: Asked): string | undefined {
    const message = core.messages.find(inWords(asked.path.message_id ?? asked.args.message_id ?? ''));
    const named = message?.chat_id ?? asked.args.receive_id ?? asked.args.chat_id ?? asked.path.chat_id;
    const person = core.tenant.personBy(inWords(asked.query.receive_id_type ?? 'open_id'), inWords(named ?? ''));
    return person ? core.tenant.direct(person).id : named === undefined ? undefined : inWords(named);
  }

  function refusedBody({ code, message, more }: Refusal): Json {
    const own = isObject(more.error) ? more.error : {};
    return { code, msg: message, error: { ...own, log_id: core.ids.log() } };
  }

  async function answerOf(run: () => Answered): Promise<Said> {
    try {
      const answer = run();
      if (answer.bytes instanceof Buffer) return { bytes: answer.bytes, name: String(answer.name) };
      return { status: 200, body: { code: 0, msg: 'success', ...(answer as Json) } };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { status: error.status, body: refusedBody(error) };
    }
  }

  /** What keeps a call from being answered by its method at all; the result it is remembered by. */
  function turnedAway(route: Route, met: Met, response: ServerResponse): string | undefined {
    const reset =
      core.faults.met('rateLimit', met) ?? ((!route.free && core.rates.methodWait(route.name)) || undefined);
    if (reset !== undefined) {
      const headers = { 'x-ogw-ratelimit-limit': '50', 'x-ogw-ratelimit-reset': String(reset) };
      sendJson(response, 429, { code: 99991400, msg: 'request trigger frequency limit' }, headers);
      return '429';
    }
    const status = core.faults.met('fail', met);
    if (typeof status !== 'number') return undefined;
    sendText(response, status, 'Internal Server Error');
    return String(status);
  }

  /** Answers, unless the connection is to break after the call took effect. */
  function reply(met: Met, said: Said, response: ServerResponse): string {
    if (core.faults.met('loseAnswer', met)) {
      response.destroy();
      return 'lost';
    }
    if ('bytes' in said) sendBytes(response, said.bytes, said.name);
    else sendJson(response, said.status, said.body, { 'x-tt-logid': core.ids.log() });
    return 'bytes' in said ? '0' : String(said.body.code);
  }

  /** One call, from its bytes to its answer. */
  return async ({ path, request, query, body }: Asking, response: ServerResponse): Promise<void> => {
    const found = routeOf(request.method ?? '', path);
    if (!found) return sendJson(response, 404, { code: 99991201, msg: 'resource not find' });
    const { route, values } = found;
    let bad: Refusal | undefined;
    const args = await fieldsOf(request, body).catch((error: Refusal) => {
      bad = error;
      return {};
    });
    const asked: Asked = { core, path: values, query: queryOf(query), args, bytes: body.length };
    const met: Met = { method: route.name, chat: chatOf(asked) };
    const { app_secret: _secret, ...shown } = args as Json;
    const seen: Omit<Call, 'result'> = { ...met, path, args: { ...asked.query, ...shown }, at: core.clock.now() };
    await core.faults.delay(met);
    const away = turnedAway(route, met, response);
    if (away) return core.remember({ ...seen, result: away });
    const refused = core.faults.met('refuse', met) as Refused | undefined;
    const said = await answerOf(() => {
      if (refused) throw new Refusal(refused.code, refused.msg, { status: refused.status });
      if (!route.free) refuseStranger(core, request);
      if (bad) throw bad;
      return route.run(asked);
    });
    core.remember({ ...seen, result: reply(met, said, response) });
  };
}
