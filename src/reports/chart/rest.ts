import { availableParallelism } from 'node:os';
import { type EventLoopUtilization, performance } from 'node:perf_hooks';
import type { Rest } from './thread.ts';

/** Processors from which on drawing takes nothing away that chat would use. */
const manyProcessors = 4;
/** The share of its time that the desk works while a chart is drawn, from which on it counts as busy. */
const busyFrom = 0.2;
/** Of a drawing's own time, how often it is rested after it while the desk is busy: charts then take a quarter of the time. */
const restsPerDrawing = 3;
/** The longest rest, ms: what loads canvas and fonts takes longer than a chart does. */
const longestRest = 500;

/**
 * Chat comes before charts: where processors are few and the desk was busy while a chart was drawn, the drawing thread rests, so
 * that few answers meet a drawing. Priorities alone do not help enough: what is drawn also takes memory and caches.
 */
export function restWhileBusy(
  processors = availableParallelism(),
  used: (since?: EventLoopUtilization) => EventLoopUtilization = performance.eventLoopUtilization,
): Rest {
  if (processors >= manyProcessors) return () => () => 0;
  return () => {
    const before = used();
    return (tookMs) => (used(before).utilization >= busyFrom ? Math.min(longestRest, tookMs * restsPerDrawing) : 0);
  };
}
