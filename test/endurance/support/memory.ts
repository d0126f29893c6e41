import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is in use of the heap, MB, after all that nobody holds was thrown away. */
export function heapMb(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}

/** How much a series of measures grows from its first half to its second, by the least of each. */
export function growthOf(measures: readonly number[]): number {
  const half = Math.floor(measures.length / 2);
  return Math.min(...measures.slice(half)) - Math.min(...measures.slice(0, half));
}
