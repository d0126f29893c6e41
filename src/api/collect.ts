import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Desk } from '../desk.ts';
import { DeskError } from '../errors.ts';

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
  server.post('/token', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    return { token: await desk.tokens.collect(codeIn(request.body), desk.clock()) };
  });
}
