import { writeFile } from 'node:fs/promises';
import { DeskError } from '../errors.ts';
import { t } from '../text/index.ts';
import { exportArguments } from './arguments.ts';
import { exportTable } from './export.ts';
import { asCommand, type Terminal } from './terminal.ts';
import { withDatabase } from './with-database.ts';

/** `npm run export`: writes all records of a kind to a file that `npm run import` reads. Gives the exit code. */
export async function exportCommand(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  terminal: Terminal,
): Promise<number> {
  const { table, file } = exportArguments(argv);
  return withDatabase(env, async ({ connection, config, settings }) => {
    const { text, records } = await exportTable(
      { connection, currency: settings.currency, timezone: settings.timezone },
      table,
    );
    await writeFile(file, text).catch((error) => {
      throw new DeskError('error.file_not_written', { file }, { cause: error });
    });
    terminal.say(t(config.locale, 'export.result', { rows: records, file }));
    return 0;
  });
}

await asCommand(import.meta.url, (env, terminal) => exportCommand(process.argv.slice(2), env, terminal));
