import { parseArgs } from 'node:util';
import { isCalendarDate } from '../dates.ts';
import { DeskError, type ErrorCode } from '../errors.ts';
import type { ImportOptions } from './import/types.ts';
import { type Table, tables } from './table/columns.ts';

const isTable = (word: string | undefined): word is Table => (tables as readonly (string | undefined)[]).includes(word);

/** The file of a kind and the options of `npm run import`. Throws with the way it is used. */
export function importArguments(argv: readonly string[]): { table: Table; file: string; options: ImportOptions } {
  const flag = { type: 'boolean', default: false } as const;
  const options = { update: flag, 'open-balance': flag, 'dry-run': flag, 'as-of': { type: 'string' } } as const;
  const { values, positionals } = understood('error.import_usage', () =>
    parseArgs({ args: [...argv], options, allowPositionals: true }),
  );
  const asOf = values['as-of'];
  if (asOf !== undefined && !isCalendarDate(asOf)) throw new DeskError('error.date_expected', { text: asOf });
  const { update, 'open-balance': openBalance, 'dry-run': dryRun } = values;
  return { ...placed(positionals, 'error.import_usage'), options: { update, openBalance, dryRun, asOf } };
}

/** The file of a kind that `npm run export` writes. Throws with the way it is used. */
export const exportArguments = (argv: readonly string[]): { table: Table; file: string } =>
  placed(
    understood('error.export_usage', () => parseArgs({ args: [...argv], options: {}, allowPositionals: true }))
      .positionals,
    'error.export_usage',
  );

function understood<T>(usage: ErrorCode, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    throw new DeskError(usage, {}, { cause: error });
  }
}

function placed(positionals: readonly string[], usage: ErrorCode): { table: Table; file: string } {
  const [table, file, more] = positionals;
  if (!isTable(table) || !file || more !== undefined) throw new DeskError(usage);
  return { table, file };
}
