import { DeskError } from '../errors.ts';
import { mimeOf, type Sheet, type SheetFormat, writeSheet } from '../spreadsheet/index.ts';
import { maxFileBytes } from './file.ts';

/** A file that was made, ready to be kept. */
export type MadeFile = { name: string; mime: string; bytes: Uint8Array };

/** A sheet as files, how many rows it has, and the names of those that became larger than a file may be. */
export type MadeSheet = { files: MadeFile[]; rows: number; left: string[] };

/** Rows that a file of a list or report has at most: more is a question for a narrower list. */
export const mostExported = 100_000;

/** The rows as they come; throws `error.export_rows` where there are too many. */
async function* bounded<R>(rows: AsyncIterable<R>): AsyncGenerator<R> {
  let count = 0;
  for await (const row of rows) {
    count += 1;
    if (count > mostExported) throw new DeskError('error.export_rows', { most: mostExported });
    yield row;
  }
}

/**
 * A sheet as a file of each kind, all of one reading of its rows. Throws `error.export_rows` over the most rows of a file, and
 * `error.file_too_large` where every one became larger than a file may be.
 */
export async function sheetFiles<R>(
  stem: string,
  sheet: Sheet<R>,
  rows: AsyncIterable<R>,
  formats: readonly SheetFormat[],
): Promise<MadeSheet> {
  const written = await writeSheet(sheet, bounded(rows), formats, maxFileBytes);
  const named = formats.map((format, i) => ({
    name: `${stem}.${format}`,
    mime: mimeOf[format],
    bytes: written.bytes[i],
  }));
  const files = named.flatMap(({ bytes, ...file }) => (bytes ? [{ ...file, bytes }] : []));
  if (files.length === 0) throw new DeskError('error.file_too_large', { name: named[0]?.name ?? stem });
  return { files, rows: written.rows, left: named.filter(({ bytes }) => !bytes).map(({ name }) => name) };
}
