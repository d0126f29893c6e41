import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Desk } from '../desk.ts';
import { DeskError } from '../errors.ts';
import { createRateLimit } from '../rate.ts';

/** Tries to collect a token from one place: how many at once, and how many a second after that. */
const rate = { burst: 20, perSecond: 0.5 };

/** What a token is collected with, and what comes back. */
export const collectBody = z.strictObject({
  code: z.string().min(1).max(100).describe('From the card of /order token.'),
});
export const collected = z.strictObject({ token: z.string().describe('Keep it safe: it is shown this once.') });

function codeIn(body: unknown): string {
  try {
    return collectBody.parse(JSON.parse(String(body))).code;
  } catch (cause) {
    throw new DeskError('error.api_body', {}, { cause });
  }
}

/** The code that a chat shows becomes a token that no chat has seen. */
export function collectRoute(server: FastifyInstance, desk: Desk): void {
  const mayTry = createRateLimit(rate, desk.clock);
  server.post('/token', async (request, reply) => {
    if (!mayTry(request.raw.socket.remoteAddress ?? '')) throw new DeskError('error.api_too_fast');
    reply.header('cache-control', 'no-store');
    return { token: await desk.tokens.collect(codeIn(request.body), desk.clock()) };
  });
}
