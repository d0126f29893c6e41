import { type Logger, pino } from 'pino';

export type Log = Logger;

/** Names whose values never reach a log, at any depth up to three. */
const secretNames = [
  'token',
  'secret',
  'password',
  'authorization',
  'cookie',
  'set-cookie',
  'phone',
  'email',
  'address',
  'contact',
  'shipTo',
  'uri',
  'link',
];

const paths = secretNames.flatMap((n) => [`["${n}"]`, `*["${n}"]`, `*.*["${n}"]`]);

/** A pino log that never writes a secret, a token or a customer's contact data. */
export function createLog(level: string, destination?: { write(line: string): void }): Log {
  const options = { level, redact: { paths, censor: '[hidden]' }, base: undefined };
  return destination ? pino(options, destination) : pino(options);
}
