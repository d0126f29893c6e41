import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../src/clock.ts';
import { isKnownType, readBody } from './body.ts';
import type { Acknowledgement, Gateway } from './gateway.ts';
import { isFromSlack } from './verify.ts';

/** The largest request of Slack's that is taken, bytes: a modal with all its fields filled is far smaller. */
const bodyLimit = 1024 * 1024;

type Deps = { gateway: Gateway; signingSecret: string; clock: Clock };

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** What is answered to a request that is not Slack's, or that cannot be read. */
function refusal({ headers, body }: FastifyRequest, { signingSecret, clock }: Deps): number | undefined {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  if (!isFromSlack(headers, bytes, signingSecret, clock())) return 401;
  if (!isKnownType(headers['content-type'])) return 415;
  return readBody(headers['content-type'], bytes) ? undefined : 400;
}

function answer(reply: FastifyReply, { status, body }: Acknowledgement): FastifyReply {
  if (status === 403) reply.header('x-slack-no-retry', '1');
  reply.code(status);
  if (body === undefined || body === '') return reply.send();
  if (typeof body === 'string') return reply.type('text/plain').send(body);
  return reply.type('application/json').send(JSON.stringify(body));
}

/** `POST /slack/events`: commands, actions, views, options and events, signed on their raw bytes. */
export function slackRoutes(server: FastifyInstance, deps: Deps): void {
  server.post('/slack/events', { bodyLimit }, async (request, reply) => {
    const refused = refusal(request, deps);
    if (refused) return reply.code(refused).send();
    const body = readBody(request.headers['content-type'], request.body as Buffer) ?? {};
    if (body.ssl_check) return reply.code(200).send();
    if (body.type === 'url_verification') return answer(reply, { status: 200, body: text(body.challenge) });
    const retryNum = Number(request.headers['x-slack-retry-num'] ?? Number.NaN);
    const acknowledgement = await deps.gateway.handle({
      body,
      retryNum: Number.isInteger(retryNum) ? retryNum : undefined,
      retryReason: text(request.headers['x-slack-retry-reason']),
    });
    return answer(reply, acknowledgement);
  });
}
