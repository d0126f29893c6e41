import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { ChartSpec } from '../../chat/chart.ts';
import { draw } from './draw.ts';

/** How much this thread gives way to the desk where processors are few: it gets a tenth of what the desk could use. */
const niceness = 10;
// Only Linux has priorities of threads (setpriority(2), under "C library/kernel differences"); elsewhere it is the whole desk's.
if (process.platform === 'linux') setPriority(niceness);

/** The drawing thread: one spec in, one PNG (or the message of what went wrong) out, under the same number. */
parentPort?.on('message', ({ id, spec }: { id: number; spec: ChartSpec }) => {
  try {
    parentPort?.postMessage({ id, png: draw(spec) });
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
