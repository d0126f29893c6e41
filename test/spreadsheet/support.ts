import { strFromU8, unzipSync } from 'fflate';
import readXlsxFile from 'read-excel-file/node';
import { type Sheet, type SheetFormat, writeSheet } from '../../src/spreadsheet/index.ts';

export async function* each<R>(rows: readonly R[]): AsyncGenerator<R> {
  for (const row of rows) yield row;
}

/** A sheet as a file, whatever its size. */
export async function fileOf<R>(sheet: Sheet<R>, rows: readonly R[], format: SheetFormat): Promise<Buffer> {
  const { bytes } = await writeSheet(sheet, each(rows), [format], Number.MAX_SAFE_INTEGER);
  return Buffer.from(bytes[0]!);
}

/** The parts of a workbook as texts, by path. */
export const partsIn = (bytes: Uint8Array): Record<string, string> =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, part]) => [path, strFromU8(part)]));
export const sheetIn = (bytes: Uint8Array): string => partsIn(bytes)['xl/worksheets/sheet1.xml']!;

/** The cells of a workbook as another library reads them: the first sheet, with its head. */
export async function cellsIn(bytes: Uint8Array): Promise<unknown[][]> {
  const [sheet] = (await readXlsxFile(Buffer.from(bytes), { trim: false })) as { data: unknown[][] }[];
  return sheet!.data;
}
