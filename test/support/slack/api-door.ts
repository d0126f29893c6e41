import type { IncomingMessage, ServerResponse } from 'node:http';
import { inWords } from './blocks/rule.ts';
import type { Call, Core } from './core.ts';
import type { Met } from './faults.ts';
import { argsOf, authorization, sendJson, sendText } from './http.ts';
import { connectionsOpen, oauthAccess } from './methods/apps.ts';
import { formOnly, methods } from './methods/index.ts';
import { Refusal } from './refusal.ts';
import type { Json, Team } from './types.ts';

/** Whose token it is. Errors: every page under docs.slack.dev/reference/methods. */
function teamOf(core: Core, token: string | undefined): Team {
  if (!token) throw new Refusal('not_authed');
  if (core.deadTokens.has(token)) throw new Refusal('account_inactive');
  const team = core.workspace.teamOfToken(token);
  if (!team) throw new Refusal('invalid_auth');
  return team;
}

/** What comes of a call: `ok: true` with its answer, or `ok: false` with a code. */
async function answerOf(run: () => Json | Promise<Json>): Promise<Json> {
  try {
    return { ok: true, ...(await run()) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false, error: error.code, ...error.more };
  }
}

export type Asking = { method: string; request: IncomingMessage; query: URLSearchParams; body: Buffer };

/** A call whose arguments are read; `bad` says why they could not be. */
type Read = { args: Json; token?: string; team?: Team; met: Met; bad?: Refusal };

/** The door of the Web API. */
export function createApiDoor(core: Core) {
  /** Where a call goes to; a person's id stands for the person's conversation with the app. */
  function channelOf(args: Json): string | undefined {
    const named = args.channel ?? args.channel_id;
    const person = core.workspace.person(inWords(named));
    if (person) return core.workspace.direct(person).id;
    return named === undefined ? undefined : inWords(named);
  }

  async function read({ method, request, query, body }: Asking): Promise<Read> {
    let [args, bad] = [{} as Json, undefined as Refusal | undefined];
    try {
      args = await argsOf(request, query, body, !formOnly.has(method));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      bad = error;
    }
    const { token: inArgs, ...shown } = args;
    const token = authorization(request, 'Bearer') ?? (typeof inArgs === 'string' ? inArgs : undefined);
    const team = token ? core.workspace.teamOfToken(token) : undefined;
    return { args: shown, token, team, bad, met: { method, channel: channelOf(args) } };
  }

  function run({ request, method }: Asking, { args, token }: Read): Json {
    if (method === 'oauth.v2.access') return oauthAccess(core, args, authorization(request, 'Basic'));
    if (method === 'apps.connections.open') return connectionsOpen(core, token);
    const known = methods[method];
    if (!known) throw new Refusal('unknown_method');
    return known({ core, team: teamOf(core, token), args });
  }

  /** What keeps a call from being answered by its method at all; the result it is remembered by. */
  function turnedAway({ met, team }: Read, response: ServerResponse): string | undefined {
    const limited = core.faults.met('rateLimit', met) ?? (core.rates.wait(met, team?.id ?? '') || undefined);
    if (limited !== undefined) {
      response.writeHead(429, { 'retry-after': String(limited), 'content-type': 'application/json' });
      response.end(JSON.stringify({ ok: false, error: 'ratelimited' }));
      return '429';
    }
    const status = core.faults.met('fail', met);
    if (typeof status !== 'number') return undefined;
    sendText(response, status, 'Internal Server Error');
    return String(status);
  }

  /** Answers, unless the connection is to break after the call took effect. */
  function reply({ met, team }: Read, answer: Json, response: ServerResponse): string {
    if (core.faults.met('loseAnswer', met)) {
      response.destroy();
      return 'lost';
    }
    sendJson(response, answer, team?.scopes ? { 'x-oauth-scopes': team.scopes.join(',') } : {});
    return answer.ok === true ? 'ok' : String(answer.error);
  }

  /** One call, from its bytes to its answer. */
  return async (asking: Asking, response: ServerResponse): Promise<void> => {
    const call = await read(asking);
    const seen: Omit<Call, 'result'> = { ...call.met, args: call.args, teamId: call.team?.id, at: core.clock.now() };
    await core.faults.delay(call.met);
    const away = turnedAway(call, response);
    if (away) return core.remember({ ...seen, result: away });
    const refused = core.faults.met('refuse', call.met);
    const answer = await answerOf(() => {
      if (call.bad) throw call.bad;
      if (typeof refused === 'string') throw new Refusal(refused);
      return run(asking, call);
    });
    core.remember({ ...seen, result: reply(call, answer, response) });
  };
}
