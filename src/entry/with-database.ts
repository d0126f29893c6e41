import type { Connection } from 'mongoose';
import { createAudit } from '../audit/service.ts';
import { type Config, readConfig } from '../config.ts';
import { openDatabase } from '../database/connect.ts';
import { DeskError, messageOf } from '../errors.ts';
import { createLog } from '../log.ts';
import { createDirectory } from '../members/directory.ts';
import { createGuard } from '../members/guard.ts';
import { createSettings } from '../settings/service.ts';
import type { Settings } from '../settings/settings.ts';

/** What a command of the operator works with. */
export type Desk = { connection: Connection; config: Config; settings: Settings };

/**
 * Runs the operator's work on the company's database: the one that a running desk serves, else opened for the time of
 * the work. It is closed whatever happens.
 */
export async function withDatabase<T>(
  env: Readonly<Record<string, string | undefined>>,
  work: (desk: Desk) => Promise<T>,
): Promise<T> {
  const config = readConfig(env);
  const log = createLog('warn', { write: () => {} });
  const database = await openDatabase(config, log, { join: true }).catch((error) => {
    throw new DeskError('error.database_not_open', { why: messageOf(error) }, { cause: error });
  });
  try {
    return await work({
      connection: database.connection,
      config,
      settings: await settingsOf(database.connection, config),
    });
  } finally {
    await database.close();
  }
}

/** The settings in force; the environment's where no desk was started yet. */
function settingsOf(connection: Connection, config: Config): Promise<Settings> {
  const audit = createAudit({ connection });
  const { admins } = createDirectory(connection);
  const { currency, timezone, locale } = config;
  const guard = createGuard({ audit, admins });
  return createSettings({ connection, defaults: { currency, timezone, locale }, audit, guard }).get();
}
