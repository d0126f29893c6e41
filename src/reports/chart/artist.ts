import { Worker } from 'node:worker_threads';
import type { ChartSpec } from '../../chat/chart.ts';

/** Draws a chart as a PNG. */
export type DrawChart = (spec: ChartSpec) => Promise<Uint8Array>;

/** Who draws charts. `close` ends the drawing thread. */
export type Artist = { draw: DrawChart; close(): Promise<void> };

type Waiting = { resolve(png: Uint8Array): void; reject(error: Error): void };
type Reply = { id: number; png?: Uint8Array; error?: string };

/** Only what was built can be run by a thread; sources (under test) draw in place. */
const built = import.meta.url.endsWith('.js');

/** Draws in a thread of its own, so that chat never waits; canvas and fonts are loaded at the first chart. */
export const createArtist = (): Artist => (built ? threadArtist(new URL('./worker.js', import.meta.url)) : inPlace());

function inPlace(): Artist {
  return {
    async draw(spec) {
      return (await import('./draw.ts')).draw(spec);
    },
    async close() {},
  };
}

/** An artist in a thread; a thread that dies fails its charts, and the next chart starts a new one. */
export function threadArtist(file: URL): Artist {
  const waiting = new Map<number, Waiting>();
  let thread: Worker | undefined;
  let last = 0;

  function finish(reply: Reply): void {
    const one = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (waiting.size === 0) thread?.unref();
    if (reply.png) one?.resolve(reply.png);
    else one?.reject(new Error(reply.error ?? 'The chart could not be drawn.'));
  }

  function failAll(cause: unknown): void {
    thread = undefined;
    for (const one of waiting.values()) one.reject(new Error('The drawing thread ended.', { cause }));
    waiting.clear();
  }

  function start(): Worker {
    const started = new Worker(file);
    started.on('message', finish);
    started.on('error', (error) => started === thread && failAll(error));
    started.on('exit', (code) => started === thread && failAll(code));
    return started;
  }

  return {
    draw: (spec: ChartSpec) =>
      new Promise((resolve, reject) => {
        thread ??= start();
        thread.ref();
        waiting.set(++last, { resolve, reject });
        thread.postMessage({ id: last, spec });
      }),
    async close() {
      const ending = thread;
      failAll('closed');
      await ending?.terminate();
    },
  };
}
