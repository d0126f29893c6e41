import { createHash } from 'node:crypto';
import type { FileRow } from '../csv.ts';
import type { Row } from '../table/row-reader.ts';

const sha = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex');

const filled = (row: Row): [string, string][] =>
  Object.entries(row)
    .filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1));

/** The hash of what some rows say: the same rows again are recognised, whatever happened to the record since. */
export const hashOfRows = (rows: readonly FileRow[]): string => sha(rows.map((row) => filled(row.values)));

/** The columns in which two records differ, of those that the file has. */
export function differing(before: readonly Row[], after: readonly Row[], present: ReadonlySet<string>): string[] {
  const names = [...present].filter((name) => {
    const texts = (rows: readonly Row[]) => JSON.stringify(rows.map((row) => row[name] ?? ''));
    return texts(before) !== texts(after);
  });
  return before.length === after.length ? names : [...new Set(['sku', ...names])];
}
