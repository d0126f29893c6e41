import type { FastifyReply, FastifyRequest } from 'fastify';
import { DeskError } from '../../src/errors.ts';
import { newSecretId } from '../../src/id.ts';
import type { Log } from '../../src/log.ts';
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

/** The language of a request of nobody we know: what the browser asks for, else the desk's own. */
export function requestLocale(request: FastifyRequest, fallback: Locale): Locale {
  const wanted = /^\s*(zh|en)\b/i.exec(request.headers['accept-language'] ?? '')?.[1]?.toLowerCase();
  return wanted === 'zh' || wanted === 'en' ? wanted : fallback;
}

/** Any error as one that a person reads; our own faults get a reference that is in the log too. */
function readable(error: unknown, log: Log): DeskError {
  if (error instanceof DeskError) return error;
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || statusCode === 413) return new DeskError('error.console_too_large');
  if (statusCode !== undefined && statusCode < 500) return new DeskError('error.console_body', { where: 'body' });
  const reference = newSecretId().slice(0, 8);
  log.error({ err: error, reference }, 'console call failed');
  return new DeskError('error.internal', { reference }, { loudness: 'error', cause: error });
}

/** Answers an error as JSON, in the person's language. */
export function sendProblem(reply: FastifyReply, error: unknown, options: { locale: Locale; log: Log }): FastifyReply {
  const known = readable(error, options.log);
  if (known.loudness === 'warn') options.log.warn({ code: known.code, ip: reply.request.ip }, 'console call refused');
  const body = { error: { code: known.code, sentence: known.sentence(options.locale) } };
  return reply
    .code(statusOf[known.code] ?? 400)
    .header('cache-control', 'no-store')
    .send(body);
}
