import { type Logger, LogLevel } from '@slack/web-api';
import type { Log } from '../../src/log.ts';

/** Tokens as Slack writes them, and the one-time addresses that answers go to. */
const secrets = /xox[a-z]-[\w-]+|xapp-[\w-]+|https:\/\/hooks\.slack\.com\/\S+/g;

const words = (messages: readonly unknown[]): string =>
  messages
    .map((m) => (m instanceof Error ? m.message : String(m)))
    .join(' ')
    .replace(secrets, '[hidden]');

/** The log of Slack's libraries in the desk's own. What they tell in detail holds whole bodies, so it is left out. */
export const slackLogger = (log: Log): Logger => ({
  debug() {},
  info() {},
  warn: (...messages) => log.warn({ from: 'slack' }, words(messages)),
  error: (...messages) => log.error({ from: 'slack' }, words(messages)),
  setLevel() {},
  getLevel: () => LogLevel.WARN,
  setName() {},
});
