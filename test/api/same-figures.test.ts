import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { type ReportAnswer, reportAnswer } from '../../src/api/resources/report-answer.ts';
import type { ChartSpec } from '../../src/chat/chart.ts';
import { type Member, personOf } from '../../src/members/member.ts';
import { moneyText } from '../../src/money.ts';
import { takenFrom } from '../exports/support.ts';
import { order, store } from '../reports/support/desk.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { cardOf, talkAs } from '../support/talk.ts';
import { ask, reportOf, tokenFor } from './support.ts';

/** The same question in every way that it can be asked. */
let desk: TestDesk;
let company: Company;
const tokens = new Map<string, string>();

beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  const { anna, bob, fiona, otto, ada, team } = company;
  const west = { owner: 'carl', submittedOwner: 'carl', team: 'west', submittedTeam: 'west' };
  const east = { owner: anna._id, submittedOwner: anna._id, team: team._id, submittedTeam: team._id };
  const globex = { customer: 'c2', customerSnapshot: { code: 'GLOBEX', name: 'Globex 环球' } };
  const passedOn = { ...east, submittedOwner: 'carl', submittedTeam: 'west' };
  await store.orders(desk.connection, [
    order({ ...east, orderDate: '2026-11-02', total: 1_111_11 }),
    order({
      ...east,
      ...globex,
      orderDate: '2026-11-20',
      total: 2_222_22,
      state: 'completed',
      deliveredAt: '2026-11-25',
    }),
    order({ ...passedOn, ...globex, orderDate: '2026-11-21', total: 5_55 }),
    order({ ...west, orderDate: '2026-11-11', total: 7_777_77 }),
    order({ ...west, ...globex, orderDate: '2026-11-30', total: 8_888_88 }),
    order({ ...east, orderDate: '2026-10-05', total: 3_333_33 }),
    order({ ...west, orderDate: '2026-10-06', total: 4_444_44 }),
    order({ ...east, orderDate: '2026-11-03', total: 99_999_99, state: 'draft' }),
    order({ ...east, orderDate: '2026-11-03', total: 99_999_99, state: 'cancelled' }),
  ]);
  for (const one of [anna, bob, fiona, otto]) tokens.set(one._id, await tokenFor(desk, ada, one));
});
afterAll(() => desk.close());

type Sums = Record<string, { count: number; total?: number }>;
const words = '2026-11 by customer';

async function byApi(member: Member): Promise<ReportAnswer> {
  const response = await ask(desk, tokens.get(member._id)!, reportOf(words));
  expect(response.status).toBe(200);
  return reportAnswer.parse(await response.json());
}

const cardFor = async (member: Member) => cardOf(await talkAs(desk, member).say(`/order report ${words}`));

/** Codes, counts and amounts of a file's rows. */
function summed(rows: readonly Record<string, unknown>[]): Sums {
  const sums: Sums = {};
  for (const row of rows) {
    const code = String(row['customer code']);
    const sum = sums[code] ?? { count: 0, ...('amount CNY' in row && { total: 0 }) };
    sum.count += 1;
    if (sum.total !== undefined) sum.total += Math.round(Number(row['amount CNY']) * 100);
    sums[code] = sum;
  }
  return sums;
}

const sumsIn = ({ groups }: ReportAnswer): Sums =>
  Object.fromEntries(
    (groups ?? []).map(({ key, count, total }) => [key, { count, ...(total !== undefined && { total }) }]),
  );

/** What each of them may know, added up by hand. */
const known: [who: 'anna' | 'bob' | 'fiona' | 'otto', sums: Sums][] = [
  ['anna', { ACME: { count: 1, total: 1_111_11 }, GLOBEX: { count: 2, total: 2_227_77 } }],
  ['bob', { ACME: { count: 1, total: 1_111_11 }, GLOBEX: { count: 2, total: 2_227_77 } }],
  ['fiona', { ACME: { count: 2, total: 8_888_88 }, GLOBEX: { count: 3, total: 11_116_65 } }],
  ['otto', { ACME: { count: 2 }, GLOBEX: { count: 3 } }],
];

