import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';

import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scratchRoot } from './scratch.js';

const MAIN = join(dirname(fileURLToPath(import.meta.url)), '../../dist/src/database/embedded/main.js');
const PATIENCE_MS = 15_000;

/** One database for all test files: MONGODB_URI when it is set, else the built embedded server on a fresh folder. */
export default async function globalSetup() {
  if (process.env.MONGODB_URI) {
    process.env.TEST_MONGODB_URI = process.env.MONGODB_URI;
    return;
  }
  if (!existsSync(MAIN)) throw new Error('The tests use the built embedded database. Run `npm run build` first.');
  const folder = mkdtempSync(join(scratchRoot(), 'orderdesk-test-'));
  const server = spawn(process.execPath, [MAIN, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  globalThis.__testDatabase = { server, folder };
  await listening(server);
  const { username, password, port } = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8'));
  const options = 'directConnection=true&authSource=admin';
  process.env.TEST_MONGODB_URI = `mongodb://${username}:${password}@127.0.0.1:${port}/test?${options}`;
}

/** Resolves with the line that says the server listens. */
function listening(server) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The embedded database did not start in time.')), PATIENCE_MS);
    let output = '';
    server.stdout.on('data', (chunk) => {
      output += chunk;
      if (!output.includes('listens')) return;
      clearTimeout(timer);
      resolve();
    });
    server.once('exit', (code) => reject(new Error(`The embedded database ended with code ${code}.`)));
  });
}
