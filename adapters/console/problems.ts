import type { FastifyReply } from 'fastify';
import type { Log } from '../../src/log.ts';
import { readableError } from '../../src/server/problems.ts';
import type { Locale } from '../../src/text/index.ts';

const statusOf: Readonly<Record<string, number>> = {
  'error.console_signed_out': 401,
  'error.sign_in_used': 401,
  'error.console_host': 421,
  'error.console_origin': 403,
  'error.console_personas_off': 403,
  'error.not_allowed': 403,
  'error.console_not_found': 404,
  'error.console_conversation': 404,
  'error.console_message': 404,
  'error.file_not_found': 404,
  'error.file_too_large': 413,
  'error.console_other_person': 409,
  'error.console_too_large': 413,
  'error.console_too_fast': 429,
  'error.internal': 500,
};

/** Answers an error as JSON, in the person's language. */
export function sendProblem(reply: FastifyReply, error: unknown, options: { locale: Locale; log: Log }): FastifyReply {
  const { log } = options;
  const known = readableError(error, { log, body: 'error.console_body', tooLarge: 'error.console_too_large' });
  if (known.loudness === 'warn') log.warn({ code: known.code, ip: reply.request.ip }, 'console call refused');
  const body = { error: { code: known.code, sentence: known.sentence(options.locale) } };
  return reply
    .code(statusOf[known.code] ?? 400)
    .header('cache-control', 'no-store')
    .send(body);
}
