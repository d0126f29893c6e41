import type { Connection } from 'mongoose';
import { type Clock, systemClock } from '../clock.ts';
import { DeskError } from '../errors.ts';
import { withMigrationLock } from './migration-lock.ts';
import { models } from './models.ts';

/** The number of the schema that this program writes. */
export const schemaVersion = 2;

type Meta = { _id: string; version: number };

/** One step from version n−1 to n. It may run twice (after a crash), so it must be idempotent. */
export type Migration = { version: number; run(connection: Connection): Promise<void> };

/** Drops an index that the schema now defines in another way; it is made anew with the others. */
const withoutIndex = async (connection: Connection, collection: string, index: string): Promise<void> => {
  const there = await connection.db?.listCollections({ name: collection }).toArray();
  if (!there?.length) return;
  const indexes = await connection.collection(collection).indexes();
  if (indexes.some(({ name }) => name === index)) await connection.collection(collection).dropIndex(index);
};

/** Every migration, oldest first. Version 1 is the first schema; indexes are made after the last step. */
export const migrations: readonly Migration[] = [
  {
    // Posted cards are kept longer, and of the outbox only what was sent goes by itself.
    version: 2,
    async run(connection) {
      await withoutIndex(connection, 'posts', 'at_1');
      await withoutIndex(connection, 'outbox', 'createdAt_1');
    },
  },
];

type MigrateOptions = { target?: number; steps?: readonly Migration[]; clock?: Clock };

const meta = (connection: Connection) => connection.collection<Meta>('meta');

async function ensureIndexes(connection: Connection): Promise<void> {
  for (const model of models(connection)) await model.createIndexes();
}

async function versionFound(connection: Connection, target: number): Promise<number> {
  const found = (await meta(connection).findOne({ _id: 'schema' }))?.version ?? 0;
  if (found > target) throw new DeskError('error.data_newer', { found, known: target }, { loudness: 'error' });
  return found;
}

/**
 * Brings the database to this program's schema, once per version, by one program at a time. Data of a newer program is
 * refused, since this one would not understand it. Replicas of the version before keep working: steps only add.
 */
export async function migrate(
  connection: Connection,
  { target = schemaVersion, steps = migrations, clock = systemClock }: MigrateOptions = {},
): Promise<void> {
  if ((await versionFound(connection, target)) === target) return;
  await withMigrationLock(connection, clock, async () => {
    const found = await versionFound(connection, target);
    if (found === target) return;
    for (const step of steps.filter((s) => s.version > found && s.version <= target)) await step.run(connection);
    await ensureIndexes(connection);
    await meta(connection).updateOne({ _id: 'schema' }, { $max: { version: target } }, { upsert: true });
  });
}
