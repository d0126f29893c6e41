import { availableParallelism } from 'node:os';
import { type EventLoopUtilization, performance } from 'node:perf_hooks';
import type { Rest } from './thread.ts';

/** Processors from which on drawing takes nothing away that chat would use. */
const manyProcessors = 4;
/** The share of its time that the desk works, from which on it counts as busy. */
const busyFrom = 0.2;
/** Of a drawing's own time, how often it is rested after it while the desk is busy: charts then take a quarter of the time at most. */
const restsPerDrawing = 3;

/**
 * Chat comes before charts: where processors are few and the desk was busy since the last drawing, the drawing thread rests, so
 * that few answers meet a drawing. Priorities alone do not help enough: what is drawn also takes memory and caches.
 */
export function restWhileBusy(
  processors = availableParallelism(),
  used: (since?: EventLoopUtilization) => EventLoopUtilization = performance.eventLoopUtilization,
): Rest {
  if (processors >= manyProcessors) return () => 0;
  let last = used();
  return (tookMs) => {
    const now = used();
    const share = (now.active - last.active) / Math.max(1, now.active - last.active + now.idle - last.idle);
    last = now;
    return share >= busyFrom ? tookMs * restsPerDrawing : 0;
  };
}
