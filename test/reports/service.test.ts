import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import type { Connection } from 'mongoose';
import type { Card } from '../../src/chat/card.ts';
import { customerModel } from '../../src/customers/model.ts';
import type { Person } from '../../src/members/member.ts';
import { moneyText } from '../../src/money.ts';
import { monthReport, parseRequest } from '../../src/reports/request.ts';
import { cellsIn } from '../spreadsheet/support.ts';
import { openDesk, order, payment, people, reportsOn, store, storePeople } from './support/desk.ts';

const { anna, ben, mia, olga, fay } = people;
let connection: Connection;
let desk: ReturnType<typeof reportsOn>;

beforeAll(async () => {
  connection = await openDesk('test_reports');
  desk = reportsOn(connection);
  await storePeople(connection);
  await customerModel(connection).insertMany([
    {
      _id: 'c1',
      code: 'ACME',
      name: 'Acme Ltd',
      owner: 'anna',
      team: 'east',
      contacts: [],
      paymentDays: 30,
      search: [],
    },
    { _id: 'c2', code: 'HX', name: '华信', owner: 'ben', team: 'west', contacts: [], paymentDays: 30, search: [] },
  ]);
  const west = { owner: 'ben', team: 'west', customer: 'c2', customerSnapshot: { code: 'HX', name: '华信' } };
  const acme = order({ _id: 'a1', total: 1_111_11, orderDate: '2026-11-01', dueDate: '2026-11-20', paid: 111_11 });
  const foreign = order({
    ...west,
    _id: 'b1',
    currency: 'USD',
    rate: 7_100_000,
    total: 1_00,
    baseTotal: 7_10,
    lines: [33, 33, 34].map((amount, i) => ({ ...order().lines[0]!, sku: `F${i}`, name: `Foreign ${i}`, amount })),
    dueDate: '2026-11-22',
  });
  await store.orders(connection, [
    acme,
    order({ _id: 'a2', total: 888_88, orderDate: '2026-11-23', state: 'completed', dueDate: '2026-11-01' }),
    foreign,
    order({ ...west, _id: 'b2', total: 2_000_00, orderDate: '2026-11-30' }),
    order({
      ...west,
      _id: 'moved',
      total: 400_00,
      owner: 'anna',
      team: 'east',
      submittedOwner: 'ben',
      submittedTeam: 'west',
    }),
    order({ _id: 'oct', total: 500_00, orderDate: '2026-10-23', dueDate: '2026-11-10' }),
    order({ _id: 'oct-late', total: 77_00, orderDate: '2026-10-24' }),
    order({ _id: 'old', total: 9_00, orderDate: '2026-10-02', imported: true }),
    order({ _id: 'draft', total: 31_337_00, state: 'draft' }),
    order({ _id: 'no', total: 31_337_00, state: 'rejected' }),
    order({ _id: 'off', total: 31_337_00, state: 'cancelled' }),
    order({ _id: 'never', total: 31_337_00, orderDate: undefined }),
  ]);
  await store.payments(connection, [
    payment({ order: 'a1', amount: 111_11 }),
    payment({ order: 'b1', customer: 'c2', amount: 50, currency: 'USD' }),
    payment({ customer: 'c2', amount: 30_00 }),
    payment({ order: 'a1', amount: 5_00, paidAt: '2026-10-31' }),
    payment({ order: 'a1', amount: 7, currency: 'GBP' }),
  ]);
});

afterAll(() => connection.close());

const ask = (person: Person, text = '') => desk.reports.report(person, 'en', parseRequest(text, '2026-11-23'));
const allOf = async (person: Person, text = '') => (await ask(person, text)).result;

describe('what counts', () => {
  test('an order counts on its order date; drafts, rejected and cancelled ones never', async () => {
    const { now, earlier } = await allOf(fay);
    expect(now).toMatchObject({ count: 5, total: 1_111_11 + 888_88 + 7_10 + 2_000_00 + 400_00 });
    expect(earlier).toMatchObject({ count: 2, total: 509_00 });
  });

  test('figures follow the owner at submission, rights the owner of today', async () => {
    const owners = async (text: string) =>
      (await allOf(anna, text)).groups?.filter((g) => g.count).map((g) => [g.key, g.total]);
    expect(await owners('by owner')).toEqual([
      ['anna', 1_999_99],
      ['ben', 400_00],
    ]);
    expect(await owners('by owner --current-owner')).toEqual([['anna', 2_399_99]]);
  });

  test('filters by name, chat name, “me”, team, part of a name and product', async () => {
    expect((await allOf(fay, 'owner:"anna li"')).now.total).toBe(1_999_99);
    expect((await allOf(fay, 'owner:ben')).now.count).toBe(3);
    expect((await allOf(anna, 'owner:me')).now.count).toBe(2);
    expect((await allOf(fay, 'team:west customer:华')).now.total).toBe(2_407_10);
    expect((await allOf(fay, 'product:f1')).now).toMatchObject({ count: 1, total: 2_34 });
    expect((await allOf(fay, 'product:"foreign 1"')).now).toMatchObject({ count: 1, total: 2_34 });
    await expect(ask(fay, 'owner:bem')).rejects.toMatchObject({
      code: 'error.report_value',
      values: { nearest: 'Ben' },
    });
  });

  test('lines of a foreign order add up to its frozen base amount', async () => {
    const products = (await allOf(fay, 'by product')).groups!;
    const foreign = products.filter((group) => group.key.startsWith('F'));
    expect(foreign.map((group) => group.total)).toEqual([2_42, 2_34, 2_34]);
    expect(products.reduce((sum, group) => sum + group.total!, 0)).toBe((await allOf(fay)).now.total);
  });
});

