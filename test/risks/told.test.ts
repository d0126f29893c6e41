import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import { riskMarkModel } from '../../src/risks/marks.ts';
import { riskNewsModel } from '../../src/risks/news.ts';
import { createRisks } from '../../src/risks/service.ts';
import { type Company, foundCompany, type Name } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { trading } from './support/trade.ts';

let desk: TestDesk;
let company: Company;
let trade: ReturnType<typeof trading>;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  trade = trading(desk, company);
});
afterAll(() => desk.close());

/** How many messages about an order's risks each person got. */
async function told(order: { _id: string }): Promise<Partial<Record<Name, number>>> {
  await desk.desk.risks.tick(desk.clock());
  const rows = await outboxModel(desk.connection).find({ job: 'risk', 'data.orders': order._id }).lean();
  const counts: Partial<Record<Name, number>> = {};
  for (const name of ['anna', 'bob', 'fiona', 'otto', 'ada'] as const) {
    const own = rows.filter((row) => JSON.stringify(row.viewer) === JSON.stringify({ member: company[name]._id }));
    if (own.length > 0) counts[name] = own.length;
  }
  return counts;
}
const limitOf = (customer: { code: string }, limit: number) =>
  desk.desk.customers.update(trade.by('fiona'), customer.code, { creditLimit: limit * 100 });

describe('a risk is told once for each change for the worse', () => {
  test('credit: the owner and finance, again only after it was over', async () => {
    const customer = await trade.customer(1000);
    const order = await trade.order(customer, 900);
    expect(await told(order)).toEqual({});
    await limitOf(customer, 500);
    expect(await told(order)).toEqual({ anna: 1, fiona: 1 });
    await limitOf(customer, 400);
    expect(await told(order)).toEqual({ anna: 1, fiona: 1 });
    await limitOf(customer, 1000);
    expect(await told(order)).toEqual({ anna: 1, fiona: 1 });
    await limitOf(customer, 300);
    expect(await told(order)).toEqual({ anna: 2, fiona: 2 });
  });

  test('of an order that finance is asked about anyway only the owner is told', async () => {
    const order = await trade.order(await trade.customer(1000), 1500);
    expect(await told(order)).toEqual({ anna: 1 });
  });

  test('supply: the owner and operations, where it cannot come in time; a low risk is on the card only', async () => {
    const sku = 'SLOW1';
    await desk.desk.products.create(trade.by('ada'), { sku, name: 'slow', price: 1_0000, onHand: 0, leadTimeDays: 5 });
    const draft = await desk.desk.drafts.create(trade.by('anna'), {
      ...{ customer: company.acme._id, lines: [{ sku, quantity: 1000 }], requestedDate: '2026-12-20' },
    });
    const order = await trade.moved('anna', draft, 'submit');
    expect([await told(order), await trade.risks(order)]).toEqual([{}, ['short low']]);
    await desk.desk.products.update(trade.by('ada'), sku, { leadTimeDays: 60 });
    expect([await told(order), await trade.risks(order)]).toEqual([{ anna: 1, otto: 1 }, ['lead_time high']]);
  });

  test('many orders at once are one message for each person', async () => {
    const customer = await trade.customer(10_000);
    const orders = [];
    for (let n = 0; n < 12; n += 1) orders.push(await trade.order(customer, 500));
    await desk.desk.risks.tick(desk.clock());
    await limitOf(customer, 1000);
    await desk.desk.risks.tick(desk.clock());
    const rows = await outboxModel(desk.connection).find({ job: 'risk', 'data.orders': orders[0]!._id }).lean();
    expect(rows).toHaveLength(2);
    const ids = orders.map((o) => o._id).sort();
    const told = rows.map(({ data = {} }) => [...(data.orders as string[])].sort());
    expect(told).toEqual([ids, ids]);
  });

  test('two desks at the same time, and one that died in the middle, tell it once', async () => {
    const customer = await trade.customer(1000);
    const order = await trade.order(customer, 900);
    await desk.desk.risks.tick(desk.clock());
    await limitOf(customer, 500);
    const other = createRisks({
      ...{ connection: desk.connection, log: desk.desk.log, settings: desk.desk.settings, members: desk.desk.members },
      ...{ outbox: desk.desk.outbox, directOf: (m) => [`console:@${m._id}`] },
    });
    // It had kept the risks and noted the news, and died before it told them.
    await other.sweep(desk.clock());
    expect(await riskNewsModel(desk.connection).countDocuments({ order: order._id })).toBe(2);
    await Promise.all([other.tick(desk.clock()), desk.desk.risks.tick(desk.clock())]);
    expect(await told(order)).toEqual({ anna: 1, fiona: 1 });
    expect(await riskMarkModel(desk.connection).countDocuments({})).toBe(0);
  });
});
