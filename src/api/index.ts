import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Desk } from '../desk.ts';
import { DeskError } from '../errors.ts';
import { createCallers } from './caller.ts';
import { collectRoute } from './collect.ts';
import { openApi } from './openapi.ts';
import { languageOf, sendProblem } from './problems.ts';
import type { Resource } from './resource.ts';
import { resources } from './resources/index.ts';

/** What stood behind the `?`. Throws `error.api_query`, which names the part that does not fit. */
function queryOf({ query }: Resource, request: FastifyRequest) {
  const read = query.safeParse(request.query);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const name = issue?.code === 'unrecognized_keys' ? issue.keys[0] : issue?.path[0];
  throw new DeskError('error.api_query', { name: String(name ?? ''), known: Object.keys(query.shape).join(', ') });
}

/** The API for programs, below `/api/v1`: everything that `resources` lists, its description, and how a token is collected. */
export const apiRoutes =
  (desk: Desk): FastifyPluginAsync =>
  async (server: FastifyInstance) => {
    const contextOf = createCallers(desk);
    const described = JSON.stringify(openApi(resources, desk.publicUrl));

    async function fail(error: unknown, request: FastifyRequest, reply: FastifyReply) {
      const locale = languageOf(request) ?? (await desk.settings.get()).locale;
      return sendProblem(reply, error, { locale, log: desk.log });
    }

    async function answer(resource: Resource, request: FastifyRequest, reply: FastifyReply) {
      const context = await contextOf(request, languageOf(request));
      if (!resource.may(context.person))
        throw new DeskError('error.not_allowed', { who: await desk.members.admins() }, { loudness: 'warn' });
      const query = queryOf(resource, request);
      reply.header('cache-control', 'no-store').header('content-language', context.locale);
      if ('answer' in resource) return resource.get(query, context);
      const { name, mime, bytes } = await resource.get(query, context);
      return reply.type(mime).header('content-disposition', `attachment; filename="${name}"`).send(Buffer.from(bytes));
    }

    server.setErrorHandler(fail);
    server.setNotFoundHandler((request, reply) => fail(new DeskError('error.api_path'), request, reply));
    server.get('/openapi.json', async (_request, reply) =>
      reply.type('application/json; charset=utf-8').send(described),
    );
    collectRoute(server, desk);
    for (const resource of resources)
      server.get(resource.path, async (request, reply) => answer(resource, request, reply));
  };
