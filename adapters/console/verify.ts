import type { FastifyRequest } from 'fastify';
import { DeskError } from '../../src/errors.ts';
import { isLoopback } from '../../src/server/loopback.ts';

/** Whether a Host header names this machine itself (any port). */
export const isLoopbackHost = (host: string | undefined): boolean =>
  host !== undefined && /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(host);

/** Headers that say that somebody stands between: such a request is never local. */
const forwarded = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip'];

/** Whether a request comes from this machine, by the socket's address; no header can make it so. */
export const isLocal = (request: FastifyRequest): boolean =>
  isLoopback(request.raw.socket.remoteAddress) &&
  isLoopbackHost(request.headers.host) &&
  forwarded.every((name) => request.headers[name] === undefined);

/**
 * Refuses a request whose Host is neither the desk's own nor this machine's: a page of another name that was made to
 * point here (DNS rebinding) gets nothing. With personas everything must be local.
 */
export function checkHost(request: FastifyRequest, config: { publicUrl: string; personas: boolean }): void {
  const { host } = request.headers;
  const known = config.personas ? isLocal(request) : isLoopbackHost(host) || host === new URL(config.publicUrl).host;
  if (!known) throw new DeskError('error.console_host', { url: config.publicUrl }, { loudness: 'warn' });
}

/** Refuses a call whose Origin is not the desk's own page. A missing Origin is refused too: every page sends one. */
export function checkOrigin(request: FastifyRequest, config: { publicUrl: string }): void {
  const { origin, host } = request.headers;
  const own = origin === new URL(config.publicUrl).origin;
  const local = isLoopbackHost(host) && origin === `http://${host}`;
  if (!own && !local) throw new DeskError('error.console_origin', { url: config.publicUrl }, { loudness: 'warn' });
}

/** The value of a cookie, if it has the form of one of our secrets. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const pair = header?.split(';').find((part) => part.trim().startsWith(`${name}=`));
  const value = pair?.slice(pair.indexOf('=') + 1).trim();
  return value && /^[\w-]{16,128}$/.test(value) ? value : undefined;
}

/** The Set-Cookie header that keeps (or with `''` ends) a session. Scripts cannot read it, other sites cannot send it. */
export function sessionCookie(name: string, value: string, options: { secure: boolean; seconds: number }): string {
  const life = value === '' ? 0 : options.seconds;
  const secure = options.secure ? '; Secure' : '';
  return `${name}=${value}; Path=/console; HttpOnly; SameSite=Strict; Max-Age=${life}${secure}`;
}
