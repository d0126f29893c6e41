import { Worker } from 'node:worker_threads';
import type { ChartSpec } from '../../chat/chart.ts';
import type { Artist } from './artist.ts';

/** Calls `expired` when a drawing has had its time; what it gives back stops that. */
export type Limit = (expired: () => void) => () => void;

type Job = { id: number; spec: ChartSpec; resolve(png: Uint8Array): void; reject(error: Error): void };
type Reply = { id: number; png?: Uint8Array; error?: string };

/** The longest that one chart may take, ms; it takes less than 100, and the first a second, since canvas and fonts are loaded. */
const limitMs = 10_000;

const afterLimit: Limit = (expired) => {
  const timer = setTimeout(expired, limitMs);
  return () => clearTimeout(timer);
};

/** Begins to watch a drawing; what it gives back says how long the thread rests, ms, after it took `tookMs`. */
export type Rest = () => (tookMs: number) => number;

const never: Rest = () => () => 0;

/**
 * An artist in a thread, which draws one chart after the other, with a rest after each that was drawn. A chart that ends the thread,
 * or takes too long, fails alone: the thread is replaced, and the others are drawn.
 */
export function threadArtist(file: URL, limit: Limit = afterLimit, rest: Rest = never): Artist {
  const queue: Job[] = [];
  let current: Job | undefined;
  let begun = { at: 0, restFor: rest() };
  let resting: NodeJS.Timeout | undefined;
  let stopLimit = () => {};
  let thread: Worker | undefined;
  let last = 0;

  function start(): Worker {
    const started = new Worker(file);
    started.on('message', (reply: Reply) => started === thread && finish(reply));
    started.on('error', (error) => started === thread && replace(ended(error)));
    started.on('exit', (code) => started === thread && replace(ended(code)));
    return started;
  }

  function next(): void {
    // Who waits keeps the process alive; a rest that nobody waits for does not.
    if (queue.length > 0) resting?.ref();
    if (current || resting) return;
    current = queue.shift();
    if (!current) {
      thread?.unref();
      return;
    }
    thread ??= start();
    thread.ref();
    begun = { at: performance.now(), restFor: rest() };
    stopLimit = limit(() => replace(new Error('The chart took too long to be drawn.')));
    thread.postMessage({ id: current.id, spec: current.spec });
  }

  function settle(how: (job: Job) => void): void {
    stopLimit();
    if (current) how(current);
    current = undefined;
  }

  function finish({ id, png, error }: Reply): void {
    if (id !== current?.id) return;
    settle((job) => (png ? job.resolve(png) : job.reject(new Error(error ?? 'The chart could not be drawn.'))));
    const ms = begun.restFor(performance.now() - begun.at);
    if (ms > 0) resting = setTimeout(goOn, ms).unref();
    next();
  }

  function goOn(): void {
    resting = undefined;
    next();
  }

  /** The next chart begins another thread. */
  function replace(cause: Error): void {
    void thread?.terminate();
    thread = undefined;
    settle((job) => job.reject(cause));
    next();
  }

  return {
    draw: (spec) =>
      new Promise((resolve, reject) => {
        queue.push({ id: ++last, spec, resolve, reject });
        next();
      }),
    async close() {
      const ending = thread;
      thread = undefined;
      clearTimeout(resting);
      resting = undefined;
      const waiting = queue.splice(0);
      settle((job) => job.reject(ended('closed')));
      for (const job of waiting) job.reject(ended('closed'));
      await ending?.terminate();
    },
  };
}

const ended = (cause: unknown): Error => new Error('The drawing thread ended.', { cause });
