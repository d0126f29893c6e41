import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { exportCommand } from '../../src/entry/export-main.ts';
import { importCommand } from '../../src/entry/import-main.ts';
import { exitCodeOf } from '../../src/entry/terminal.ts';

const folder = mkdtempSync(join(tmpdir(), 'orderdesk-odd-'));
const env = { DATA_DIR: join(folder, 'data'), ORDERDESK_CURRENCY: 'CNY' };
const at = (name: string) => join(folder, name);

/** What the operator sees of a command: the exit code, and every line that is not progress. */
async function run(command: typeof importCommand, argv: string[], more: Record<string, string> = {}) {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const all = { ...env, ...more };
  const code = await exitCodeOf(() => command(argv, all, { say, progress: () => {} }), say, all);
  return { code, text: lines.join('\n') };
}

/** A file of customers and what the import says about it. */
async function load(name: string, bytes: string | Buffer, more?: Record<string, string>) {
  writeFileSync(at(name), bytes);
  return run(importCommand, ['customers', at(name)], more);
}

beforeAll(() => mkdirSync(at('folder')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a file that cannot be read as a whole ends with exit code 2 and a sentence in the operator’s language', () => {
  test.each<[string, string | Buffer, string, string]>([
    ['is empty', '', 'The file has no rows', '文件没有数据'],
    ['is a byte order mark', '\ufeff', 'The file has no rows', '文件没有数据'],
    ['has blank lines only', ' \n\r\n', 'The file has no rows', '文件没有数据'],
    ['has only a header', 'code,name\n', 'The file has no rows', '文件没有数据'],
    ['has only empty rows', 'code,name\n,\n,,\n', 'The file has no rows', '文件没有数据'],
    ['lacks a column', 'code,region\nA,North\n', 'columns are missing: name', '缺少列：name'],
    ['has a column twice', 'code,name,名称\nA,One,x\n', 'The column “name” is there twice', '列“name”重复'],
    ['has an open quotation mark', 'code,name\nA,"One\nB,Two\n', 'cannot be read at row', '无法读取，请检查引号'],
    ['has a quotation mark in the middle', 'code,name\nA,On"e\n', 'cannot be read at row 2', '文件第 2 行'],
    ['is a spreadsheet', Buffer.from('PK\x03\x04\x00\x00'), 'no text table', '不是文本表格'],
  ])('%s', async (_what, bytes, english, chinese) => {
    const en = await load('odd.csv', bytes);
    const zh = await load('odd.csv', bytes, { ORDERDESK_LOCALE: 'zh' });
    expect([en.code, zh.code]).toEqual([2, 2]);
    expect(en.text).toContain(english);
    expect(zh.text).toContain(chinese);
    expect(en.text + zh.text).not.toMatch(/^\s+at /m);
  });

  test.each([
    ['a folder', ['customers', at('folder')], 'cannot be read', '无法读取文件'],
    ['no file', ['customers', at('nothing.csv')], 'cannot be read', '无法读取文件'],
    ['a kind that does not exist', ['things', at('folder')], 'Usage: npm run import', '用法：npm run import'],
    ['nothing', [], 'Usage: npm run import', '用法：npm run import'],
    ['an option that does not exist', ['customers', 'x.csv', '--all'], 'Usage: npm run import', '用法：npm run import'],
  ])('FILE is %s', async (_what, argv, english, chinese) => {
    const en = await run(importCommand, argv);
    const zh = await run(importCommand, argv, { ORDERDESK_LOCALE: 'zh' });
    expect([en.code, zh.code]).toEqual([2, 2]);
    expect(en.text).toContain(english);
    expect(zh.text).toContain(chinese);
  });

  test('export into a folder says that it cannot be written', async () => {
    expect(await run(exportCommand, ['customers', at('folder')])).toEqual({
      code: 2,
      text: `The file ${at('folder')} cannot be written. Check the folder and its rights.`,
    });
  });

  test('a database that cannot be opened is told with what to check', async () => {
    writeFileSync(at('no-folder'), '');
    const { code, text } = await run(importCommand, ['customers', at('odd.csv')], { DATA_DIR: at('no-folder') });
    expect(code).toBe(2);
    expect(text).toContain('The database cannot be opened. Check DATA_DIR or MONGODB_URI, then try again.');
    expect(text).not.toMatch(/^\s+at /m);
  });

  test('a wrong environment is told as it is', async () => {
    const { code, text } = await run(importCommand, ['customers', at('odd.csv')], { PORT: 'x' });
    expect([code, text]).toEqual([2, 'PORT must be a number, e.g. 3000']);
  });

  test('a fault of the program is a sentence; its stack is told only to who asks for it', async () => {
    const lines: string[] = [];
    const broken = (log: string) =>
      exitCodeOf(
        () => Promise.reject(new TypeError('x is not y')),
        (line) => void lines.push(line),
        { LOG_LEVEL: log },
      );
    expect([await broken('info'), await broken('debug')]).toEqual([2, 2]);
    expect(lines[0]).toMatch(/^The command ended early\..*x is not y$/);
    expect(lines[1]).toMatch(/^\s+at /m);
  });
});

