import type { Connection } from 'mongoose';
import { type Clock, systemClock } from '../clock.ts';
import { DeskError } from '../errors.ts';
import { paymentModel } from '../payments/model.ts';
import { referenceKey } from '../payments/payment.ts';
import { openQueue, openStock } from '../stock/opening.ts';
import { withMigrationLock } from './migration-lock.ts';
import { freeMoney } from './migrations/free-money.ts';
import { linesWords, poWords } from './migrations/po-words.ts';
import { renewSearch } from './migrations/search.ts';
import { seatSteps } from './migrations/seats.ts';
import { linkSuppliers } from './migrations/suppliers.ts';
import { models } from './models.ts';
import { isDuplicate } from './transact.ts';

/** The number of the schema that this program writes. */
export const schemaVersion = 8;

type Meta = { _id: string; version: number };

/** One step from version n−1 to n. It may run twice (after a crash), so it must be idempotent. */
export type Migration = { version: number; run(connection: Connection, now: Date): Promise<void> };

/** Drops an index that the schema now defines in another way; it is made anew with the others. */
const withoutIndex = async (connection: Connection, collection: string, index: string): Promise<void> => {
  const there = await connection.db?.listCollections({ name: collection }).toArray();
  if (!there?.length) return;
  const indexes = await connection.collection(collection).indexes();
  if (indexes.some(({ name }) => name === index)) await connection.collection(collection).dropIndex(index);
};

/** Payments that were recorded under a reference with capitals get the key that the same reference has now. */
async function lowerReferences(connection: Connection): Promise<void> {
  const payments = paymentModel(connection);
  for await (const { _id, customer, reference, key } of payments.find({ key: /^ref:/ }).lean()) {
    if (!reference || key === referenceKey(customer, reference)) continue;
    await payments.updateOne({ _id }, { $set: { key: referenceKey(customer, reference) } }).catch((error) => {
      // Two of them differed only in case: the second keeps its own key.
      if (!isDuplicate(error)) throw error;
    });
  }
}

/** Every migration, oldest first. Version 1 is the first schema; indexes are made after the last step. */
export const migrations: readonly Migration[] = [
  {
    // Posted cards are kept longer, of the outbox only what was sent goes by itself, and references have one case.
    version: 2,
    async run(connection) {
      await withoutIndex(connection, 'posts', 'at_1');
      await withoutIndex(connection, 'outbox', 'createdAt_1');
      await lowerReferences(connection);
    },
  },
  // Steps of a review have seats, and orders say whose turn it is. Orders hold stock: a first count of each product, and
  // the open orders take what is there.
  {
    version: 3,
    async run(connection, now) {
      await seatSteps(connection);
      await openStock(connection, now);
    },
  },
  // Price lists, templates, backorders and files in work: collections and indexes of their own, which come with each step.
  // Customers and products get their search words anew, orders are found by their PO number as it is compared
  // and by their lines, and those
  // that miss goods get their place in the queue.
  {
    version: 4,
    async run(connection, now) {
      await renewSearch(connection);
      await poWords(connection);
      await linesWords(connection, now);
      await openQueue(connection, now);
    },
  },
  // Customers, payments and risk: collections and indexes of their own, which come with each step. Products are linked with
  // the suppliers that they name. Money that is on no order goes to the oldest due, and orders that were paid remember
  // since when.
  {
    version: 5,
    async run(connection, now) {
      await linkSuppliers(connection, now);
      await freeMoney(connection, now);
    },
  },
  // Follow-ups are found by their order, prices by their last day, and messages that are due in their order.
  { version: 6, run: (connection) => withoutIndex(connection, 'outbox', 'state_1_nextAt_1') },
  // Sums by day and month: collections of their own. A job builds them; until then figures are counted from the orders.
  { version: 7, run: async () => {} },
  // Tokens of the API: a collection of their own.
  { version: 8, run: async () => {} },
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
 * refused, since this one would not understand it. Replicas of the version before keep working: steps take nothing
 * away that they need.
 */
export async function migrate(
  connection: Connection,
  { target = schemaVersion, steps = migrations, clock = systemClock }: MigrateOptions = {},
): Promise<void> {
  if ((await versionFound(connection, target)) === target) return;
  await withMigrationLock(connection, clock, async () => {
    const found = await versionFound(connection, target);
    if (found === target) return;
    for (const step of steps.filter((s) => s.version > found && s.version <= target))
      await step.run(connection, clock());
    await ensureIndexes(connection);
    await meta(connection).updateOne({ _id: 'schema' }, { $max: { version: target } }, { upsert: true });
  });
}
