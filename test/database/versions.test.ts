import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import mongoose, { type Connection } from 'mongoose';
import { transact } from '../../src/database/transact.ts';
import { countChange, keptWhile, versionOf } from '../../src/database/versions.ts';
import { until } from '../support/until.ts';

let connection: Connection;
beforeAll(async () => {
  connection = await mongoose.createConnection(process.env.TEST_MONGODB_URI!, { dbName: 'test_versions' }).asPromise();
});
afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

let loads = 0;
let word = 'first';
beforeEach(() => {
  loads = 0;
});
const kept = () =>
  keptWhile(connection, 'settings', async () => {
    loads += 1;
    return word;
  });
const change = (to: string) =>
  transact(connection, async (session) => {
    word = to;
    await countChange(connection, 'settings', session);
  });

test('what nobody changed is loaded once, however often and however parallel it is asked for', async () => {
  const read = kept();
  await Promise.all(Array.from({ length: 20 }, read));
  await read();
  expect(loads).toBe(1);
});

test('a change of this process counts with the very next question', async () => {
  const read = kept();
  for (let n = 0; n < 20; n += 1) {
    await read();
    await change(`word ${n}`);
    expect(await read()).toBe(`word ${n}`);
  }
});

test('a change that was called off changes nothing', async () => {
  const before = await versionOf(connection, 'settings');
  const broken = transact(connection, async (session) => {
    await countChange(connection, 'settings', session);
    throw new Error('called off');
  });
  await expect(broken).rejects.toThrow('called off');
  expect(await versionOf(connection, 'settings')).toBe(before);
});

test('a change of another process is seen by itself', async () => {
  const read = kept();
  await read();
  word = 'theirs';
  await connection.collection('versions').updateOne({ _id: 'settings' as never }, { $inc: { n: 1 } });
  await until('it is seen', 1_000, async () => (await read()) === 'theirs');
});

test('a load that failed is tried again', async () => {
  let tries = 0;
  const read = keptWhile(connection, 'rights', async () => {
    tries += 1;
    if (tries === 1) throw new Error('away');
    return tries;
  });
  await expect(read()).rejects.toThrow('away');
  expect(await read()).toBe(2);
});
