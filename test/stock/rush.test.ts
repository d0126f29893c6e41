import { expect, test } from '@jest/globals';
import mongoose from 'mongoose';
import { newId } from '../../src/id.ts';

type Figures = {
  seconds: number;
  filed: number;
  failed: string[];
  p50: number;
  p99: number;
  reserved: number;
  waiting: number;
  transactions: { longestHeldMs: number; longestCommitMs: number; conflicts: number };
  differences: unknown[];
};
type Rush = (uri: string, wanted: { orders: number; processes: number; pieces: number }) => Promise<Figures>;

// Of the bench, which is plain JavaScript on what was built.
const module: string = '../../bench/support/stock-rush.js';
const { rush } = (await import(module)) as { rush: Rush };

const [orders, pieces] = process.env.SOAK ? [1000, 600] : [60, 40];

test(`${orders} orders at the same moment, on three processes, for ${pieces} pieces: never more than these are held`, async () => {
  const uri = new URL(process.env.TEST_MONGODB_URI ?? '');
  uri.pathname = `/rush_${newId()}`;
  const found = await rush(uri.href, { orders, processes: 3, pieces });
  const { longestHeldMs, conflicts } = found.transactions;
  const ms = [found.p50, found.p99].map(Math.round);
  if (process.env.SOAK)
    process.stdout.write(
      `${found.seconds.toFixed(1)} s, p50 ${ms[0]} ms, p99 ${ms[1]} ms, held ${longestHeldMs} ms, ${conflicts} conflicts\n`,
    );
  expect([found.failed, found.filed, found.reserved, found.waiting]).toEqual([[], orders, pieces, orders - pieces]);
  expect(found.differences).toEqual([]);
  const connection = await mongoose.createConnection(uri.href).asPromise();
  await connection.dropDatabase();
  await connection.close();
}, 300_000);
