import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { createEventLog, type EventLog } from '../../adapters/console/events.ts';
import { transact } from '../../src/database/transact.ts';

let connection: mongoose.Connection;
let log: EventLog;

beforeAll(async () => {
  const dbName = `events-${randomUUID().slice(0, 8)}`;
  connection = await mongoose.createConnection(process.env.TEST_MONGODB_URI!, { dbName }).asPromise();
  log = createEventLog(connection, 3600);
  await log.init();
});

afterAll(async () => {
  await connection.dropDatabase();
  await connection.close();
});

const event = { at: new Date(), topic: 'test', data: { hello: 'world' } };

test('writers at the same time never make a reader miss an event', async () => {
  const seen: number[] = [];
  let writing = true;
  async function read() {
    while (writing || (await log.last()) > (seen.at(-1) ?? 0)) {
      const batch = await log.since(seen.at(-1) ?? 0, 7);
      seen.push(...batch.map((one) => one._id));
    }
  }
  const reading = read();
  await Promise.all(Array.from({ length: 24 }, () => transact(connection, (session) => log.append(session, event))));
  writing = false;
  await reading;
  expect(seen).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
});

test('what was rolled back leaves neither an event nor a hole', async () => {
  const before = await log.last();
  const failing = transact(connection, async (session) => {
    await log.append(session, event);
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect(await log.last()).toBe(before);
  const next = await transact(connection, (session) => log.append(session, event));
  expect(next).toBe(before + 1);
});
