import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mostExported, sheetFiles } from '../../src/files/sheet-files.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import type { Sheet } from '../../src/spreadsheet/index.ts';
import { order, store } from '../reports/support/desk.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { exported } from './support.ts';

const numbers: Sheet<number> = {
  name: 'numbers',
  columns: [{ kind: 'number', label: 'n', of: (n) => n }],
  totalLabel: () => 'Total',
};

describe('a file has a most of rows', () => {
  test('beyond that it is refused with what to do, and no more is read', async () => {
    let read = 0;
    let isClosed = false;
    async function* endless() {
      try {
        for (;;) yield read++;
      } finally {
        isClosed = true;
      }
    }
    const refused = sheetFiles('numbers', numbers, endless(), ['csv']);
    await expect(refused).rejects.toMatchObject({ code: 'error.export_rows', values: { most: mostExported } });
    expect(read).toBe(mostExported + 1);
    expect(isClosed).toBe(true);
  });

  test('a CSV over 20 MB is left out, and named; the workbook is there', async () => {
    async function* long() {
      for (let n = 0; n < 6_000; n += 1) yield n;
    }
    const wide: Sheet<number> = {
      ...numbers,
      columns: [{ kind: 'text', label: 'text', of: (n) => `${n} ${'same '.repeat(800)}` }],
    };
    const made = await sheetFiles('wide', wide, long(), ['xlsx', 'csv']);
    expect(made.files.map(({ name }) => name)).toEqual(['wide.xlsx']);
    expect(made.left).toEqual(['wide.csv']);
    expect(made.rows).toBe(6_000);
  }, 30_000);
});

describe('many orders', () => {
  let desk: TestDesk;
  let company: Company;
  const many = 3_000;

  beforeAll(async () => {
    desk = await openTestDesk();
    company = await foundCompany(desk);
    const currencies = ['CNY', 'USD', 'JPY'];
    const rows = Array.from({ length: many }, (_, n) =>
      order({
        number: `SO-${String(n + 1).padStart(6, '0')}`,
        owner: n % 3 === 0 ? company.anna._id : undefined,
        team: n % 3 === 0 ? company.team._id : undefined,
        currency: currencies[n % 3],
        total: n * 7_919,
      }),
    );
    await store.orders(desk.connection, rows);
  }, 60_000);
  afterAll(() => desk.close());

  test('are in the files once each, those of the own rights, with a sum for each currency', async () => {
    const { rows, sums, csv } = await exported(desk, company.fiona, '/order list all export');
    expect(rows).toHaveLength(many);
    expect(new Set(csv.map((row) => row['Order number'])).size).toBe(many);
    const all = await orderModel(desk.connection).find({}).lean<Order[]>();
    const totalOf = (currency: string) =>
      all.reduce((sum, one) => (one.currency === currency ? sum + one.total : sum), 0);
    expect(sums.map((row) => [Object.values(row)[0], row.Total])).toEqual([
      ['Total CNY, all rows', totalOf('CNY') / 100],
      ['Total JPY, all rows', totalOf('JPY')],
      ['Total USD, all rows', totalOf('USD') / 100],
    ]);
    expect((await exported(desk, company.anna, '/order list all export')).rows).toHaveLength(many / 3);
  });
});
