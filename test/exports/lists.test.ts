import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditModel } from '../../src/audit/model.ts';
import { type Member, personOf } from '../../src/members/member.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { productModel } from '../../src/products/model.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, talkAs, textOf } from '../support/talk.ts';
import { exported, takenFrom } from './support.ts';

let desk: TestDesk;
let company: Company;
let carla: Member;
let zhou: Member;
let rivals: string;

const filed = async (who: Member, customer: string, pieces: number, more: object = {}): Promise<Order> => {
  const lines = [{ sku: 'B200', quantity: pieces * 1_000 }];
  const draft = await desk.desk.drafts.create(desk.actor(who), { customer, lines, ...more });
  return (await desk.desk.move(desk.actor(who), draft._id, 'submit')).order;
};

beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  carla = await desk.member('Carla', ['sales']);
  zhou = await desk.member('Zhou', ['admin'], { locale: 'zh' });
  const other = await desk.desk.customers.create(desk.actor(carla), {
    code: 'EVIL',
    name: '=HYPERLINK("http://x","Rivals")',
    contacts: [{ name: 'Eve', phone: '+86 138 0000 1234', email: 'eve@rivals.example' }],
  });
  rivals = other._id;
  await productModel(desk.connection).updateMany({}, { $set: { cost: 6_0000, onHand: 12_500 } });
  for (let n = 1; n <= 12; n += 1) await filed(company.anna, company.acme._id, n);
  await filed(carla, rivals, 100);
}, 60_000);
afterAll(() => desk.close());

describe('a list of orders', () => {
  test('has a button that gives all its pages as a workbook and a CSV', async () => {
    const talk = talkAs(desk, company.anna);
    const list = cardOf(await talk.say('/order list'));
    const taken = await takenFrom(desk, company.anna, cardOf(await talk.click(list, 'Export')));
    expect(taken.rows).toHaveLength(12);
    expect(taken.csv).toHaveLength(12);
    expect(new Set(taken.rows.map((row) => row.Customer))).toEqual(new Set(['Acme Ltd']));
    const shown = list.blocks.flatMap((b) => (b.kind === 'list' ? b.items.map((i) => i.text) : []));
    expect(shown.length).toBeLessThan(12);
    for (const [i, text] of shown.entries()) expect(text).toContain(String(taken.rows[i]!['Order number']));
    expect(taken.card.summary).toMatch(/orders-.*\.xlsx, orders-.*\.csv/);
  });

  test.each(['/order list export', '/订单 列表 导出'])('is exported by “%s”, too', async (words) => {
    const taken = await exported(desk, company.anna, words);
    expect(taken.rows.map((row) => row['Order number'])).toHaveLength(12);
  });

  test('keeps what it was narrowed to', async () => {
    const { ada } = company;
    expect((await exported(desk, ada, '/order list all export')).rows).toHaveLength(13);
    expect((await exported(desk, ada, '/order list ACME export')).rows).toHaveLength(12);
    expect((await exported(desk, ada, '/order find evil export')).rows).toHaveLength(1);
    const state = (await orderModel(desk.connection).findOne({ customer: rivals }).lean<Order>())!.state;
    const rows = (await exported(desk, ada, `/order list ${state} export`)).rows;
    expect(rows.length).toBeGreaterThan(0);
    expect(new Set(rows.map((row) => row.Status)).size).toBe(1);
  });

  test('adds up to the cent, in a sum for the column that is money', async () => {
    const taken = await exported(desk, company.fiona, '/order list all export');
    const all = await orderModel(desk.connection).find({}).lean<Order[]>();
    const total = all.reduce((sum, order) => sum + order.total, 0);
    expect(Math.round(Number(taken.sums[0]!.Total) * 100)).toBe(total);
    expect(taken.csv.reduce((sum, row) => sum + Math.round(Number(row.Total) * 100), 0)).toBe(total);
    expect(taken.rows[0]!['Order date']).toBeInstanceOf(Date);
  });

  test('is the reader’s own: sales have their rows, operations no amount', async () => {
    expect((await exported(desk, carla, '/order list export')).rows.map((row) => row['Customer code'])).toEqual([
      'EVIL',
    ]);
    const operations = await exported(desk, company.otto, '/order list all export');
    expect(operations.rows).toHaveLength(13);
    for (const name of ['Total', 'Paid', 'To be paid', 'Currency']) expect(operations.head).not.toContain(name);
    expect(JSON.stringify(operations)).not.toMatch(/1,?000\.00/);
  });

  test('has no cell that a spreadsheet would run', async () => {
    const taken = await exported(desk, carla, '/order list export');
    expect(taken.rows[0]!.Customer).toBe(`'=HYPERLINK("http://x","Rivals")`);
    expect(taken.csv[0]!.Customer).toBe(`'=HYPERLINK("http://x","Rivals")`);
  });

  test('of nothing has no button, and says that there is nothing instead of making a file', async () => {
    const newcomer = await desk.member('New', ['sales']);
    const talk = talkAs(desk, newcomer);
    expect(buttonsOf(cardOf(await talk.say('/order list'))).map((b) => b.label)).not.toContain('Export');
    const card = cardOf(await talk.say('/order list export'));
    expect(card.blocks.some((block) => block.kind === 'file')).toBe(false);
    expect(textOf(card)).toContain('nothing to export');
  });

  test('for a customer whose name ends with the word is a list of that customer', async () => {
    const made = await desk.desk.customers.create(desk.actor(company.anna), {
      code: 'AX',
      name: 'Baltic Export',
      contacts: [],
    });
    await filed(company.anna, made._id, 1);
    const card = cardOf(await talkAs(desk, company.anna).say('/order list Baltic Export'));
    expect(card.blocks.some((block) => block.kind === 'file')).toBe(false);
    expect(textOf(card)).toContain('Baltic Export');
    expect((await exported(desk, company.anna, '/order list Baltic Export export')).rows).toHaveLength(1);
    await orderModel(desk.connection).deleteMany({ customer: made._id });
  });

  test('is read by nobody else', async () => {
    const { card } = await exported(desk, carla, '/order list export');
    const files = card.blocks.flatMap((block) => (block.kind === 'file' ? [block.file] : []));
    for (const { id } of files)
      await expect(desk.desk.files.read(id, personOf(company.ada))).rejects.toMatchObject({
        code: 'error.file_not_found',
      });
  });

  test('leaves a line on the trail: who, what, how many rows', async () => {
    await exported(desk, company.fiona, '/order find acme export');
    const line = await auditModel(desk.connection)
      .findOne({ by: company.fiona._id, action: 'export' })
      .sort({ at: -1, _id: -1 });
    expect(line).toMatchObject({
      subject: { kind: 'Report', id: 'orders' },
      after: { what: 'Orders · acme', rows: 12 },
    });
    const trail = textOf(cardOf(await talkAs(desk, company.ada).say('/order audit')));
    expect(trail).toContain('Fiona · exported a list · Orders');
    expect(trail).toContain('rows: 12');
    expect(textOf(cardOf(await talkAs(desk, zhou).say('/order audit')))).toContain('导出数据 · 订单');
  });
});

