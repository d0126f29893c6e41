import { describe, expect, test } from '@jest/globals';
import { columnsOf, headOf } from '../../../src/entry/batch/header.ts';

const head = (...rows: string[]) =>
  headOf({ encoding: 'utf8', delimiter: ',', rows: rows.map((text, i) => ({ row: i + 1, cells: text.split(',') })) });

describe('where a table has its header', () => {
  test.each([
    ['in a row of known names', ['customer,sku,quantity', 'ACME,B210,10'], 1],
    ['below a title', ['Orders of May', 'customer,sku,quantity', 'ACME,B210,10'], 2],
    ['in a row that reads like names', ['Buyer,Article,Pieces', 'ACME,B210,10'], 1],
    ['in a first row with one known name beside values', ['customer,1,2', 'ACME,B210,10'], 1],
    ['nowhere: the first row is data', ['ACME,B210,10,P-1', 'ACME,B200,50,P-1'], undefined],
    ['nowhere: amounts with a unit are no names', ['ACME,B210,10 pcs', 'Huaxin,B200,50 pcs'], undefined],
    ['nowhere: a hole further down is no name', ['ACME,B210,10,P-1', 'ACME,B200,none,P-2', 'ACME,B2,1,P-3'], undefined],
    ['nowhere: a single row', ['ACME,B210,10'], undefined],
  ])('%s', (_where, rows, row) => {
    const found = head(...rows);
    expect(found?.isNamed ? found.header.row : undefined).toBe(row);
    expect(found?.rows[0]?.row).toBe(row === undefined ? 1 : row + 1);
  });

  test('without one, its columns are those that most rows have', () => {
    expect(head('A,B1,1', 'A,B2,2,P', 'A,B3,3,P')?.header.cells).toHaveLength(4);
    expect(head('A,B1,1', 'A,B2,2', 'A,B3,1,000')?.header.cells).toHaveLength(3);
    expect(head('', ' ')).toBeUndefined();
  });
});

test.each(['delivery date', 'Delivery', '交货日期', '交期', '要货日期', 'requested_at'])(
  '“%s” is the requested date',
  (header) => expect(columnsOf(['customer', 'sku', header])).toMatchObject({ requested_at: 2 }),
);
