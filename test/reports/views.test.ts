import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import type { Block, Card } from '../../src/chat/card.ts';
import type { ChartSpec } from '../../src/chat/chart.ts';
import { addDays } from '../../src/dates.ts';
import type { Person } from '../../src/members/member.ts';
import type { Order, State } from '../../src/orders/order.ts';
import { parseRequest } from '../../src/reports/request.ts';
import type { Locale } from '../../src/text/index.ts';
import { openDesk, order, people, reportsOn, store, storePeople } from './support/desk.ts';

const { anna, mia, olga, fay } = people;
let connection: Connection;
let desk: ReturnType<typeof reportsOn>;

const west = { owner: 'ben', team: 'west', customer: 'c2', customerSnapshot: { code: 'HX', name: '华信' } };

/** Orders of two years, one more each month, and some of this month with a life of their own. */
function history(): Order[] {
  const orders: Order[] = [];
  for (let month = 0; month < 24; month++)
    for (let n = 0; n <= month % 12; n++) {
      const year = 2024 + Math.floor((month + 10) / 12);
      const orderDate = `${year}-${String(((month + 10) % 12) + 1).padStart(2, '0')}-${String(n + 1).padStart(2, '0')}`;
      orders.push(
        order({
          ...(n % 2 ? west : {}),
          orderDate,
          total: 100_00 * (month + 1),
          state: 'completed',
          promisedDate: addDays(orderDate, 10),
          shippedAt: addDays(orderDate, 5),
          deliveredAt: addDays(orderDate, n % 4 === 3 ? 12 : 8),
        }),
      );
    }
  return orders;
}

const recent = (state: State, more: Partial<Order> = {}): Order =>
  order({ state, orderDate: '2026-11-10', promisedDate: '2026-11-20', total: 300_00, ...more });

beforeAll(async () => {
  connection = await openDesk('test_report_views');
  desk = reportsOn(connection);
  await storePeople(connection);
  await store.orders(connection, [
    ...history(),
    recent('pending', { total: 50_00, promisedDate: '2026-12-20' }),
    recent('approved', {
      dueDate: '2026-10-01',
      ...{ riskWeight: 2_000_000, riskWeightSold: 2_000_000, riskWeightSupply: 2_000_000 },
      risks: [
        { kind: 'supply', cause: 'short', level: 'high', about: 'A100', since: new Date('2026-11-12T02:00:00Z') },
      ],
    }),
    recent('shipped', { shippedAt: '2026-11-18', dueDate: '2026-11-10', total: 900_00 }),
    recent('delivered', { ...west, shippedAt: '2026-11-18', deliveredAt: '2026-11-22', dueDate: '2026-12-30' }),
    recent('cancelled'),
  ]);
});
afterAll(() => connection.close());

const ask = async (person: Person, text: string, locale: Locale = 'en') => {
  const before = desk.specs.length;
  const answer = await desk.reports.report(person, locale, parseRequest(text, '2026-11-23'));
  return { ...answer, spec: desk.specs.slice(before).at(-1) as ChartSpec | undefined };
};
const blockOf = <K extends Block['kind']>(card: Card, kind: K) =>
  card.blocks.find((block): block is Extract<Block, { kind: K }> => block.kind === kind);
const altOf = (card: Card) => blockOf(card, 'image')?.alt ?? '';

describe('words', () => {
  test.each([
    ['this month on-time', 'on-time'],
    ['last year on time by owner', 'on-time'],
    ['over time 2026', 'over-time'],
    ['本月 准时率', 'on-time'],
    ['forecast', 'forecast'],
    ['预测', 'forecast'],
    ['last year by size stacked', 'over-time'],
    ['funnel', 'funnel'],
    ['账龄', 'aging'],
    ['分布', 'distribution'],
  ])('“%s” is the view “%s”', (text, view) => {
    expect(parseRequest(text, '2026-11-23').view).toBe(view);
  });

  test('a slip of the finger is told', () => {
    expect(() => parseRequest('forcast', '2026-11-23')).toThrow(
      expect.objectContaining({ code: 'error.report_word', values: { text: 'forcast', nearest: 'forecast' } }),
    );
  });
});

