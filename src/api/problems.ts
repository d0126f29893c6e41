import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DeskError } from '../errors.ts';
import { newSecretId } from '../id.ts';
import type { Log } from '../log.ts';
import { type Locale, locales } from '../text/index.ts';

const statusOf: Readonly<Record<string, number>> = {
  'error.api_token': 401,
  'error.token_code': 401,
  'error.not_allowed': 403,
  'error.role_missing': 403,
  'error.report_hidden': 403,
  'error.api_path': 404,
  'error.api_too_large': 413,
  'error.api_too_fast': 429,
  'error.internal': 500,
};

/** The language that a call asks for, by `language` or by its header. */
export function languageOf({ query, headers }: FastifyRequest): Locale | undefined {
  const asked = (query as { language?: unknown } | undefined)?.language;
  const preferred = headers['accept-language']?.trim().slice(0, 2).toLowerCase();
  return locales.find((one) => one === asked) ?? locales.find((one) => one === preferred);
}

/** Any error as one that a person reads; our own faults get a reference that is in the log too. */
function readable(error: unknown, log: Log): DeskError {
  if (error instanceof DeskError) return error;
  const { statusCode } = error as { statusCode?: number };
  if (statusCode === 413) return new DeskError('error.api_too_large');
  if (statusCode !== undefined && statusCode < 500) return new DeskError('error.api_body');
  const reference = newSecretId().slice(0, 8);
  log.error({ err: error, reference }, 'API call failed');
  return new DeskError('error.internal', { reference }, { loudness: 'error', cause: error });
}

/** Answers an error as `application/problem+json` (RFC 9457): `code` is for programs, `detail` for people. */
export function sendProblem(
  reply: FastifyReply,
  error: unknown,
  { locale, log }: { locale: Locale; log: Log },
): FastifyReply {
  const known = readable(error, log);
  if (known.loudness === 'warn') log.warn({ code: known.code, ip: reply.request.ip }, 'API call refused');
  const status = statusOf[known.code] ?? 400;
  const detail = known.sentence(locale);
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="OrderDesk"');
  if (status === 429) reply.header('retry-after', '1');
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .header('content-language', locale)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, detail, code: known.code }));
}
