import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** `DATA_DIR/server.json`: how other processes of the same user find the server. */
export interface ServerFile {
  pid: number;
  port: number;
  username: string;
  password: string;
}

const FILE = 'server.json';
const USER = 'orderdesk';

export function readServerFile(folder: string): ServerFile | undefined {
  try {
    const file = JSON.parse(readFileSync(join(folder, FILE), 'utf8'));
    return Number.isInteger(file.port) && typeof file.password === 'string' ? file : undefined;
  } catch {
    return undefined;
  }
}

/** Port and password of the last start are used again, so that clients find the server after a restart. */
export function nextServerFile(folder: string): ServerFile {
  const last = readServerFile(folder);
  const password = last?.password ?? randomBytes(24).toString('base64url');
  return { pid: process.pid, port: last?.port ?? 0, username: USER, password };
}

export function writeServerFile(folder: string, file: ServerFile): void {
  const path = join(folder, FILE);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, path);
}

export function uriOf({ username, password, port }: ServerFile): string {
  const options = 'directConnection=true&authSource=admin&authMechanism=SCRAM-SHA-256';
  return `mongodb://${username}:${encodeURIComponent(password)}@127.0.0.1:${port}/orderdesk?${options}`;
}
