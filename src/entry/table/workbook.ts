import { Worker } from 'node:worker_threads';
import { DeskError } from '../../errors.ts';
import { readSheets, type Sheet, WorkbookError, type WorkbookLimits, type WorkbookTrouble } from './workbook-cells.ts';
import type { WasRead } from './workbook-thread.ts';

/** Bytes that a workbook may have when it is unpacked, and parts of it: pictures are none of a table. */
const mostBytes = 64 * 2 ** 20;
const mostParts = 1_000;
/** Megabytes of memory that reading one may take, and ms. */
const mostMemory = 512;
const mostMs = 30_000;

const isBuilt = import.meta.url.endsWith('.js');

/** Reads a workbook in a thread of its own: what it costs is nobody else's, and it ends in any case. */
async function inThread(bytes: Uint8Array, limits: WorkbookLimits): Promise<WasRead> {
  const worker = new Worker(new URL('./workbook-thread.js', import.meta.url), {
    workerData: { bytes, limits },
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
  });
  const timer = setTimeout(() => void worker.terminate(), mostMs);
  try {
    return await new Promise<WasRead>((resolve) => {
      worker.once('message', resolve);
      worker.once('error', () => resolve({ trouble: 'large' }));
      worker.once('exit', () => resolve({ trouble: 'large' }));
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

const here = (bytes: Uint8Array, limits: WorkbookLimits): Promise<WasRead> =>
  readSheets(bytes, limits).then(
    (sheets) => ({ sheets }),
    (error) => ({ trouble: error instanceof WorkbookError ? error.trouble : ('broken' as WorkbookTrouble) }),
  );

/** The sheets of a workbook that have anything in them. Throws a `DeskError` where it is broken or too large. */
export async function sheetsOf(bytes: Uint8Array, name: string, mostRows: number): Promise<Sheet[]> {
  const limits = { bytes: mostBytes, parts: mostParts, rows: mostRows };
  const read = await (isBuilt ? inThread(bytes, limits) : here(bytes, limits));
  if ('sheets' in read) return read.sheets;
  if (read.trouble === 'rows') throw new DeskError('error.batch_rows', { most: mostRows });
  throw new DeskError(read.trouble === 'large' ? 'error.workbook_large' : 'error.workbook_broken', { name });
}
