import { readFile, rm, writeFile } from 'node:fs/promises';
import { systemClock } from '../clock.ts';
import { DeskError, type ErrorCode } from '../errors.ts';
import { type Locale, t } from '../text/index.ts';
import { importArguments } from './arguments.ts';
import { rejectedCsv } from './import/rejected.ts';
import { type ImportResult, runImport } from './import/run.ts';
import { asCommand, type Terminal } from './terminal.ts';
import { withDatabase } from './with-database.ts';

async function contents(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new DeskError('error.file_missing', { file }, { cause: error });
  }
}

/** Writes the rejected rows beside the file; those of an earlier run are gone when there are none now. */
async function writeRejected(file: string, result: ImportResult, locale: Locale): Promise<string | undefined> {
  const path = `${file}.rejected.csv`;
  const failed = (code: ErrorCode) => (cause: unknown) => {
    throw new DeskError(code, { file: path }, { cause });
  };
  if (result.rejected > 0) {
    await writeFile(path, rejectedCsv(result.file, result.rejections, locale)).catch(failed('error.file_not_written'));
    return path;
  }
  await rm(path, { force: true }).catch(failed('error.file_not_removed'));
  return undefined;
}

/** `npm run import`: loads a file, prints what it did, and gives the exit code: 1 when anything was rejected. */
export async function importCommand(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  terminal: Terminal,
): Promise<number> {
  const { table, file, options } = importArguments(argv);
  const bytes = await contents(file);
  return withDatabase(env, async ({ connection, config, settings }) => {
    const { locale } = config;
    const progress = (done: number, all: number) => terminal.progress(t(locale, 'import.progress', { done, all }));
    const result = await runImport({ connection, settings, now: systemClock(), progress }, table, bytes, options);
    report(terminal, result, options, locale);
    const rejectedFile =
      options.dryRun && result.rejected === 0 ? undefined : await writeRejected(file, result, locale);
    if (rejectedFile) terminal.say(t(locale, 'import.rejected_file', { file: rejectedFile }));
    return result.rejected > 0 ? 1 : 0;
  });
}

function report(
  terminal: Terminal,
  result: ImportResult,
  options: { update: boolean; dryRun: boolean },
  locale: Locale,
): void {
  const { imported, updated, skipped, rejected, unknown } = result;
  if (unknown.length) terminal.say(t(locale, 'entry.columns_unknown', { columns: unknown.join(', ') }));
  if (options.dryRun) terminal.say(t(locale, 'import.dry_run'));
  const counts = t(locale, 'import.result', { imported, skipped, rejected });
  terminal.say(counts + (options.update ? t(locale, 'import.updated', { updated }) : ''));
}

await asCommand(import.meta.url, (env, terminal) => importCommand(process.argv.slice(2), env, terminal));
