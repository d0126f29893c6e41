import { afterAll, beforeEach, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { fixedClock } from '../../src/clock.ts';
import { type Migration, migrate, schemaVersion } from '../../src/database/migrate.ts';
import { lockLeaseMs } from '../../src/database/migration-lock.ts';
import { linesKey } from '../../src/orders/double-keys.ts';

const uri = new URL(process.env.TEST_MONGODB_URI as string);
uri.pathname = '/migrate';
const connect = () => mongoose.createConnection(uri.href, { autoIndex: false, autoCreate: false }).asPromise();
const [here, there] = await Promise.all([connect(), connect()]);
const target = schemaVersion + 1;

/** A step that counts how often it ran, and how many ran at the same time. */
function countingStep() {
  const seen = { runs: 0, atOnce: 0, most: 0 };
  const step: Migration = {
    version: target,
    async run(connection) {
      seen.runs += 1;
      seen.atOnce += 1;
      seen.most = Math.max(seen.most, seen.atOnce);
      for (let n = 0; n < 20; n += 1) await connection.db?.command({ ping: 1 });
      seen.atOnce -= 1;
    },
  };
  return { seen, step };
}

beforeEach(async () => {
  await here.db?.dropDatabase();
});
afterAll(async () => {
  await Promise.all([here.close(), there.close()]);
});

it('two desks that start at once run each step once, one after the other', async () => {
  const { seen, step } = countingStep();
  await Promise.all([here, there].map((connection) => migrate(connection, { target, steps: [step] })));
  expect(seen).toEqual({ runs: 1, atOnce: 0, most: 1 });
  expect(await here.collection('meta').findOne({ _id: 'schema' as never })).toMatchObject({ version: target });
  expect(await here.collection('meta').countDocuments({ _id: 'migration' as never })).toBe(0);
});

it('a step that failed is run again by the next start', async () => {
  const { seen, step } = countingStep();
  const failing: Migration = { version: target, run: () => Promise.reject(new Error('the power went out')) };
  await expect(migrate(here, { target, steps: [failing] })).rejects.toThrow('the power went out');
  await migrate(there, { target, steps: [step] });
  expect(seen.runs).toBe(1);
});

it('the lock of a desk that died is taken over when its time is over', async () => {
  const now = new Date('2026-03-02T08:00:00Z');
  const lock = { _id: 'migration' as never, by: 'a dead desk', until: new Date(now.getTime() + lockLeaseMs) };
  await here.collection('meta').insertOne(lock);
  const clock = fixedClock(now);
  const { seen, step } = countingStep();
  const waiting = migrate(here, { target, steps: [step], clock });
  for (let n = 0; n < 20; n += 1) await there.db?.command({ ping: 1 });
  expect(seen.runs).toBe(0);
  clock.set(new Date(now.getTime() + lockLeaseMs));
  await waiting;
  expect(seen.runs).toBe(1);
});

it('data of a newer program is refused with a sentence', async () => {
  await migrate(here, { target });
  await expect(migrate(here)).rejects.toThrow(/newer/i);
});

it('an order that waited for a manager before steps had seats waits for one still', async () => {
  await migrate(here, { target: 1, steps: [] });
  const at = new Date('2026-11-30T02:00:00Z');
  const steps = [
    { role: 'manager', reason: 'size', decision: 'approved', by: 'bob', at },
    { role: 'admin', reason: 'size' },
  ];
  const approval = { steps, contentHash: 'h', submittedAt: at, stepStartedAt: at };
  await here
    .collection('orders')
    .insertOne({ _id: 'old' as never, draftNo: 'D-0001', state: 'pending', approval, lines: [] });
  await migrate(here);
  const seated = await here.collection('orders').findOne({ _id: 'old' as never });
  expect(seated?.approval.steps).toEqual([
    {
      decision: 'approved',
      by: 'bob',
      at,
      seats: [{ role: 'manager', by: 'bob', at }],
      need: 'any',
      reasons: ['amount'],
    },
    { seats: [{ role: 'admin' }], need: 'any', reasons: ['amount'] },
  ]);
  expect([seated?.turns, seated?.reviewAt]).toEqual([['admin'], at]);
});

it('orders of the last day are found by their lines, older ones are no doubles any more', async () => {
  await migrate(here, { target: 3, steps: [] });
  const now = new Date('2026-11-30T02:00:00Z');
  const lines = [{ product: 'p', sku: 'A100', quantity: 2_000, shipped: 2_000 }];
  const order = (id: string, submittedAt: string) => ({
    ...{ _id: id as never, draftNo: id, state: 'shipped', search: ['a100'], lines },
    ...{ submittedAt: new Date(submittedAt), orderDate: submittedAt.slice(0, 10) },
  });
  await here
    .collection('orders')
    .insertMany([order('young', '2026-11-29T03:00:00Z'), order('old', '2026-11-29T01:00:00Z')]);
  await migrate(here, { clock: fixedClock(now) });
  const words = async (id: string) => (await here.collection('orders').findOne({ _id: id as never }))?.search;
  expect(await words('young')).toEqual(['a100', linesKey([{ sku: 'A100', quantity: 2_000 }])]);
  expect(await words('old')).toEqual(['a100']);
});
