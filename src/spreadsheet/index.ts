import { setImmediate as othersTurn } from 'node:timers/promises';
import type { Sheet } from './column.ts';
import { createCsv } from './csv.ts';
import type { SheetWriter, Sink } from './writer.ts';
import { workbookMime } from './xlsx/parts.ts';
import { createXlsx } from './xlsx/write.ts';

export type { Column, Sheet } from './column.ts';

/** Kinds of files that a sheet is written as. */
export const sheetFormats = ['xlsx', 'csv'] as const;
export type SheetFormat = (typeof sheetFormats)[number];

export const mimeOf: Readonly<Record<SheetFormat, string>> = { xlsx: workbookMime, csv: 'text/csv' };

const writers: Readonly<Record<SheetFormat, <R>(sheet: Sheet<R>, sink: Sink) => SheetWriter<R>>> = {
  xlsx: createXlsx,
  csv: createCsv,
};

/** Rows that are written in one go; whatever else the desk has to do comes in between. */
const atOnce = 100;

/** A sheet as a file of each kind, undefined where it became too large; and how many rows they have. */
export type WrittenSheet = { bytes: (Uint8Array | undefined)[]; rows: number };

/** Gathers the pieces of a file, up to so many bytes; what is larger is let go of. */
function gatherer(mostBytes: number) {
  let pieces: Uint8Array[] = [];
  let size = 0;
  return {
    take(bytes: Uint8Array): void {
      size += bytes.byteLength;
      if (size > mostBytes) pieces = [];
      else pieces.push(bytes);
    },
    whole: (): Uint8Array | undefined => (size > mostBytes ? undefined : Buffer.concat(pieces)),
  };
}

/**
 * Writes the rows of a sheet, which are read once, as a file of each kind: all have the same rows. Rows pass by and are not
 * kept; only the bytes are, as long as they are not more than `mostBytes`.
 */
export async function writeSheet<R>(
  sheet: Sheet<R>,
  rows: AsyncIterable<R>,
  formats: readonly SheetFormat[],
  mostBytes: number,
): Promise<WrittenSheet> {
  const made = formats.map((format) => {
    const file = gatherer(mostBytes);
    return { file, writer: writers[format](sheet, file.take) };
  });
  let count = 0;
  for await (const row of rows) {
    for (const { writer } of made) writer.add(row);
    count += 1;
    if (count % atOnce === 0) await othersTurn();
  }
  for (const { writer } of made) writer.end();
  return { bytes: made.map(({ file }) => file.whole()), rows: count };
}
