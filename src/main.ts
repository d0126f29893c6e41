import type { AddressInfo } from 'node:net';
import { consoleFromDesk } from '../adapters/console/from-desk.ts';
import { createScheduler } from '../scheduler/agenda.ts';
import { type App, type AppParts, createApp } from './app.ts';
import type { Address } from './chat/address.ts';
import { systemClock } from './clock.ts';
import { type Config, ConfigError, machineEnv, readConfig } from './config.ts';
import { openDatabase } from './database/connect.ts';
import { messageOf } from './errors.ts';
import { createLog, type Log } from './log.ts';
import { loadSampleOnce } from './sample/load.ts';
import { isLoopbackHost } from './server/loopback.ts';

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Says in both languages where the desk is, and gives the first admin a way in where there is no other. */
async function announce(config: Config, app: App, port: number): Promise<void> {
  const url = config.publicUrl.replace(/:0$/, `:${port}`);
  if (config.slack) say(`OrderDesk · 订单台 answers in Slack · 请在 Slack 中使用: ${url}/slack/events`);
  if (config.feishu) say(`OrderDesk · 订单台 answers in Feishu · 请在飞书中使用: ${url}/feishu/events`);
  if (!config.console) return;
  say(`OrderDesk · 订单台 is open: ${url}/console`);
  const hasSample = (await app.desk.members.all()).some((m) => m.sample && m.active);
  const personas = config.sampleData && isLoopbackHost(config.host) && hasSample;
  if (personas) say('Sample company · 样例公司: choose a person in the console · 在控制台选择身份即可试用');
  const identity = config.console ? config.admins.find((a) => a.startsWith('console:')) : undefined;
  const admin = identity ? await app.desk.members.find(identity as Address) : undefined;
  if (!admin && !personas)
    say('Nobody can sign in yet: set ORDERDESK_ADMINS, e.g. console:anna · 请设置 ORDERDESK_ADMINS');
  if (!admin) return;
  const token = await app.desk.signIn.issue(admin._id, app.desk.clock());
  say(`${admin.name}: sign in once within 10 minutes · 10 分钟内一次性登录: ${url}/console/link/${token}`);
}

/** The chats that are connected. Libraries of a chat are loaded only where it is used: they take their time. */
async function adaptersOf({ console, slack, feishu }: Config): Promise<AppParts['adapters']> {
  const makers: AppParts['adapters'][number][] = console ? [consoleFromDesk] : [];
  if (slack) makers.push((await import('../adapters/slack/from-desk.ts')).slackFromDesk(slack));
  if (feishu) makers.push((await import('../adapters/feishu/from-desk.ts')).feishuFromDesk(feishu));
  return makers;
}

/** Config → database → app → adapters → scheduler → listen; the returned function drains in the opposite order. */
async function start(config: Config, log: Log): Promise<() => Promise<void>> {
  const database = await openDatabase(config, log);
  const app = createApp({
    connection: database.connection,
    config,
    log,
    clock: systemClock,
    adapters: await adaptersOf(config),
  });
  await app.start();
  if (config.sampleData) await loadSampleOnce(app.desk);
  const scheduler = createScheduler({ connection: database.connection, app });
  const server = await app.server(scheduler.isReady);
  await server.listen({ port: config.port, host: config.host });
  await scheduler.start();
  await announce(config, app, (server.server.address() as AddressInfo).port);
  return async () => {
    await server.close();
    await scheduler.stop();
    await app.stop();
    await database.close();
  };
}

/** Ms after which a drain that hangs is given up. */
const drainMs = 15_000;

function drainOnSignal(log: Log, drain: () => Promise<void>): void {
  let draining = false;
  const stop = (signal: string) => {
    if (draining) return;
    draining = true;
    log.info({ signal }, 'draining');
    setTimeout(() => process.exit(1), drainMs).unref();
    drain().then(
      () => process.exit(0),
      (error) => {
        log.error({ err: error }, 'draining failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** What a start that failed says: what is wrong, and what to do. */
function sentenceOf(error: unknown): string {
  const { code, port } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE') return `Port ${port} is taken by another program. Stop it, or set PORT to another number.`;
  if (code === 'EACCES' && port) return `This user may not open port ${port}. Set PORT to a number above 1023.`;
  return messageOf(error);
}

try {
  const config = readConfig(machineEnv());
  const log = createLog(config.logLevel);
  drainOnSignal(log, await start(config, log));
} catch (error) {
  const sentences = error instanceof ConfigError ? error.sentences : [sentenceOf(error)];
  for (const sentence of sentences) process.stderr.write(`OrderDesk cannot start: ${sentence}\n`);
  process.exit(1);
}
