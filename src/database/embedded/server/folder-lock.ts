import { randomUUID } from 'node:crypto';
import {
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { lifeOf } from './process-identity.ts';

interface Owner {
  pid: number;
  life: string;
  token: string;
}

const FILE = 'owner.lock';
const ATTEMPTS = 5;
const ours = new Set<string>();

/** A data folder that belongs to this process until `release`. */
export interface FolderLock {
  release(): void;
}

/** Takes the folder, made when missing. Throws a sentence when a living process has it; a dead one's lock is taken over. */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(realpathSync(folder), FILE);
  const owner: Owner = { pid: process.pid, life: lifeOf(process.pid) ?? '', token: randomUUID() };
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (created(path, owner)) {
      ours.add(path);
      return { release: () => release(path, owner) };
    }
    const other = read(path);
    if (other && isHeld(path, other)) throw new Error(inUse(folder, other.pid));
    discard(path, other);
  }
  throw new Error(`The data folder ${folder} could not be locked: others are starting on it too.`);
}

/** The process that has the folder, when one lives. */
export function ownerOf(folder: string): number | undefined {
  try {
    const path = join(realpathSync(folder), FILE);
    const owner = read(path);
    return owner && isHeld(path, owner) ? owner.pid : undefined;
  } catch {
    return undefined;
  }
}

function inUse(folder: string, pid: number): string {
  return `The data folder ${folder} is in use by process ${pid}. Stop that process first, or set DATA_DIR to another folder.`;
}

/** A pid may have been given to another process since: the start of the process tells. */
function isHeld(path: string, { pid, life }: Owner): boolean {
  if (pid === process.pid && life === (lifeOf(pid) ?? '')) return ours.has(path);
  const now = lifeOf(pid);
  return now !== undefined && (now === '' || life === '' || now === life);
}

/** The lock appears with its contents in one step, so that nobody reads half of it. */
function created(path: string, owner: Owner): boolean {
  const draft = `${path}.${owner.token}`;
  writeFileSync(draft, JSON.stringify(owner), { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

function read(path: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Moves a dead lock away; if it was another lock by then, it is put back. */
function discard(path: string, dead: Owner | undefined): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
    if (read(aside)?.token !== dead?.token) linkSync(aside, path);
  } catch {
    // Another process was faster; the next attempt sees its lock.
  } finally {
    rmSync(aside, { force: true });
  }
}

function release(path: string, owner: Owner): void {
  ours.delete(path);
  if (read(path)?.token === owner.token) rmSync(path, { force: true });
}
