import { describe, expect, test } from '@jest/globals';
import { zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { type BatchFile, readBatch } from '../../src/entry/batch/read.ts';
import { readSheets } from '../../src/entry/table/workbook-cells.ts';
import { codeOf } from '../support/code-of.ts';
import { type Cell, workbook } from '../support/workbook.ts';

const look = (bytes: Buffer, name = 'orders.xlsx', answers = {}) =>
  readBatch({ name, bytes, answers }, async () => undefined);
async function read(bytes: Buffer, name?: string): Promise<BatchFile> {
  const table = await look(bytes, name);
  if ('asked' in table) throw new Error(`asked: ${JSON.stringify(table.asked)}`);
  return table;
}
const code = (bytes: Buffer) => codeOf(look(bytes));

const head = ['customer', 'sku', 'quantity', 'unit_price', 'requested_at'];

describe('a workbook', () => {
  test('keeps dates as dates and numbers to their last digit, formulas by what they came to', async () => {
    const row: Cell[] = ['ACME', ' A100 ', { formula: 'A1+B1', value: 0.1 + 0.2 }, 9.5, { date: '2026-12-03' }];
    const { file } = await read(workbook({ Orders: [head, row] }));
    expect(file.rows[0]?.values).toMatchObject({
      sku: 'A100',
      quantity: '0.3',
      unit_price: '9.5',
      requested_at: '2026-12-03',
    });
  });

  test('is read from its header row on, whatever stands above; empty rows and the header again are passed over', async () => {
    const rows: Cell[][] = [
      ['Orders of May'],
      [null, 'by Anna'],
      [],
      head,
      ['ACME', 'A100', 1],
      [],
      head,
      ['ACME', 'B200', 2],
    ];
    const { file, above } = await read(workbook({ Orders: rows }, { hidden: [5] }));
    expect(above).toBe(2);
    expect(file.rows.map((row) => [row.row, row.values.sku])).toEqual([
      [5, 'A100'],
      [8, 'B200'],
    ]);
  });

  test('with several tables is asked about, and the same rows saved again are the same table', async () => {
    const sheet = [head, ['ACME', 'A100', 1]];
    expect(await look(workbook({ May: sheet, June: sheet }))).toEqual({
      asked: [{ kind: 'sheet', choices: ['May', 'June'] }],
    });
    const chosen = await look(workbook({ May: sheet, June: sheet }), 'a.xlsx', { sheet: 'June' });
    const [one, other] = [await read(workbook({ Orders: sheet })), chosen as BatchFile];
    expect(other.hash).toBe(one.hash);
  });

  test('that is damaged, or unpacks to more than can be meant, is refused', async () => {
    expect(await code(Buffer.from('504b0304ffffffff', 'hex'))).toBe('error.workbook_broken');
    const bomb = Buffer.from(zipSync({ 'xl/workbook.xml': new Uint8Array(80 * 2 ** 20) }));
    expect(bomb.byteLength).toBeLessThan(200_000);
    expect(await code(bomb)).toBe('error.workbook_large');
    const many = workbook({ Orders: [head, ...Array.from({ length: 40 }, () => ['ACME', 'A100', 1])] });
    await expect(readSheets(many, { bytes: 1e6, parts: 100, rows: 30 })).rejects.toThrow('rows');
  });
});

describe('a text arrives intact', () => {
  const chinese = '客户,产品编码,数量,备注\n华信,A100,1,易碎品，轻放\n';
  const western = 'customer;sku;quantity;note\nACME;A100;1;Größe – café “déjà vu”\n';
  test.each([
    ['GBK', iconv.encode(chinese, 'gbk'), '易碎品，轻放'],
    ['UTF-16', iconv.encode(chinese, 'utf16', { addBOM: true }), '易碎品，轻放'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${chinese}`), '易碎品，轻放'],
    ['Windows-1252', iconv.encode(western, 'win1252'), 'Größe – café “déjà vu”'],
  ])('in %s', async (_name, bytes, note) => {
    const { file } = await read(bytes, 'orders.csv');
    expect(file.rows[0]?.values).toMatchObject({ sku: 'A100', quantity: '1', note });
  });
});
