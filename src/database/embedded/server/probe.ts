import { once } from 'node:events';
import { connect } from 'node:net';
import { ownerOf } from './folder-lock.ts';

const PATIENCE_MS = 1_000;

/** Does a living process own the folder, and does something listen on its port? */
export async function probe(folder: string, port: number): Promise<boolean> {
  if (ownerOf(folder) === undefined) return false;
  const socket = connect({ host: '127.0.0.1', port });
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(PATIENCE_MS) });
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
