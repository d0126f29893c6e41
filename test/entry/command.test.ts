import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startEmbeddedDatabase } from '../../src/database/embedded/index.ts';
import { exportArguments, importArguments } from '../../src/entry/arguments.ts';
import { exportCommand } from '../../src/entry/export-main.ts';
import { importCommand } from '../../src/entry/import-main.ts';
import { DeskError } from '../../src/errors.ts';

const folder = mkdtempSync(join(tmpdir(), 'orderdesk-import-'));
const env = { DATA_DIR: join(folder, 'data'), ORDERDESK_CURRENCY: 'CNY' };
const at = (name: string) => join(folder, name);
const fixture = (name: string) => new URL(`../fixtures/import/${name}.csv`, import.meta.url).pathname;

async function run(command: typeof importCommand, ...argv: string[]) {
  const said: string[] = [];
  const progress: string[] = [];
  const terminal = {
    say: (line: string) => void said.push(line),
    progress: (line: string) => void progress.push(line),
  };
  return { code: await command(argv, env, terminal), said, progress };
}

beforeAll(() => {
  for (const name of ['customers', 'products', 'orders', 'orders-wrong'])
    writeFileSync(at(`${name}.csv`), readFileSync(fixture(name)));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('npm run import, while no desk is running', () => {
  test('loads the files, shows progress and prints the counts', async () => {
    expect(await run(importCommand, 'customers', at('customers.csv'))).toEqual({
      code: 0,
      said: ['imported 3, skipped 0 (already there), rejected 0'],
      progress: ['3 of 3'],
    });
    expect((await run(importCommand, 'products', at('products.csv'))).code).toBe(0);
    expect((await run(importCommand, 'orders', at('orders.csv'))).said).toEqual([
      'imported 6, skipped 0 (already there), rejected 0',
    ]);
  });

  test('wrong rows are written beside the file, and the exit code is 1', async () => {
    const { code, said } = await run(importCommand, 'orders', at('orders-wrong.csv'));
    expect(code).toBe(1);
    expect(said).toEqual([
      'not used: columns extra',
      'imported 2, skipped 0 (already there), rejected 7',
      `The rejected rows and their reasons: ${at('orders-wrong.csv.rejected.csv')}`,
    ]);
    expect(readFileSync(at('orders-wrong.csv.rejected.csv'), 'utf8').split('\n')[0]).toMatch(/,reason$/);
  });

  test('when nothing is rejected any more, the file of rejected rows is gone', async () => {
    writeFileSync(at('orders-wrong.csv'), readFileSync(fixture('orders')));
    expect(await run(importCommand, 'orders', at('orders-wrong.csv'), '--update')).toMatchObject({
      code: 0,
      said: ['imported 0, skipped 6 (already there), rejected 0, updated 0'],
    });
    expect(existsSync(at('orders-wrong.csv.rejected.csv'))).toBe(false);
  });
});

describe('npm run import and export, while a desk is running', () => {
  test('work on the same data', async () => {
    const database = await startEmbeddedDatabase({ dataDir: env.DATA_DIR });
    try {
      expect((await run(importCommand, 'orders', at('orders.csv'))).said).toEqual([
        'imported 0, skipped 6 (already there), rejected 0',
      ]);
      expect((await run(exportCommand, 'orders', at('out.csv'))).said).toEqual([`exported 8 to ${at('out.csv')}`]);
    } finally {
      await database.close();
    }
    expect((await run(importCommand, 'orders', at('out.csv'))).said).toEqual([
      'imported 0, skipped 8 (already there), rejected 0',
    ]);
  });
});

describe('an import that is killed', () => {
  test('and run again has every order once', async () => {
    const rows = Array.from({ length: 300 }, (_, i) => `K${i},ACME,2026-01-05,A100,${i + 1}`);
    writeFileSync(at('many.csv'), `order_no,customer,ordered_at,sku,quantity\n${rows.join('\n')}\n`);
    const main = new URL('../../dist/src/entry/import-main.js', import.meta.url).pathname;
    const child = spawn(process.execPath, [main, 'orders', at('many.csv')], {
      env,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child.stderr.once('data', () => child.kill('SIGKILL'));
    const signal = await new Promise((resolve) => child.once('exit', (_code, by) => resolve(by)));
    expect(signal).toBe('SIGKILL');
    const { said } = await run(importCommand, 'orders', at('many.csv'));
    const [imported, skipped] = /imported (\d+), skipped (\d+)/.exec(said[0]!)!.slice(1).map(Number);
    expect(imported! + skipped!).toBe(300);
    expect(skipped).toBeGreaterThanOrEqual(50);
    await run(exportCommand, 'orders', at('all.csv'));
    const numbers = readFileSync(at('all.csv'), 'utf8').match(/^K\d+/gm)!;
    expect([numbers.length, new Set(numbers).size]).toEqual([300, 300]);
  });
});

describe('what is typed after npm run import', () => {
  test('the options may stand anywhere', () => {
    expect(importArguments(['--update', 'orders', 'a.csv', '--as-of', '2026-01-31', '--open-balance'])).toEqual({
      table: 'orders',
      file: 'a.csv',
      options: { update: true, openBalance: true, dryRun: false, asOf: '2026-01-31' },
    });
  });

  test.each([
    [[]],
    [['orders']],
    [['things', 'a.csv']],
    [['orders', 'a.csv', 'b.csv']],
    [['orders', 'a.csv', '--wrong']],
    [['orders', 'a.csv', '--as-of', 'soon']],
  ])('%j is answered with the way it is used', (argv) => {
    expect(() => importArguments(argv)).toThrow(DeskError);
    expect(() => importArguments(argv)).toThrow(/Usage|Write it like/);
  });

  test('export knows no options', () => {
    expect(exportArguments(['orders', 'a.csv'])).toEqual({ table: 'orders', file: 'a.csv' });
    expect(() => exportArguments(['orders', 'a.csv', '--update'])).toThrow(/Usage/);
  });

  test('a file that is not there is a sentence', async () => {
    await expect(run(importCommand, 'orders', at('nothing.csv'))).rejects.toMatchObject({ code: 'error.file_missing' });
    await expect(run(exportCommand, 'orders', join(folder, 'no', 'where.csv'))).rejects.toMatchObject({
      code: 'error.file_not_written',
    });
  });
});