describe('a file that can be read', () => {
  test.each([
    ['has a byte order mark and ends its lines as Windows does', '\ufeffcode,name\r\nW1,One\r\nW2,Two\r\n'],
    ['ends its lines as old machines did', 'code,name\rM1,One\rM2,Two\r'],
    ['has quotation marks everywhere', '\ufeff"code","name"\r\n"Q1","One, ""the"" first"\r\n"Q2","Two"\r\n'],
    ['has columns twice that are not used', 'code,name,x,x\nX1,One,a,b\nX2,Two,,\n'],
  ])('%s', async (_what, bytes) => {
    const { code, text } = await load('fine.csv', bytes);
    expect([code, text]).toEqual([0, expect.stringContaining('imported 2, skipped 0 (already there), rejected 0')]);
  });

  test('a row with more cells than the header is rejected: its texts may have shifted', async () => {
    const { code, text } = await load('more.csv', 'code,name,region\nS1,Acme, Inc,North\nS2,Beta,South\n');
    expect([code, text]).toEqual([1, expect.stringContaining('imported 1, skipped 0 (already there), rejected 1')]);
    const rejected = readFileSync(at('more.csv.rejected.csv'), 'utf8');
    expect(rejected).toContain('“North” is behind the last column');
    writeFileSync(at('again.csv'), rejected);
    expect((await run(importCommand, ['customers', at('again.csv')])).text).toContain('rejected 1');
  });

  test('NULL is no value, also as an owner: it makes no member of that name', async () => {
    await load('null.csv', 'code,name,owner,region\nN1,Nobody’s,NULL,null\n');
    await run(exportCommand, ['customers', at('out.csv')]);
    expect(
      readFileSync(at('out.csv'), 'utf8')
        .split('\n')
        .find((row) => row.startsWith('N1')),
    ).toBe('N1,Nobody’s,,,,,,,,,,30');
  });

  test('what was stored is told, also when the file of rejected rows cannot be written or removed', async () => {
    mkdirSync(at('a.csv.rejected.csv'));
    const wrong = await load('a.csv', 'code,name\n,x\nA1,x\n');
    expect([wrong.code, wrong.text.split('\n')]).toEqual([
      2,
      [
        'imported 1, skipped 0 (already there), rejected 1',
        `The file ${at('a.csv.rejected.csv')} cannot be written. Check the folder and its rights.`,
      ],
    ]);
    const right = await load('a.csv', 'code,name\nA2,x\n');
    expect(right.code).toBe(2);
    expect(right.text).toMatch(/imported 1, .*\n.*cannot be removed\. Remove it yourself/);
  });
});
