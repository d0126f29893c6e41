// Runs the built desk as a process and reads what the machine says about it.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts the desk on a folder; `seconds` is the time from spawn to the first 200 of `/readyz`. */
export async function startDesk(folder, nodeOptions = []) {
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, PORT: '0', LOG_LEVEL: 'warn', DATA_DIR: folder };
  const began = performance.now();
  const child = spawn(process.execPath, [...nodeOptions, main], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (chunk) => {
    said += chunk;
  });
  let url;
  while (!url) {
    if (child.exitCode !== null) throw new Error(`the desk ended with code ${child.exitCode}`);
    url = /is open: (\S+)\/console/.exec(said)?.[1];
    if (!url) await pause(2);
  }
  while ((await fetch(`${url}/readyz`).catch(() => undefined))?.status !== 200) await pause(2);
  const seconds = (performance.now() - began) / 1000;
  const stop = async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  };
  return { url, pid: child.pid, seconds, stop };
}

/** Resident memory of a process, MB. */
export const memoryOf = (pid) =>
  Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024;

/** Where the embedded database of a running desk listens. */
export function databaseOf(folder) {
  const { username, password, port } = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8'));
  return `mongodb://${username}:${password}@127.0.0.1:${port}/orderdesk?directConnection=true&authSource=admin`;
}

/** Waits until nothing waits in the outbox; gives the seconds that it took. */
export async function settled({ url }) {
  const began = performance.now();
  for (;;) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    if (/orderdesk_outbox_rows\{state="due"\} 0\b/.test(metrics)) return (performance.now() - began) / 1000;
    await pause(50);
  }
}
