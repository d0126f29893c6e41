import { DeskError, type ErrorCode } from '../errors.ts';
import { newSecretId } from '../id.ts';
import type { Log } from '../log.ts';
import { type Locale, locales } from '../text/index.ts';

/** The language that a browser or a program asks for first (RFC 9110, section 12.5.4); undefined where the desk does not speak it. */
export function preferredLocale(header: string | undefined): Locale | undefined {
  const wanted = /^\s*([a-z]{2})\b/i.exec(header ?? '')?.[1]?.toLowerCase();
  return locales.find((locale) => locale === wanted);
}

/**
 * Any error of a call as one that a person reads: what fastify refuses by the codes of its caller, our own faults with a reference
 * that is in the log too.
 */
export function readableError(
  error: unknown,
  { log, body, tooLarge }: { log: Log; body: ErrorCode; tooLarge: ErrorCode },
): DeskError {
  if (error instanceof DeskError) return error;
  const { statusCode } = error as { statusCode?: number };
  if (statusCode === 413) return new DeskError(tooLarge);
  if (statusCode !== undefined && statusCode < 500) return new DeskError(body, { where: 'body' });
  const reference = newSecretId().slice(0, 8);
  log.error({ err: error, reference }, 'a call failed');
  return new DeskError('error.internal', { reference }, { loudness: 'error', cause: error });
}
