import { type Log, silent } from './log.ts';
import { lockFolder } from './server/folder-lock.ts';
import { probe } from './server/probe.ts';
import { startServer } from './server/server.ts';
import { nextServerFile, readServerFile, uriOf, writeServerFile } from './server/server-file.ts';
import { startInThread } from './server/thread.ts';

export type { Log } from './log.ts';

export interface EmbeddedOptions {
  /** The folder of the data, made when missing; it belongs to one process at a time. */
  dataDir: string;
  /** 0, or left out, is the port of the last start when that is free, else any. */
  port?: number;
  log?: Log;
  /** In a worker thread (the built program's default) or in this one. */
  inThread?: boolean;
}

export interface EmbeddedDatabase {
  /** For any MongoDB driver. Holds the password: not for logs. */
  uri: string;
  close(): Promise<void>;
}

const IS_BUILT = import.meta.url.endsWith('.js');

/** Starts the database of a folder. Throws a sentence when another process has it, or its data is of a newer program. */
export async function startEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { dataDir, port, log = silent, inThread = IS_BUILT } = options;
  const lock = lockFolder(dataDir);
  try {
    const file = nextServerFile(dataDir);
    const start = inThread && IS_BUILT ? startInThread : startServer;
    const { username: user, password } = file;
    const server = await start({ dataDir, port: port || file.port, user, password, log });
    const running = { ...file, port: server.port };
    writeServerFile(dataDir, running);
    log('info', 'the embedded database listens', { port: server.port, dataDir });
    return { uri: uriOf(running), close: () => server.close().finally(() => lock.release()) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The database that another process of this user serves from the folder; undefined when there is none. */
export async function findRunningDatabase(dataDir: string): Promise<{ uri: string } | undefined> {
  const file = readServerFile(dataDir);
  if (!file || !(await probe(dataDir, file.port))) return undefined;
  return { uri: uriOf(file) };
}