describe('on time', () => {
  test('says how many are late, and draws both with their share', async () => {
    const { card, spec } = await ask(fay, 'this month on-time');
    expect(card.summary).toContain('Late: 2 of 3 orders delivered, shipped or due; 33.3% came on time.');
    expect(spec).toMatchObject({ kind: 'stack', rate: { name: 'On-time rate' } });
    expect(altOf(card)).toContain('33.3% (1 of 3)');
  });

  test('lists who is late', async () => {
    const { card } = await ask(fay, 'this month on-time by owner');
    expect(blockOf(card, 'table')?.rows).toEqual([
      ['Anna Li', '1', '1', '50.0%'],
      ['Ben', '0', '1', '0.0%'],
    ]);
  });

  test('lists by week as by owner, and nobody who had orders in the period before only', async () => {
    const { card } = await ask(fay, 'this month by week on-time');
    expect(blockOf(card, 'table')?.columns[0]?.label).toBe('Week');
    const regions = await ask(fay, '2026-11-12..2026-11-22 by status on-time');
    expect(blockOf(regions.card, 'table')?.rows ?? []).toEqual([]);
  });

  test('is told to operations, who read no amount', async () => {
    const { card } = await ask(olga, 'this month on-time');
    expect(card.summary).toContain('Late: 2 of 3 orders');
  });
});

describe('the distribution', () => {
  test('has as many orders as the report, and as much money', async () => {
    const { result, spec } = await ask(fay, 'this month distribution');
    const { ranges = [], count, total } = result.now;
    expect(ranges.reduce((sum, range) => sum + range.count, 0)).toBe(count);
    expect(ranges.reduce((sum, range) => sum + range.total, 0)).toBe(total);
    expect(spec).toMatchObject({ kind: 'columns' });
  });

  test('and what is owed are not for who reads no amounts', async () => {
    for (const view of ['distribution', 'aging'])
      await expect(ask(olga, view)).rejects.toMatchObject({ code: 'error.report_hidden' });
  });
});

describe('the funnel', () => {
  test('goes by the states in the order in which an order goes through them', async () => {
    const { spec, card } = await ask(fay, 'this month funnel', 'zh');
    expect(spec).toMatchObject({ kind: 'bars' });
    const labels = (spec as Extract<ChartSpec, { kind: 'bars' }>).items.map(({ label }) => label);
    expect(labels).toEqual(['待审批', '已批准', '已发货', '已签收']);
    expect(blockOf(card, 'table')?.columns.map(({ label }) => label)).not.toContain('上期');
  });
});

describe('what is owed by age', () => {
  test('adds up to the open orders of who asks, and what is overdue to the figure of the report', async () => {
    const { result, card } = await ask(fay, 'aging');
    expect(result.aging?.owed).toEqual({ not_due: 300_00, d30: 900_00, d60: 300_00, d90: 0, older: 0 });
    expect(result.overdue?.amount).toBe(1_200_00);
    expect(card.summary).toContain('CNY 1,500.00 are owed today, of which CNY 1,200.00 (80.0%) are overdue.');
    const own = await ask(anna, 'aging');
    expect(own.result.aging?.owed.not_due).toBe(0);
  });
});

describe('over time', () => {
  test('classes of each bucket add up to the trend', async () => {
    for (const text of ['2026 over-time', '2026 by owner over-time', '2026 by month status:completed over-time']) {
      const { result, spec } = await ask(fay, text);
      if (spec?.kind !== 'stack') throw new Error('no stack');
      result.trend.points
        .filter(({ future }) => !future)
        .forEach(({ total = 0 }, n) => {
          expect(spec.series.reduce((sum, { values }) => sum + values[n]!, 0)).toBeCloseTo(total / 100, 6);
        });
    }
  });

  test('each size has its place, and so its colour, whichever sells most or is missing', async () => {
    for (const text of ['2026 over-time', '2026 size:small over-time']) {
      const { spec } = await ask(fay, text);
      if (spec?.kind !== 'stack') throw new Error('no stack');
      expect(spec.series.map(({ name }) => name).slice(0, 3)).toEqual(['large', 'medium', 'small']);
    }
  });
});

