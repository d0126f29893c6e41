import { describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { moneyDecimal } from '../../src/money.ts';
import type { Sheet } from '../../src/spreadsheet/index.ts';
import { bare, neutral } from '../../src/spreadsheet/neutral.ts';
import { cellsIn, fileOf, sheetIn } from './support.ts';

type Pair = { text: string; amount: number };
const sheet: Sheet<Pair> = {
  name: 'any',
  columns: [
    { kind: 'text', label: 'text', of: ({ text }) => text },
    { kind: 'money', label: 'amount', currency: 'CNY', total: true, of: ({ amount }) => amount },
  ],
  totalLabel: () => 'Total',
};

/** What spreadsheets are fooled with, what XML cannot hold, and what people write. */
const signs = [
  ...'=+-@\t\r\n＝＋－＠\'"<>&;,| ',
  '\u0000',
  '\u001f',
  '\ufffe',
  '\ud800',
  '\udc00',
  '😀',
  '华',
  'é',
  '_x0041_',
  ']]>',
];
const text = fc.oneof(
  fc.array(fc.constantFrom(...signs, 'a', '1'), { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('=1+1', '-2+3', '@SUM(A1)', "'=1", '=HYPERLINK("http://x","y")', '  padded  ', 'true', '1e5'),
);
const pairs = fc.array(fc.record({ text, amount: fc.integer({ min: -(10 ** 13), max: 10 ** 13 }) }), {
  minLength: 1,
  maxLength: 30,
});

/** Whether a sign is one that XML 1.0 (section 2.2) knows. */
function isHeld(sign: string): boolean {
  const code = sign.codePointAt(0)!;
  if (code < 0x20) return '\t\n\r'.includes(sign);
  return code < 0xd800 || code > 0xffff || (code > 0xdfff && code < 0xfffe);
}

/** What of a text a workbook can hold, sign by sign: halves do not become a pair when what stood between them goes. */
const held = (value: string): string => [...neutral(value)].filter(isHeld).join('').replace(/\r\n?/g, '\n');

describe('whatever somebody typed', () => {
  test('is the same text in the workbook, and amounts are the same numbers', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async (rows) => {
        const cells = (await cellsIn(await fileOf(sheet, rows, 'xlsx'))).slice(1, rows.length + 1);
        expect(cells.map((row) => String(row[0] ?? '').replaceAll('_x005F_', '_'))).toEqual(
          rows.map((row) => held(row.text)),
        );
        expect(cells.map((row) => row[1])).toEqual(rows.map((row) => Number(moneyDecimal(row.amount, 'CNY'))));
      }),
      { numRuns: 150, examples: [[[{ text: '\ud800\ufffe\udc00', amount: 0 }]]] },
    );
  });

  test('is a formula in no cell: the only formulas are the sums of the desk', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async (rows) => {
        const xml = sheetIn(await fileOf(sheet, rows, 'xlsx'));
        expect(xml.match(/<f>[^<]*<\/f>/g)).toEqual([`<f>SUBTOTAL(109,B2:B${rows.length + 1})</f>`]);
        expect(xml).not.toMatch(/<t [^>]*>[=+\-@＝＋－＠\t\n]/);
      }),
      { numRuns: 150 },
    );
  });

  test('begins no cell of a CSV like a formula, and comes back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async (rows) => {
        const clean = rows.map((row) => ({ ...row, text: Buffer.from(row.text).toString('utf8') }));
        const bytes = await fileOf(sheet, clean, 'csv');
        const cells: string[][] = parse(bytes, { bom: true, skip_empty_lines: false });
        const texts = cells.slice(1).map((row) => row[0]!);
        for (const one of texts) expect(one).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
        expect(texts).toEqual(clean.map((row) => neutral(row.text)));
        expect(texts.map(bare)).toEqual(clean.map((row) => bare(row.text)));
        expect(cells.slice(1).map((row) => row[1])).toEqual(clean.map((row) => moneyDecimal(row.amount, 'CNY')));
      }),
      { numRuns: 150 },
    );
  });
});
