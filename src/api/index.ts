import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import pLimit from 'p-limit';
import type { Desk } from '../desk.ts';
import { DeskError } from '../errors.ts';
import { may } from '../members/ability.ts';
import { attempt } from '../members/attempt.ts';
import { createCallers } from './caller.ts';
import { collectRoute } from './collect.ts';
import { openApi } from './openapi.ts';
import { languageOf, sendProblem } from './problems.ts';
import type { ApiContext, Resource } from './resource.ts';
import { resources } from './resources/index.ts';

/** Calls that are worked on at once, of all tokens: the others wait, so that chat keeps its speed. */
const mostAtOnce = 2;

/** What stood behind the `?`. Throws `error.api_query`, which names the part that does not fit. */
function queryOf({ query }: Resource, request: FastifyRequest) {
  const read = query.safeParse(request.query);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const name = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
  throw new DeskError('error.api_query', { name: String(name ?? ''), known: Object.keys(query.shape).join(', ') });
}

/** Goes on for whoever may. */
const allowed = <T>({ deed }: Resource, { desk, actor, person }: ApiContext, work: () => Promise<T>): Promise<T> =>
  attempt(desk.audit, actor, deed, async () => {
    if (may(person, deed)) return work();
    throw new DeskError('error.not_allowed', { who: await desk.members.admins() }, { loudness: 'warn' });
  });

async function send(resource: Resource, context: ApiContext, request: FastifyRequest, reply: FastifyReply) {
  const query = queryOf(resource, request);
  reply.header('cache-control', 'no-store').header('content-language', context.locale);
  if ('answer' in resource) return resource.get(query, context);
  const { name, mime, bytes } = await resource.get(query, context);
  reply.type(mime).header('content-disposition', `attachment; filename="${name}"`);
  return Buffer.from(bytes);
}

/** The API for programs, below `/api/v1`: everything that `resources` lists, its description, and how a token is collected. */
export const apiRoutes =
  (desk: Desk): FastifyPluginAsync =>
  async (server: FastifyInstance) => {
    const contextOf = createCallers(desk);
    const turn = pLimit(mostAtOnce);
    const described = JSON.stringify(openApi(resources, desk.publicUrl));

    const fail = async (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply, error, { locale: languageOf(request) ?? (await desk.settings.get()).locale, log: desk.log });

    async function answer(resource: Resource, request: FastifyRequest, reply: FastifyReply) {
      const context = await contextOf(request, languageOf(request));
      try {
        return await allowed(resource, context, () => turn(() => send(resource, context, request, reply)));
      } catch (error) {
        return sendProblem(reply, error, { locale: context.locale, log: desk.log });
      }
    }

    server.setErrorHandler(fail);
    server.setNotFoundHandler((request, reply) => fail(new DeskError('error.api_path'), request, reply));
    server.get('/openapi.json', async (_request, reply) =>
      reply.type('application/json; charset=utf-8').send(described),
    );
    collectRoute(server, desk);
    // What is read leaves a trace, so HEAD, which brings nothing, does not read.
    for (const resource of resources)
      server.get(resource.path, { exposeHeadRoute: false }, async (request, reply) => answer(resource, request, reply));
  };
