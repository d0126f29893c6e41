import { parentPort } from 'node:worker_threads';
import type { ChartSpec } from '../../chat/chart.ts';
import { draw } from './draw.ts';

/** The drawing thread: one spec in, one PNG (or the message of what went wrong) out, under the same number. */
parentPort?.on('message', ({ id, spec }: { id: number; spec: ChartSpec }) => {
  try {
    parentPort?.postMessage({ id, png: draw(spec) });
  } catch (error) {
    parentPort?.postMessage({ id, error: error instanceof Error ? error.message : String(error) });
  }
});