describe('the forecast', () => {
  test('starts where history ends and says how far it was off', async () => {
    const { result, card, spec } = await ask(fay, 'forecast');
    const { outlook } = result.seen!;
    expect(outlook).toMatchObject({ unit: 'month' });
    expect(outlook?.past.at(-1)?.key).toBe('2026-10');
    expect(outlook?.expected.map(({ key }) => key)).toEqual(['2026-11', '2026-12', '2027-01']);
    expect(card.summary).toMatch(/Tested on the last \d+ periods it was off by/);
    expect(spec).toMatchObject({ kind: 'forecast' });
  });

  test('of one customer is made of that customer’s orders, of those whom the person reads', async () => {
    const sum = async (person: Person, text: string) =>
      (await ask(person, text)).result.seen!.outlook!.past.reduce((all, { value }) => all + value, 0);
    const [all, acme, hx] = [
      await sum(fay, 'forecast'),
      await sum(fay, 'forecast customer:=ACME'),
      await sum(fay, 'forecast customer:华信'),
    ];
    expect(acme + hx).toBe(all);
    expect(await sum(anna, 'forecast')).toBe(acme);
  });

  test('has its rings where they were: at the months for which it was made', async () => {
    const { result, spec } = await ask(fay, 'forecast');
    if (spec?.kind !== 'forecast') throw new Error('no forecast');
    const { past, forecast } = result.seen!.outlook!;
    if (forecast.kind !== 'forecast') throw new Error('too short');
    const { from, points } = forecast.backtest;
    expect(points.map(({ actual }) => actual)).toEqual(
      past.slice(from, from + points.length).map(({ value }) => value),
    );
    const rings = (spec.earlier?.values ?? []).flatMap((value, place) => (value === null ? [] : [[place, value]]));
    const hidden = past.length - Math.min(past.length, 24);
    expect(rings).toEqual(
      points.flatMap((point, k) => (from + k >= hidden ? [[from + k - hidden, point.forecast / 100]] : [])),
    );
  });

  test('and what is owed are told on the first morning of a month, when there is no order yet', async () => {
    for (const [text, said] of [
      ['2026-12', 'Expected of this month'],
      ['2027-05', 'Expected of this month'],
    ] as const)
      expect((await ask(fay, `${text} forecast`)).card.summary).toContain(said);
    const { card } = await ask(fay, '2027-05 aging');
    expect(card.summary).toContain('are owed today');
    expect(blockOf(card, 'table')?.rows).toHaveLength(5);
    expect((await ask(fay, 'aging product:A100')).card.summary).toContain('cannot be told by product');
  });

  test('of three weeks is refused: there is not enough history', async () => {
    const { card, spec } = await ask(fay, 'forecast by week status:pending');
    expect(card.summary).toContain('Not enough history for a forecast');
    expect(spec).toBeUndefined();
  });

  test('of orders is for who reads no amounts', async () => {
    const { result, card } = await ask(olga, 'forecast');
    expect(result.seen!.outlook!.past.at(-1)!.value).toBe(12);
    expect(JSON.stringify(card)).not.toContain('CNY');
  });
});

describe('a recap that somebody asks for', () => {
  const recap = (person: Person, text: string, locale: Locale = 'en') =>
    desk.reports.review(person, locale, parseRequest(text, '2026-11-23'));
  const labels = (card: Card) =>
    card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons.map(({ label }) => label) : []));

  test('of the own month: figures, twelve months, customers, what is at risk, what comes', async () => {
    const card = await recap(anna, 'this month owner:me');
    const said = JSON.stringify(card);
    expect(card.title).toBe('Recap · Anna Li · November 2026');
    expect(said).toContain('12 months by order size');
    expect(said).toMatch(/1 order at risk today, the worst: SO-\d+ Acme Ltd/);
    expect(said).toMatch(/Expected of this month/);
    expect(labels(card)).toEqual(expect.arrayContaining(['By customer', 'On time', 'Forecast', 'Orders at risk']));
    expect(labels(card)).not.toContain('By owner');
  });

  test('of a customer lists products, of a product customers', async () => {
    const tables = (card: Card) =>
      card.blocks.flatMap((block) => (block.kind === 'table' ? [block.columns[0]?.label] : []));
    expect(tables(await recap(fay, 'this month customer:=HX'))).toEqual(['Product']);
    expect((await recap(fay, 'this month customer:=HX')).title).toBe('Recap · 华信 · November 2026');
    expect(tables(await recap(fay, 'this month product:=A100'))).toEqual(['Customer']);
  });

  test('of a team is its manager’s; another team’s has nothing in it', async () => {
    expect(JSON.stringify(await recap(mia, 'this month team:east'))).toContain('3 orders');
    expect(JSON.stringify(await recap(mia, 'this month team:west'))).toContain('No orders count');
  });

  test('in Chinese', async () => {
    const card = await recap(mia, '上周 团队:east', 'zh');
    expect(card.title).toMatch(/^每周回顾 · East · 2026年第47周/);
    expect(labels(card)).toEqual(expect.arrayContaining(['按客户', '准时率', '预测', '打开报表']));
  });
});