describe.each(known)('“November by customer”, asked by %s', (who, sums) => {
  test('has the same rows in the API, the file of the API, both files of the chat, the card and the chart', async () => {
    const member = company[who];
    const answer = await byApi(member);
    expect(sumsIn(answer)).toEqual(sums);
    const totals = Object.values(sums);
    const count = totals.reduce((sum, one) => sum + one.count, 0);
    const total = totals.every((one) => one.total !== undefined)
      ? totals.reduce((sum, one) => sum + one.total!, 0)
      : undefined;
    expect(answer.figures).toMatchObject({ count, ...(total !== undefined && { total }) });
    expect('total' in answer.figures).toBe(total !== undefined);

    const rows = await ask(
      desk,
      tokens.get(member._id)!,
      `${reportOf(words).replace('/report', '/report/rows')}&language=en`,
    );
    const csv = await rows.text();
    expect(summed(parse(csv, { bom: true, columns: true }))).toEqual(sums);

    const exported = cardOf(await talkAs(desk, member).say(`/order report ${words} export`));
    const files = await takenFrom(desk, member, exported);
    expect(summed(files.csv)).toEqual(sums);
    expect(summed(files.rows)).toEqual(sums);
    expect(files.csv).toEqual(parse(csv, { bom: true, columns: true }));

    const card = await cardFor(member);
    const table = card.blocks.flatMap((block) => (block.kind === 'table' ? block.rows : []));
    const chart = card.blocks.flatMap((block) => (block.kind === 'image' && block.chart ? [block.chart] : []))[0];
    for (const [code, { total: amount, count: orders }] of Object.entries(sums)) {
      const name = code === 'ACME' ? 'Acme Ltd' : 'Globex 环球';
      const said = amount === undefined ? String(orders) : moneyText(amount, 'CNY').replace('CNY ', '');
      const row = table.find((cells) => cells.some((cell) => cell.includes(name)));
      expect(row?.join(' ')).toContain(said);
      expect(itemsOf(chart)).toContainEqual([name, amount ?? orders]);
    }
    expect(card.blocks[0]).toMatchObject({ kind: 'text', text: answer.words });
  });
});

/** What a chart of bars draws: names, and minor units (or orders). */
function itemsOf(chart: ChartSpec | undefined): [string, number][] {
  if (chart?.kind !== 'bars') throw new Error(`bars were expected: ${JSON.stringify(chart)}`);
  return chart.items.map(({ label, value }) => [label, chart.whole ? value! : Math.round(value! * 100)]);
}

describe('a question that asks for more than one may know', () => {
  test('is refused by the same rule, in the chat and in the API', async () => {
    const asked = `${words} forecast`;
    const operations = personOf(company.otto);
    const refusal = await desk.desk.reports
      .figures(operations, {
        period: { kind: 'month', from: '2026-11-01', to: '2026-11-30' },
        view: 'aging',
        filters: {},
        currentOwner: false,
      })
      .catch((error) => error.code);
    expect(refusal).toBe('error.report_hidden');
    const response = await ask(desk, tokens.get(company.otto._id)!, reportOf('2026-11 aging'));
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ code: refusal });
    expect((await ask(desk, tokens.get(company.fiona._id)!, reportOf(asked))).status).toBe(200);
  });

  test('a narrower question of another’s orders gives nothing, as in the chat', async () => {
    const answer = await ask(desk, tokens.get(company.anna._id)!, reportOf('2026-11 team:east by owner'));
    const { figures, groups } = reportAnswer.parse(await answer.json());
    expect(figures.count).toBe(2);
    expect(groups!.filter((group) => group.count > 0).map(({ name }) => name)).toEqual(['Anna']);
  });
});
