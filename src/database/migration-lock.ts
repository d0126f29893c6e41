import type { Connection } from 'mongoose';
import type { Clock } from '../clock.ts';
import { newId } from '../id.ts';
import { isDuplicate } from './transact.ts';

/** Ms after which a lock that is not renewed is taken to be a dead program's. */
export const lockLeaseMs = 15_000;
const renewEveryMs = 5_000;
const lookEveryMs = 100;

type Lock = { _id: string; by: string; until: Date };

const locks = (connection: Connection) => connection.collection<Lock>('meta');
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Takes the lock where it is free or its holder died; false when somebody holds it. */
async function take(connection: Connection, by: string, now: Date): Promise<boolean> {
  const until = new Date(now.getTime() + lockLeaseMs);
  try {
    await locks(connection).updateOne(
      { _id: 'migration', until: { $lte: now } },
      { $set: { by, until } },
      { upsert: true },
    );
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/** Runs `work` while no other program on the same database does; a program that died holds nobody up for long. */
export async function withMigrationLock<T>(connection: Connection, clock: Clock, work: () => Promise<T>): Promise<T> {
  const by = newId();
  while (!(await take(connection, by, clock()))) await pause(lookEveryMs);
  const renew = () => {
    const until = new Date(clock().getTime() + lockLeaseMs);
    locks(connection)
      .updateOne({ _id: 'migration', by }, { $set: { until } })
      .catch(() => {});
  };
  const timer = setInterval(renew, renewEveryMs).unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await locks(connection).deleteOne({ _id: 'migration', by });
  }
}
