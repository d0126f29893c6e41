import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import mongoose, { type Connection } from 'mongoose';
import { migrate } from '../../src/database/migrate.ts';
import { runImport } from '../../src/entry/import/run.ts';
import type { Table } from '../../src/entry/table/columns.ts';
import { parseRequest } from '../../src/reports/request.ts';
import { createReports } from '../../src/reports/service.ts';
import { createRollups } from '../../src/rollups/service.ts';
import { settingsSchema } from '../../src/settings/settings.ts';

/** Sixty orders of five customers, and what they come to, reckoned in decimals by another program, each line rounded half up. */
const read = (name: string) => readFileSync(new URL(`../fixtures/figures/${name}`, import.meta.url));
const truth = JSON.parse(read('truth.json').toString());
const settings = settingsSchema.parse({ currency: 'USD', timezone: 'UTC', locale: 'en' });
const [today, now] = ['2026-06-30', new Date('2026-06-30T12:00:00Z')];
const all = '2025-09..2026-04';
const cents = (text: string) => Math.round(Number(text) * 100);

let connection: Connection;
let reports: Record<'roll-ups' | 'orders', ReturnType<typeof createReports>>;

beforeAll(async () => {
  connection = await mongoose.createConnection(process.env.TEST_MONGODB_URI!, { dbName: 'test_truth' }).asPromise();
  await connection.dropDatabase();
  await migrate(connection);
  const options = { update: false, openBalance: false, dryRun: false };
  for (const table of ['customers', 'products', 'orders'] as Table[])
    expect((await runImport({ connection, settings, now }, table, read(`${table}.csv`), options)).rejected).toBe(0);
  const rollups = createRollups({ connection });
  await rollups.tick(now, today, { ms: 60_000 });
  const artist = { draw: async () => new Uint8Array(), close: async () => {} };
  const saveFile = async ({ name, mime }: { name: string; mime: string }) => ({ id: name, name, mime });
  const deps = { connection, clock: () => now, settings: { get: async () => settings }, saveFile, artist };
  reports = {
    'roll-ups': createReports({ ...deps, rollups }),
    orders: createReports({ ...deps, rollups: { ...rollups, parts: async () => undefined } }),
  };
});
afterAll(() => connection.close());

describe.each(['roll-ups', 'orders'] as const)('figures from %s are those that were reckoned elsewhere', (from) => {
  const ask = async (text: string) =>
    (await reports[from].report({ id: 'a', roles: ['admin'], teams: [] }, 'en', parseRequest(text, today))).result;
  const groupsOf = async (by: string) => (await ask(`${all} by ${by}`)).groups ?? [];

  test('orders, total, units, late and on time', async () => {
    const { now: figures } = await ask(all);
    expect(figures).toMatchObject({ count: truth.orders, total: cents(truth.total_line_rounded) });
    const units = (await groupsOf('product')).reduce((sum, { quantity = 0 }) => sum + quantity, 0);
    expect(units).toBe(Number(truth.units) * 1000);
    const shipped = await ask(`${all} status:shipped`);
    expect(shipped.now.onTime).toMatchObject({ late: truth.shipped_late, onTime: truth.shipped_on_time });
  });

  test.each([
    ['month', 'per_month_line_rounded'],
    ['customer', 'per_customer'],
    ['product', 'per_product'],
  ])('revenue by %s, to the cent', async (by, name) => {
    const groups = await groupsOf(by);
    expect(Object.fromEntries(groups.map(({ key, total }) => [key, total]))).toEqual(
      Object.fromEntries(Object.entries<string>(truth[name]).map(([key, value]) => [key, cents(value)])),
    );
  });

  test('orders of each month', async () => {
    const counts = (await groupsOf('month')).map(({ key, count }) => [key, count]);
    expect(Object.fromEntries(counts)).toEqual(truth.orders_per_month);
  });
});
