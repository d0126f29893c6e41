import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Log } from '../log.ts';
import type { RunningServer, ServerOptions } from './server.ts';

/** What the thread sends: it listens, it has closed, it failed to start, or something to log. */
export type FromThread =
  | { kind: 'listening'; port: number }
  | { kind: 'failed'; message: string }
  | { kind: 'log'; level: Parameters<Log>[0]; message: string; details?: Record<string, unknown> };

/** Runs the server in a worker thread, so that queries do not hold up the desk. Throws what the server threw. */
export async function startInThread({ log, ...options }: ServerOptions): Promise<RunningServer> {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { workerData: options });
  const exited = once(worker, 'exit');
  const port = await new Promise<number>((resolve, reject) => {
    worker.on('error', (error) => {
      log('error', 'the thread of the embedded database broke', { error: String(error) });
      reject(error);
    });
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'listening') resolve(message.port);
      else if (message.kind === 'failed') reject(new Error(message.message));
      else log(message.level, message.message, message.details);
    });
  });
  return {
    port,
    async close() {
      worker.postMessage('close');
      await exited;
    },
  };
}