describe('money received and owed', () => {
  test('finance sees all that came in this month, in the base currency, and is told what has no rate', async () => {
    const { collected, overdue } = await allOf(fay);
    expect(collected).toEqual({ amount: 111_11 + 3_55 + 30_00, count: 3, unconverted: 1 });
    expect(overdue).toEqual({ amount: 1_000_00 + 7_10 + 500_00, count: 3 });
  });

  test('a salesperson sees that of the own orders and customers', async () => {
    expect(await allOf(anna)).toMatchObject({ collected: { amount: 111_11 }, overdue: { amount: 1_500_00, count: 2 } });
    expect(await allOf(ben)).toMatchObject({ collected: { amount: 33_55 }, overdue: { amount: 7_10, count: 1 } });
  });

  test('money that names no order is left out where only orders can be meant', async () => {
    expect((await allOf(fay, 'team:west')).collected?.amount).toBe(3_55);
    expect((await allOf(fay, 'customer:HX')).collected?.amount).toBe(33_55);
    expect((await allOf(fay, 'by product product:bolt')).collected).toBeUndefined();
  });
});

describe('rights', () => {
  test('sales sees the own orders, a manager those of the team, finance all', async () => {
    const counts = await Promise.all([anna, ben, mia, fay].map(async (person) => (await allOf(person)).now.count));
    expect(counts).toEqual([3, 2, 3, 5]);
  });

  test('nobody finds a customer that is not the own', async () => {
    expect((await allOf(anna, 'customer:HX')).now.count).toBe(1);
    expect(JSON.stringify(await ask(ben, 'by customer'))).not.toMatch(/ACME|Acme/);
  });

  const amounts = [
    '1111',
    '1,111',
    '888.88',
    '88888',
    '2,000.00',
    '200000',
    '31,337',
    '3133700',
    '400.00',
    '40000',
    '710',
  ];
  const requests = [
    '',
    'by customer',
    'by product',
    'by owner',
    'by size',
    'by status',
    'by month',
    'by day size:small',
    'product:bolt',
  ];
  test.each(requests)('operations gets no amount anywhere of “%s”: card, chart, words, buttons, file', async (text) => {
    const { reports, saved, specs } = desk;
    const [before, drawnBefore] = [saved.length, specs.length];
    const answer = await ask(olga, text);
    const file = await reports.exportRows(olga, parseRequest(text, '2026-11-23'), 'csv');
    const out = JSON.stringify([
      answer,
      saved.slice(before).map(({ bytes }) => Buffer.from(bytes).toString()),
      specs.slice(drawnBefore),
      Buffer.from(file.bytes).toString(),
    ]);
    expect(answer.result.now.count).toBeGreaterThan(0);
    expect(saved.length).toBe(before + 1);
    for (const amount of amounts) expect(out).not.toContain(amount);
    expect(out).not.toMatch(/"(total|average|median|spread|amount|collected|overdue)"|amount CNY/);
  });

  test('a chart may be read by the person alone, a recap’s by the audience', async () => {
    await ask(anna);
    expect(desk.saved.at(-1)?.access).toEqual({ members: ['anna'] });
    await desk.reports.recap({ roles: ['manager'], teams: ['east'] }, 'east', 'zh', '2026-11-16');
    expect(desk.saved.at(-1)?.access).toEqual({ members: [], audience: { roles: ['manager'], teams: ['east'] } });
  });
});

const textOf = (card: Card): string => JSON.stringify(card);

describe('the weekly recap', () => {
  const recap = (audience: Person, team?: string, week = '2026-11-10') =>
    desk.reports.recap(audience, team, 'en', week);

  test('tells of the week that a date lies in, by class, customer and product', async () => {
    const card = textOf(await recap({ roles: ['finance'], teams: [] }));
    expect(card).toContain('Weekly recap · week 46 (9–15 Nov 2026)');
    expect(card).toContain('Week 46 (9–15 Nov 2026): 2 orders worth CNY 407.10');
    expect(card).toContain('By size: small 2 orders, CNY 407.10');
    expect(card).toContain('What to look at');
  });

  test('a team’s recap has that team’s figures only, and the audience’s rights', async () => {
    expect(textOf(await recap({ roles: ['manager'], teams: ['east'] }, 'east', '2026-11-01'))).toContain(
      '1 order worth CNY 1,111.11',
    );
    expect(textOf(await recap({ roles: ['manager'], teams: ['west'] }, 'west', '2026-11-01'))).not.toContain(
      '1,111.11',
    );
  });

  test('an audience of operations hears no amounts', async () => {
    const card = textOf(await recap({ roles: ['operations'], teams: [] }));
    expect(card).toContain('Week 46 (9–15 Nov 2026): 2 orders');
    expect(card).not.toMatch(/CNY|407|7\.10/);
  });
});

