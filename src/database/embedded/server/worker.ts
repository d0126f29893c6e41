import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { Log } from '../log.ts';
import { type RunningServer, startServer } from './server.ts';
import type { FromThread } from './thread.ts';

/** The body of the worker thread: serves until it is told to close. */
const port = parentPort as MessagePort;
const tell = (message: FromThread) => port.postMessage(message);
const log: Log = (level, message, details) => tell({ kind: 'log', level, message, details });

try {
  const server: RunningServer = await startServer({ ...workerData, log });
  port.once('message', async () => {
    await server.close();
    port.close();
  });
  tell({ kind: 'listening', port: server.port });
} catch (error) {
  tell({ kind: 'failed', message: (error as Error).message });
  port.close();
}
