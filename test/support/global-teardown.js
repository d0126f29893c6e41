import { once } from 'node:events';
import { rmSync } from 'node:fs';

/** Ends the database that global-setup started, and removes its folder. */
export default async function globalTeardown() {
  const database = globalThis.__testDatabase;
  if (!database) return;
  const { server, folder } = database;
  if (server.exitCode === null && server.signalCode === null) {
    const exited = once(server, 'exit');
    server.kill('SIGKILL');
    await exited;
  }
  rmSync(folder, { recursive: true, force: true });
}
