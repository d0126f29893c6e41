import type { FastifyInstance } from 'fastify';
import type { Clock } from '../../src/clock.ts';
import type { Gateway } from './gateway.ts';
import { type Keys, verify } from './verify.ts';

/** Bytes of the largest request: Feishu's own are far smaller. */
const bodyLimit = 1024 * 1024;

type Deps = { gateway: Gateway; keys: Keys; clock: Clock };

/** `POST /feishu/events`: events and card callbacks, verified on their raw bytes. */
export function feishuRoutes(server: FastifyInstance, { gateway, keys, clock }: Deps): void {
  server.post('/feishu/events', { bodyLimit }, async ({ headers, body: given }, reply) => {
    const bytes = Buffer.isBuffer(given) ? given : Buffer.alloc(0);
    const verdict = verify({ headers, bytes }, keys, clock());
    if (verdict.kind === 'refused') return reply.code(verdict.status).send();
    const { body } = verdict;
    if (body.type === 'url_verification') return reply.code(200).send({ challenge: String(body.challenge ?? '') });
    const { status, body: answer } = await gateway.handle(body);
    return answer ? reply.code(status).send(answer) : reply.code(status).send();
  });
}