describe('a list of customers', () => {
  test('has contacts in full for their owner, masked for others, and the limit for who reads it', async () => {
    const own = await exported(desk, carla, '/order customer export');
    expect(own.rows).toHaveLength(1);
    expect(own.csv[0]).toMatchObject({ Code: 'EVIL', Phone: "'+86 138 0000 1234", 'E-mail': 'eve@rivals.example' });
    expect(own.head.join()).not.toContain('Credit limit');
    const finance = await exported(desk, company.fiona, '/order customer export');
    const row = finance.rows.find((one) => one.Code === 'EVIL')!;
    expect(row).toMatchObject({ Phone: '•••34', 'E-mail': '•••' });
    expect(finance.head).toContain('Credit limit CNY');
    expect(finance.head).toEqual(expect.arrayContaining(['Owner', 'Team']));
  });

  test('has the button below it', async () => {
    const talk = talkAs(desk, company.anna);
    const card = cardOf(await talk.click(cardOf(await talk.say('/order customer')), 'Export'));
    expect((await takenFrom(desk, company.anna, card)).rows.map((row) => row.Code)).toContain('ACME');
  });
});

describe('products', () => {
  test('have prices for sales, no costs; costs for finance; neither for operations', async () => {
    const heads = async (who: Member) => (await exported(desk, who, '/order product export')).head;
    expect(await heads(company.anna)).toEqual(expect.arrayContaining(['SKU', 'Price CNY', 'On hand']));
    expect((await heads(company.anna)).join()).not.toMatch(/Cost|Floor/);
    expect(await heads(company.fiona)).toEqual(expect.arrayContaining(['Price CNY', 'Cost CNY', 'Floor price CNY']));
    expect((await heads(company.otto)).join()).not.toMatch(/Price|Cost/);
  });

  test('have quantities and prices as numbers', async () => {
    const { rows, csv } = await exported(desk, company.fiona, '/order product export');
    expect(rows.find((row) => row.SKU === 'B200')).toMatchObject({ 'On hand': 12.5, 'Price CNY': 10, 'Cost CNY': 6 });
    expect(csv.find((row) => row.SKU === 'B200')).toMatchObject({ 'On hand': '12.5', 'Price CNY': '10.00' });
  });
});
