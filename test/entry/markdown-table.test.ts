import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { gridOf, readCsv } from '../../src/entry/csv.ts';
import { markdownRows } from '../../src/entry/markdown-table.ts';

const file = (text: string) => readCsv(Buffer.from(text), 'products');

test('a Markdown table is read as one, with its strokes, its spaces and what is escaped', () => {
  const { rows, delimiter } = file(
    '| sku | name | price |\n|:----|:--:|---:|\n| A1 | Bolt \\| nut | 3.50 |\n\n|A2|螺栓|4|\n',
  );
  expect(delimiter).toBe(',');
  expect(rows.map(({ row, values }) => [row, values.sku, values.name, values.price])).toEqual([
    [3, 'A1', 'Bolt | nut', '3.50'],
    [5, 'A2', '螺栓', '4'],
  ]);
});

test('the outer strokes may be left out, and a row that has none is a row all the same', () => {
  const rows = markdownRows('sku | price\n--- | ---\nA1 | 3\nwhat is this\n');
  expect(rows?.map((r) => r.cells)).toEqual([['sku', 'price'], ['A1', '3'], ['what is this']]);
});

test.each(['sku,name\n----,--\nA1,Bolt', 'sku\n---\nA1', 'a|b\nc|d\n', '|a|b|\n', ''])('%j is none', (text) => {
  expect(markdownRows(text)).toBeUndefined();
});

test('what is written as a Markdown table is read back cell by cell', () => {
  const cell = fc.string({ maxLength: 12 }).map((text) => text.replace(/[\\\r\n\u2028\u2029\u0085\v\f]/g, '').trim());
  const table = fc
    .integer({ min: 2, max: 4 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }));
  fc.assert(
    fc.property(table, (rows) => {
      const line = (cells: readonly string[]) => `| ${cells.map((c) => c.replaceAll('|', '\\|')).join(' | ')} |`;
      const [first, ...rest] = rows as [string[], ...string[][]];
      const text = [line(first), `|${first.map(() => '---').join('|')}|`, ...rest.map(line)].join('\n');
      expect(gridOf(Buffer.from(text)).rows.map((r) => r.cells)).toEqual(rows);
    }),
  );
});
