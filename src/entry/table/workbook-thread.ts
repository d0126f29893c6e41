import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { readSheets, type Sheet, WorkbookError, type WorkbookLimits, type WorkbookTrouble } from './workbook-cells.ts';

/** What the thread is given, and what it answers. */
export type ToRead = { bytes: Uint8Array; limits: WorkbookLimits };
export type WasRead = { sheets: Sheet[] } | { trouble: WorkbookTrouble };

const port = parentPort as MessagePort;
const { bytes, limits } = workerData as ToRead;
const answer = await readSheets(bytes, limits).then(
  (sheets): WasRead => ({ sheets }),
  (error): WasRead => ({ trouble: error instanceof WorkbookError ? error.trouble : 'broken' }),
);
port.postMessage(answer);
