import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe } from '@jest/globals';
import { type Document, MongoClient } from 'mongodb';

/** Is the database under test our own? Some tests are about it alone. */
export const isEmbedded = !process.env.MONGODB_URI;
export const embeddedOnly = isEmbedded ? describe : describe.skip;

const MAIN = join(import.meta.dirname, '../../dist/src/database/embedded/main.js');

/** Looks again and again until a condition holds; when it never does, the test's time is over. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await delay(5);
}

/** A client and an empty database of the test file's own. */
export async function testDatabase(name: string) {
  const client = await MongoClient.connect(process.env.TEST_MONGODB_URI as string);
  const db = client.db(`embedded_${name}`);
  await db.dropDatabase();
  return { client, db, close: () => client.close() };
}

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'orderdesk-embedded-'));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

export interface ServerProcess {
  uri: string;
  port: number;
  process: ChildProcess;
  kill(signal?: NodeJS.Signals): Promise<void>;
}

/** The built server in a process of its own, listening. `wrap` is a command to run it under, such as strace. */
export async function serve(folder: string, wrap: string[] = []): Promise<ServerProcess> {
  const [command, ...rest] = [...wrap, process.execPath, MAIN, folder] as unknown as [string, ...string[]];
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
  await said(child, 'listens');
  const { username, password, port } = JSON.parse(readFileSync(join(folder, 'server.json'), 'utf8'));
  return {
    uri: `mongodb://${username}:${password}@127.0.0.1:${port}/test?directConnection=true&authSource=admin`,
    port,
    process: child,
    kill: (signal = 'SIGKILL') => end(child, signal),
  };
}

/** What a server that refuses to start says. */
export async function refusal(folder: string): Promise<string> {
  const child = spawn(process.execPath, [MAIN, folder], { stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  await once(child, 'close');
  return output;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

function said(child: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const listen = (chunk: Buffer) => {
      output += chunk;
      if (output.includes(word)) resolve();
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', () => reject(new Error(`The server ended: ${output}`)));
  });
}

/** Parts of an explained plan, from the top down. */
export function stagesOf(plan: Document | undefined): Document[] {
  if (!plan) return [];
  const inner = plan.inputStage ? [plan.inputStage] : (plan.inputStages ?? []);
  return [plan, ...inner.flatMap(stagesOf)];
}

export function planOf(explained: Document) {
  const stages = stagesOf(explained.queryPlanner.winningPlan);
  const scan = stages.find(({ stage }) => stage === 'IXSCAN');
  const { totalKeysExamined: keys, totalDocsExamined: documents } = explained.executionStats;
  return { names: stages.map(({ stage }) => stage), index: scan?.indexName, keys, documents };
}