describe('the exported rows', () => {
  const cells = (bytes: Uint8Array): Record<string, string>[] =>
    parse(Buffer.from(bytes), { columns: true, bom: true });
  const sum = (rows: Record<string, string>[]) =>
    rows.reduce((total, one) => total + Math.round(Number(one['amount CNY']) * 100), 0);

  test.each(['', 'by product', 'customer:acme', 'product:foreign', 'owner:ben last month'])(
    'of “%s” add up to the report to the cent',
    async (text) => {
      const request = parseRequest(text, '2026-11-23');
      const { result } = await desk.reports.report(fay, 'en', request);
      const rows = cells((await desk.reports.exportRows(fay, request, 'csv')).bytes);
      expect(sum(rows)).toBe(result.now.total);
      expect(new Set(rows.map((one) => one.order)).size).toBe(result.now.count);
    },
  );

  test.each(['', 'by product', 'customer:acme', 'by category owner:ben'])(
    'of “%s” are the same in a workbook, whose last row is the total of the card',
    async (text) => {
      const request = parseRequest(text, '2026-11-23');
      const { result, card } = await desk.reports.report(fay, 'en', request);
      const { files, rows } = await desk.reports.exportFiles(fay, request, ['xlsx', 'csv'], 'en');
      const [head, ...body] = await cellsIn(files[0]!.bytes);
      const csv = cells(files[1]!.bytes);
      const at = head!.indexOf('amount CNY');
      const total = body.at(-1)![at] as number;
      expect(Math.round(total * 100)).toBe(result.now.total);
      expect(JSON.stringify(card)).toContain(moneyText(result.now.total!, 'CNY'));
      expect(rows).toBe(csv.length);
      expect(body.slice(0, rows).map((row) => [row[0], row[at]])).toEqual(
        csv.map((row) => [row.order, Number(row['amount CNY'])]),
      );
    },
  );

  test('have days as days, and no amounts for who may not read them', async () => {
    const request = parseRequest('', '2026-11-23');
    const dayOf = async (person: Person) => {
      const [head, row] = await cellsIn((await desk.reports.exportRows(person, request, 'xlsx', 'en')).bytes);
      return { head, day: row![head!.indexOf('order date')] };
    };
    expect((await dayOf(fay)).day).toBeInstanceOf(Date);
    expect((await dayOf(fay)).head).toContain('amount CNY');
    expect((await dayOf(olga)).head).not.toContain('amount CNY');
  });

  test('a name that a spreadsheet would run as a formula is put in quotes’ safety', async () => {
    const code = '=1+1';
    await store.orders(connection, [
      order({ orderDate: '2020-05-05', customerSnapshot: { code, name: '@SUM(A1)', region: '-1' } }),
    ]);
    const file = await desk.reports.exportRows(fay, parseRequest('2020-05-05..2020-05-05', '2026-11-23'), 'csv', 'zh');
    const [row] = cells(file.bytes);
    expect(row).toMatchObject({ 客户编码: "'=1+1", 客户: "'@SUM(A1)", 地区: "'-1", '金额 CNY': '100.00' });
  });
});

describe('the card', () => {
  test('has figures, a chart with words for it, tables, and buttons that carry the whole request', async () => {
    const { card } = await ask(fay, 'by customer size:small');
    const kinds = card.blocks.map((block) => block.kind);
    expect(kinds).toEqual(expect.arrayContaining(['text', 'fields', 'image', 'table', 'buttons']));
    const buttons = card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
    expect(buttons.map((button) => button.label)).toEqual(
      expect.arrayContaining(['By product', 'Into 华信', 'Period before', 'Export']),
    );
    for (const { intent } of buttons) expect(intent.command).toBe('report');
    const into = buttons.find((button) => button.label === 'Into 华信')!.intent.input.request as never;
    expect((await desk.reports.report(fay, 'en', into)).result.now.total).toBe(2_407_10);
  });

  test('of a period without orders has no chart, and says so', async () => {
    const { card } = await ask(fay, '2001');
    expect(card.summary).toBe('No orders count for 2001.');
    expect(card.blocks.some((block) => block.kind === 'image' || block.kind === 'table')).toBe(false);
  });

  test('leaves out the chart, not the figures, when it cannot be drawn', async () => {
    const broken = reportsOn(connection);
    broken.specs.push = () => {
      throw new Error('no ink');
    };
    const { card } = await broken.reports.report(fay, 'en', monthReport('2026-11-23'));
    expect(card.blocks.map((block) => block.kind)).toContain('fields');
    expect(card.blocks.map((block) => block.kind)).not.toContain('image');
  });
});
