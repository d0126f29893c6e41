// An embedded database as a process of its own, for benchmarks whose desk is their own process.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import mongoose from 'mongoose';

const main = fileURLToPath(new URL('../../dist/src/database/embedded/main.js', import.meta.url));
/** The database answers nobody while it builds an index: the driver must not take it for dead meanwhile. */
const patient = { autoIndex: false, autoCreate: false, connectTimeoutMS: 600_000, socketTimeoutMS: 600_000 };

/** Runs `work` with a connection to a database that goes with it, or that is kept in `kept`. */
export async function withDatabase(work, { kept, settings = {} } = {}) {
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'orderdesk-bench-'));
  mkdirSync(folder, { recursive: true });
  const server = spawn(process.execPath, [main, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await new Promise((resolve) => server.stdout.on('data', resolve));
    const { username, password, port } = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8'));
    const uri = `mongodb://${username}:${password}@127.0.0.1:${port}/bench?directConnection=true&authSource=admin`;
    const connection = await mongoose.createConnection(uri, { ...patient, ...settings }).asPromise();
    await work(connection);
    await connection.close();
  } finally {
    const ended = new Promise((resolve) => server.on('exit', resolve));
    server.kill(kept ? 'SIGTERM' : 'SIGKILL');
    await ended;
    if (!kept) rmSync(folder, { recursive: true, force: true });
  }
}
