import { describe, expect, test } from '@jest/globals';
import { namedUnlike, ordersIn, rowNames, withCodes } from '../../../src/entry/batch/group.ts';
import { type BatchFile, readBatch } from '../../../src/entry/batch/read.ts';
import { DeskError } from '../../../src/errors.ts';

const table = (...rows: string[]) => Buffer.from(['order_no,customer,sku,quantity,po_no', ...rows].join('\n'));
async function read(bytes: Buffer, name = 'x.csv'): Promise<BatchFile> {
  const table = await readBatch({ name, bytes }, async () => undefined);
  if ('asked' in table) throw new Error(`asked: ${JSON.stringify(table.asked)}`);
  return table;
}
const grouped = async (...rows: string[]) =>
  ordersIn((await read(table(...rows))).file.rows).map((unit) => [unit.key, unit.rows.map((r) => r.row)]);
const refused = (bytes: Buffer, name = 'x.csv'): Promise<string> =>
  read(bytes, name).then(
    () => 'read',
    (error) => (error instanceof DeskError ? error.code : String(error)),
  );

describe('which rows make one order', () => {
  test('those of one order number, wherever they stand', async () => {
    expect(await grouped('7,A,X,1,', ',B,X,1,', '7,A,Y,1,')).toEqual([
      ['7', [2, 4]],
      ['', [3]],
    ]);
  });

  test('without one, those of one customer and PO that follow each other', async () => {
    expect(await grouped(',acme,X,1,P', ',ACME,Y,1,P', ',B,X,1,P', ',ACME,Z,1,P')).toEqual([
      ['P', [2, 3]],
      ['P', [4]],
      ['P', [5]],
    ]);
  });

  test('without a number and without a PO, each row for itself', async () => {
    expect(await grouped(',A,X,1,', ',A,X,1,')).toEqual([
      ['', [2]],
      ['', [3]],
    ]);
  });

  test('one customer by code and by name is one, once it is known whom the texts mean', async () => {
    const { rows } = (await read(table(',ACME,X,1,P', ',Acme Ltd,Y,1,P', ',B,X,1,', '7,C,X,1,', '7,Cee,X,1,'))).file;
    expect(namedUnlike(rows)).toEqual(['ACME', 'Acme Ltd', 'C', 'Cee']);
    const codes = new Map([
      ['ACME', 'ACME'],
      ['Acme Ltd', 'ACME'],
    ]);
    expect(ordersIn(withCodes(rows, codes)).map((unit) => unit.rows.length)).toEqual([2, 1, 2]);
    expect(ordersIn(rows).map((unit) => unit.rows.length)).toEqual([1, 1, 1, 2]);
  });

  test('rows are named as people name them', async () => {
    const [unit] = ordersIn((await read(table('1,A,X,1,', '1,A,Y,1,', '2,A,X,1,', '1,A,Z,1,'))).file.rows);
    expect(unit && rowNames(unit)).toBe('2–3, 5');
    expect(ordersIn([])).toEqual([]);
  });
});

describe('a table that cannot be read as a whole says why', () => {
  test.each([
    ['no workbook, though it is called one', Buffer.from('customer,sku'), 'orders.XLSX', 'error.workbook_broken'],
    ['an old workbook by its name', Buffer.from('customer,sku'), 'orders.XLS', 'error.batch_workbook'],
    ['a workbook under a password', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'orders.xlsx', 'error.batch_workbook'],
    ['a picture by its bytes', Buffer.from('89504e470d0a1a0a', 'hex'), 'orders.csv', 'error.batch_no_table'],
    ['a document by its name', Buffer.from('customer,sku'), 'orders.PDF', 'error.batch_no_table'],
    ['a damaged workbook by its bytes', Buffer.from('504b0304ff00', 'hex'), 'orders.csv', 'error.workbook_broken'],
    ['no quantity', Buffer.from('customer,sku\nA,X\n'), 'x.csv', 'error.batch_columns'],
    ['only a header', Buffer.from('customer,sku,quantity\n'), 'x.csv', 'error.file_empty'],
    ['too many rows', table(...Array.from({ length: 20_001 }, () => ',A,X,1,')), 'x.csv', 'error.batch_rows'],
    ['line breaks without end', Buffer.alloc(100_000, '\n'), 'x.csv', 'error.batch_rows'],
  ])('%s', async (_what, bytes, name, code) => expect(await refused(bytes, name)).toBe(code));

  test('the reason column of a file that came back is not called unknown', async () => {
    const bytes = Buffer.from('customer,sku,quantity,reason,colour\nA,X,1,late,red\n');
    expect((await read(bytes)).file.unknown).toEqual(['colour']);
  });
});
