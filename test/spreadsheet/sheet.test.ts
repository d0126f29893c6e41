import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { createCsv } from '../../src/spreadsheet/csv.ts';
import { type Column, type Sheet, writeSheet } from '../../src/spreadsheet/index.ts';
import { createXlsx } from '../../src/spreadsheet/xlsx/write.ts';
import { cellsIn, each, fileOf, partsIn, sheetIn } from './support.ts';

type Sale = { no: string; on?: string; at?: string; currency: string; amount: number; pieces: number; off?: number };

const columns: Column<Sale>[] = [
  { kind: 'text', label: 'order', of: ({ no }) => no },
  { kind: 'date', label: 'date', of: ({ on }) => on },
  { kind: 'dateTime', label: 'changed', of: ({ at }) => at },
  { kind: 'text', label: 'currency', of: ({ currency }) => currency },
  { kind: 'money', label: 'amount', currency: ({ currency }) => currency, total: true, of: ({ amount }) => amount },
  { kind: 'quantity', label: 'pieces', total: true, of: ({ pieces }) => pieces },
  { kind: 'rate', label: 'discount', of: ({ off }) => off },
  { kind: 'price', label: 'price', currency: 'CNY', of: ({ pieces }) => pieces },
  { kind: 'number', label: 'days', of: () => -3 },
];
const sheet: Sheet<Sale> = { name: 'Sales', columns, totalLabel: (c) => (c ? `Total ${c}` : 'Total') };
const first: Sale = {
  no: '00042',
  on: '2026-11-30',
  at: '2026-11-30 13:30',
  currency: 'CNY',
  amount: 1_265_793_29,
  pieces: 2_500,
  off: 1250,
};
const second: Sale = { no: 'SO-2', currency: 'CNY', amount: -10, pieces: 1_000 };

const csvOf = async (rows: readonly Sale[]): Promise<string[][]> =>
  parse((await fileOf(sheet, rows, 'csv')).toString('utf8'), { bom: true });

