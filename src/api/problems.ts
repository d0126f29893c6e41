import { STATUS_CODES } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Log } from '../log.ts';
import { preferredLocale, readableError } from '../server/problems.ts';
import { type Locale, locales } from '../text/index.ts';

const statusOf: Readonly<Record<string, number>> = {
  'error.api_token': 401,
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
  return locales.find((one) => one === asked) ?? preferredLocale(headers['accept-language']);
}

/** What is wrong, as `application/problem+json` (RFC 9457). */
export const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().describe('A sentence for people, with the next step.'),
  code: z.string().describe('What it is, for programs.'),
});

/** How one proves who one is (RFC 6750, section 3): a token that came does not hold, or none came. */
const challengeTo = ({ headers }: FastifyRequest): string =>
  `Bearer realm="OrderDesk"${headers.authorization === undefined ? '' : ', error="invalid_token"'}`;

/** Answers an error as `application/problem+json` (RFC 9457): `code` is for programs, `detail` for people. */
export function sendProblem(
  reply: FastifyReply,
  error: unknown,
  { locale, log }: { locale: Locale; log: Log },
): FastifyReply {
  const known = readableError(error, { log, body: 'error.api_body', tooLarge: 'error.api_too_large' });
  if (known.loudness === 'warn') log.warn({ code: known.code, ip: reply.request.ip }, 'API call refused');
  const status = statusOf[known.code] ?? 400;
  const body: z.output<typeof problemSchema> = {
    ...{ type: 'about:blank', title: STATUS_CODES[status] ?? '', status },
    ...{ detail: known.sentence(locale), code: known.code },
  };
  if (status === 401) reply.header('www-authenticate', challengeTo(reply.request));
  if (status === 429) reply.header('retry-after', '1');
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .header('content-language', locale)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify(body));
}
