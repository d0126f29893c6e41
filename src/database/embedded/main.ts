import { pino } from 'pino';
import { machineEnv, readConfig } from '../../config.ts';
import { startEmbeddedDatabase } from './index.ts';

/** `npm run database`: serves a data folder alone, until SIGTERM or SIGINT. */
export async function serveAlone(dataDir: string): Promise<void> {
  const logger = pino({ name: 'database' });
  const database = await startEmbeddedDatabase({
    dataDir,
    inThread: false,
    log: (level, message, details) => logger[level](details ?? {}, message),
  });
  const stop = () => database.close().then(() => process.exit(0));
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

try {
  await serveAlone(process.argv[2] ?? readConfig(machineEnv()).dataDir);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}
