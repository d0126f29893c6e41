import mongoose, { type Connection } from 'mongoose';
import type { Config } from '../config.ts';
import type { Log } from '../log.ts';
import { type Log as EmbeddedLog, findRunningDatabase, startEmbeddedDatabase } from './embedded/index.ts';
import { migrate } from './migrate.ts';

/** An open database. Closing it closes what opening it started, and no more. */
export type Database = { connection: Connection; uri: string; close(): Promise<void> };

/** How long a client looks for the database before it gives up, ms. */
const selectionTimeoutMs = 10_000;

/**
 * How long the embedded server may answer nobody before it is taken for dead, ms: it builds an index in one go, which takes
 * half a minute over 100,000 customers, and one that has ended refuses at once.
 */
const embeddedSilenceMs = 600_000;

/** The embedded server tells what happens without knowing pino. */
const toLog =
  (log: Log): EmbeddedLog =>
  (level, message, details = {}) =>
    log[level](details, message);

type Server = { uri: string; close(): Promise<void> };

const foreign = (uri: string): Server => ({ uri, close: async () => {} });

async function locate(config: Config, log: Log, join: boolean): Promise<Server> {
  if (config.mongodbUri) return foreign(config.mongodbUri);
  const running = join ? await findRunningDatabase(config.dataDir) : undefined;
  return running ? foreign(running.uri) : startEmbeddedDatabase({ dataDir: config.dataDir, log: toLog(log) });
}

/**
 * Opens the database that the settings name: MongoDB at `MONGODB_URI`, else the embedded one under `DATA_DIR`. With
 * `join` a server that already runs on the folder is used; without, it is refused with a sentence.
 */
export async function openDatabase(config: Config, log: Log, options: { join?: boolean } = {}): Promise<Database> {
  const server = await locate(config, log, options.join ?? false);
  const connection = mongoose.createConnection(server.uri, {
    serverSelectionTimeoutMS: selectionTimeoutMs,
    ...(!config.mongodbUri && { connectTimeoutMS: embeddedSilenceMs }),
    autoIndex: false,
    autoCreate: false,
  });
  try {
    await connection.asPromise();
    await migrate(connection);
  } catch (error) {
    await connection.close().catch(() => {});
    await server.close();
    throw error;
  }
  return {
    connection,
    uri: server.uri,
    async close() {
      await connection.close();
      await server.close();
    },
  };
}