describe('a workbook', () => {
  test('has numbers, days and times as what they are, and a number of an order stays the text that it is', async () => {
    const [head, row, other] = await cellsIn(await fileOf(sheet, [first, second], 'xlsx'));
    expect(head).toEqual(columns.map(({ label }) => label));
    expect(row).toEqual([
      '00042',
      new Date('2026-11-30T00:00:00Z'),
      new Date('2026-11-30T13:30:00Z'),
      'CNY',
      1_265_793.29,
      2.5,
      0.125,
      0.25,
      -3,
    ]);
    expect(other).toEqual(['SO-2', null, null, 'CNY', -0.1, 1, null, 0.1, -3]);
  });

  test('shows money with the digits of its currency, thousands marked, and shares as percent', async () => {
    const bytes = await fileOf(sheet, [first, { ...second, currency: 'JPY' }, { ...second, currency: 'KWD' }], 'xlsx');
    const styles = partsIn(bytes)['xl/styles.xml']!;
    const formats = [...styles.matchAll(/numFmtId="(\d+)" formatCode="([^"]+)"/g)].map((m) => [m[1], m[2]] as const);
    const shown = [...styles.matchAll(/<xf numFmtId="(\d+)" fontId/g)].map(
      (m) => new Map(formats).get(m[1]) ?? 'General',
    );
    const formatAt = (ref: string) => shown[Number(new RegExp(`r="${ref}" s="(\\d+)"`).exec(sheetIn(bytes))?.[1])];
    expect(['E2', 'E3', 'E4'].map(formatAt)).toEqual(['#,##0.00', '#,##0', '#,##0.000']);
    expect(['A2', 'B2', 'C2', 'G2', 'H2', 'F2', 'F3'].map(formatAt)).toEqual([
      'General',
      'yyyy\\-mm\\-dd',
      'yyyy\\-mm\\-dd hh:mm',
      '0.0%',
      '#,##0.00',
      '#,##0.0',
      '#,##0',
    ]);
  });

  test('keeps its bold head in view, and a filter over all rows, but not over their sums', async () => {
    const bytes = await fileOf(sheet, [first, second], 'xlsx');
    expect(sheetIn(bytes)).toMatch(/<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"\/>/);
    expect(sheetIn(bytes)).toMatch(/<c r="A1" s="1" t="inlineStr">/);
    expect(sheetIn(bytes)).toMatch(/<autoFilter ref="A1:I3"\/><\/worksheet>$/);
    expect(partsIn(bytes)['xl/workbook.xml']).toContain("'Sales'!$A$1:$I$3");
  });

  test('sums up exactly, in a formula that follows the filter', async () => {
    const bytes = await fileOf(sheet, [first, second], 'xlsx');
    const rows = await cellsIn(bytes);
    expect(rows.at(-1)).toEqual(['Total', null, null, null, 1_265_793.19, 3.5, null, null, null]);
    expect(sheetIn(bytes)).toContain('<f>SUBTOTAL(109,E2:E3)</f><v>1265793.19</v>');
    expect(rows.at(-2)).toEqual(rows.at(-2)!.map(() => null));
  });

  test('never adds up two currencies: each has its sum', async () => {
    const bytes = await fileOf(sheet, [first, { ...second, currency: 'USD' }, second], 'xlsx');
    expect((await cellsIn(bytes)).slice(-3).map((row) => row.slice(0, 6))).toEqual([
      ['Total', null, null, null, null, 4.5],
      ['Total CNY', null, null, null, 1_265_793.19, null],
      ['Total USD', null, null, null, -0.1, null],
    ]);
    expect(sheetIn(bytes)).not.toContain('<f>');
  });

  test('of sums that a machine number cannot hold is exact where it is written', async () => {
    const most = { ...second, amount: Number.MAX_SAFE_INTEGER };
    const bytes = await fileOf(sheet, [most, most, most], 'xlsx');
    expect(sheetIn(bytes)).toContain('<v>270215977642229.73</v>');
  });

  test('without rows has a head, and no sums', async () => {
    expect(await cellsIn(await fileOf(sheet, [], 'xlsx'))).toEqual([columns.map(({ label }) => label)]);
  });

  test('has columns that are wide enough for what is in them, Chinese too', async () => {
    const bytes = await fileOf(
      { ...sheet, columns: [columns[0]!] },
      [
        { ...first, no: '上海华信国际贸易有限公司' },
        { ...first, no: 'x'.repeat(500) },
      ],
      'xlsx',
    );
    expect(sheetIn(bytes)).toContain('<col min="1" max="1" width="48"');
    const chinese = await fileOf({ ...sheet, columns: [columns[0]!] }, [{ ...first, no: '上海华信国际贸易' }], 'xlsx');
    expect(sheetIn(chinese)).toContain('<col min="1" max="1" width="18"');
  });

  test.each([
    ['a/b:c*d?[e]\\f', 'a b c d  e  f'],
    [`${'x'.repeat(30)}😀`, 'x'.repeat(30)],
    ["'quoted'", 'quoted'],
    ['', 'Sheet'],
    ['订单 & <报表>', '订单 &amp; &lt;报表&gt;'],
  ])('may be called “%s”: spreadsheets read %s', async (name, written) => {
    const parts = partsIn(await fileOf({ ...sheet, name }, [first], 'xlsx'));
    expect(parts['xl/workbook.xml']).toContain(`<sheet name="${written}"`);
  });

  test('cuts a text that is longer than a cell, and says so', async () => {
    const long = `${'x'.repeat(32_765)}😀 and more`;
    const [, row] = await cellsIn(await fileOf(sheet, [{ ...first, no: long }], 'xlsx'));
    expect(row![0]).toBe(`${'x'.repeat(32_765)}…`);
  });

  test('says so where a spreadsheet has no more rows', async () => {
    const one: Sheet<number> = { name: 'n', columns: [], totalLabel: () => '' };
    async function* endless() {
      for (let n = 0; ; n += 1) yield n;
    }
    await expect(writeSheet(one, endless(), ['xlsx'], 1)).rejects.toMatchObject({ code: 'error.export_rows' });
  }, 60_000);
});

describe('a CSV', () => {
  test('has a mark, CRLF, plain decimals, ISO dates, and no sums', async () => {
    const bytes = await fileOf(sheet, [first, second], 'csv');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(bytes.toString('utf8').split('\r\n')).toHaveLength(4);
    expect(await csvOf([first, second])).toEqual([
      columns.map(({ label }) => label),
      ['00042', '2026-11-30', '2026-11-30 13:30', 'CNY', '1265793.29', '2.5', '12.5%', '0.25', '-3'],
      ['SO-2', '', '', 'CNY', '-0.10', '1', '', '0.10', '-3'],
    ]);
  });
});

describe('large sheets', () => {
  test.each([createXlsx, createCsv])(
    'are written while their rows are read: few of 20,000 are held at a time',
    (create) => {
      let held = 0;
      let most = 0;
      const writer = create(sheet, () => {
        held = 0;
      });
      for (let n = 0; n < 20_000; n += 1) {
        writer.add({ ...first, no: `SO-${n}`, amount: n * 7919 });
        held += 1;
        most = Math.max(most, held);
      }
      writer.end();
      expect(most).toBeLessThan(4_000);
    },
  );

  test('have both files of one reading', async () => {
    let reads = 0;
    async function* rows() {
      reads += 1;
      yield* each([first, second]);
    }
    const { bytes } = await writeSheet(sheet, rows(), ['xlsx', 'csv'], 1_000_000);
    expect(reads).toBe(1);
    expect((await cellsIn(bytes[0]!)).slice(1, 3).map((row) => row[0])).toEqual(['00042', 'SO-2']);
    expect(Buffer.from(bytes[1]!).toString()).toContain('SO-2');
  });

  test('are left out where they become larger than a file may be; the smaller one is there', async () => {
    const rows = Array.from({ length: 3_000 }, (_, n) => ({ ...first, no: `${n} ${'long '.repeat(40)}` }));
    const { bytes } = await writeSheet(sheet, each(rows), ['xlsx', 'csv'], 400_000);
    expect(bytes.map((file) => file !== undefined)).toEqual([true, false]);
  });
});
