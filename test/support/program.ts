import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './until.ts';

const main = fileURLToPath(new URL('../../dist/src/main.js', import.meta.url));
/** Ms that a start, or an orderly end, may take before the test is told what the program said. */
const patienceMs = 30_000;

/** The built desk, running as a process of its own. */
export type Program = {
  /** Where it answers, e.g. `http://localhost:40123`. */
  url: string;
  pid: number;
  /** What it has written so far. */
  said(): string;
  /** Ends it without warning, as a power cut would. */
  kill(): Promise<void>;
  /** Asks it to drain; gives its exit code. */
  stop(): Promise<number | null>;
};

/** A folder of its own for one test, removed by `remove`. */
export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'orderdesk-program-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true, maxRetries: 5 }) };
}

/** The address of the embedded database that a running program serves from a folder. */
export function databaseOf(folder: string): string {
  const { username, password, port } = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8'));
  return `mongodb://${username}:${password}@127.0.0.1:${port}/orderdesk?directConnection=true&authSource=admin`;
}

/** Nothing of the tester's own settings reaches the program: only what the test names. */
function environment(env: Record<string, string>): Record<string, string> {
  const { PATH = '', HOME = '', TMPDIR = '' } = process.env;
  return { PATH, HOME, ...(TMPDIR ? { TMPDIR } : {}), PORT: '0', LOG_LEVEL: 'warn', ...env };
}

async function isReady(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/readyz`).catch(() => undefined);
  return answer?.status === 200;
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}

/** Starts the built desk and waits until `/readyz` says that it is ready. */
export async function startProgram(env: Record<string, string>): Promise<Program> {
  const child = spawn(process.execPath, [main], { env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
  const url = await until('the desk says where it is', patienceMs, () => {
    if (child.exitCode !== null) throw new Error(`the desk ended with code ${child.exitCode}:\n${output}`);
    return /is open: (\S+)\/console/.exec(output)?.[1];
  });
  await until('the desk is ready', patienceMs, () => isReady(url));
  return {
    url,
    pid: child.pid!,
    said: () => output,
    async kill() {
      child.kill('SIGKILL');
      await ended(child);
    },
    async stop() {
      child.kill('SIGTERM');
      const hung = setTimeout(() => child.kill('SIGKILL'), patienceMs);
      const code = await ended(child);
      clearTimeout(hung);
      return code;
    },
  };
}
