import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SealedCard } from '../../src/chat/card.ts';
import { orderModel } from '../../src/orders/model.ts';
import { type Order, orderName } from '../../src/orders/order.ts';
import { productModel } from '../../src/products/model.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, talkAs, textOf } from '../support/talk.ts';
import { exported, takenFrom } from './support.ts';

let desk: TestDesk;
let company: Company;
let delivered: Order;

const as = (who: Company['anna']) => talkAs(desk, who);
const filed = async (pieces: number): Promise<Order> => {
  const { anna, acme } = company;
  const lines = [{ sku: 'B200', quantity: pieces * 1_000 }];
  const draft = await desk.desk.drafts.create(desk.actor(anna), { customer: acme._id, lines });
  return (await desk.desk.move(desk.actor(anna), draft._id, 'submit')).order;
};
/** The entries of the lists of a card. */
const itemsOf = (card: SealedCard): string[] =>
  card.blocks.flatMap((b) => (b.kind === 'list' ? b.items.map((i) => i.text) : []));
const headOf = async (who: Company['anna'], words: string) => (await exported(desk, who, words)).head;

beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  const { anna, otto, fiona, ada } = company;
  const order = await filed(5);
  await desk.desk.move(desk.actor(otto), order._id, 'ship');
  delivered = (await desk.desk.move(desk.actor(anna), order._id, 'deliver')).order;
  await as(fiona).say(`/order pay ${orderName(delivered)} 20 ref BANK-1`);
  await as(fiona).say('/order pay ACME 1000 ref BANK-2');
  await as(anna).say(`/order case ${orderName(delivered)} return B200x2 cracked`);
  await as(anna).say(`/order feedback ${orderName(delivered)} 4 =good work`);
  await desk.desk.suppliers.create(desk.actor(otto), { code: 'BEST', name: 'Best Parts', contacts: [] });
  await as(ada).say('/order price A100 from 10 99');
}, 60_000);
afterAll(() => desk.close());

describe('payments of a customer', () => {
  test('are exported with what went where, from the button of their list', async () => {
    const talk = as(company.fiona);
    const list = cardOf(await talk.say('/order pay list ACME'));
    const taken = await takenFrom(desk, company.fiona, cardOf(await talk.click(list, 'Export')));
    expect(taken.rows).toHaveLength(itemsOf(list).length);
    expect(taken.rows.map((row) => [row.Reference, row.Amount])).toContainEqual(['BANK-1', 20]);
    expect(taken.rows.find((row) => row.Reference === 'BANK-1')!['Went to']).toBe(`${orderName(delivered)} 20.00`);
  });

  test('by typed words are the same, and refused to who may read no amounts', async () => {
    expect((await exported(desk, company.fiona, '/order pay list ACME export')).rows.length).toBeGreaterThan(0);
    const refused = await as(company.otto).say('/order pay list ACME export');
    expect(JSON.stringify(refused)).not.toContain('"kind":"file"');
  });

  test('that are owed are exported by age, with the sums of the card', async () => {
    const order = await filed(7);
    await desk.desk.move(desk.actor(company.otto), order._id, 'ship');
    const card = textOf(cardOf(await as(company.fiona).say('/order pay aging')));
    const { rows, sums } = await exported(desk, company.fiona, '/order pay aging export');
    expect(rows).toHaveLength(1);
    const owes = Number(sums[0]!['To be paid CNY']);
    expect(card).toContain(owes.toFixed(2));
  });
});

describe('what else is listed', () => {
  test('cases, without credit for operations', async () => {
    const talk = as(company.anna);
    const list = cardOf(await talk.say('/order case'));
    const taken = await takenFrom(desk, company.anna, cardOf(await talk.click(list, 'Export')));
    expect(taken.rows).toHaveLength(1);
    expect(taken.rows[0]).toMatchObject({ 'Customer code': 'ACME', 'Order number': orderName(delivered) });
    expect(taken.rows[0]!.Due ?? taken.rows[0]!['Due date']).toBeInstanceOf(Date);
    expect(taken.head.join()).toMatch(/Credit/);
    expect((await headOf(company.otto, '/order case export')).join()).not.toMatch(/Credit|Currency/);
  });

  test('feedback, whose text may look like a formula', async () => {
    const talk = as(company.anna);
    const list = cardOf(await talk.say('/order feedback'));
    const taken = await takenFrom(desk, company.anna, cardOf(await talk.click(list, 'Export')));
    expect(taken.csv).toHaveLength(1);
    expect(Object.values(taken.csv[0]!)).toContain("'=good work");
    expect((await exported(desk, company.anna, '/order feedback export')).rows).toHaveLength(1);
  });

  test('suppliers and products that run short', async () => {
    const { otto } = company;
    expect((await exported(desk, otto, '/order supplier export')).rows.map((row) => row.Code)).toEqual(['BEST']);
    await productModel(desk.connection).updateOne({ sku: 'A100' }, { $set: { lowSince: new Date('2026-11-01') } });
    const talk = as(otto);
    const list = cardOf(await talk.say('/order stock'));
    const taken = await takenFrom(desk, otto, cardOf(await talk.click(list, 'Export')));
    expect(taken.rows).toHaveLength(itemsOf(list).length);
    expect(taken.rows[0]!.SKU).toBe('A100');
  });

  test('risks, a row for each, without what is at stake for who reads no costs', async () => {
    const since = new Date('2026-11-20T10:00:00Z');
    const risk = {
      kind: 'market',
      cause: 'cost',
      level: 'high',
      about: 'B200',
      since,
      market: { from: 6, to: 9, atStake: 12_34 },
    };
    const order = await filed(3);
    await orderModel(desk.connection).updateOne(
      { _id: order._id },
      { $set: { risks: [risk], riskWeight: 30, riskWeightSold: 30, riskWeightSupply: 30 } },
    );
    const talk = as(company.fiona);
    const card = cardOf(await talk.click(cardOf(await talk.say('/order risk')), 'Export'));
    const { rows } = await takenFrom(desk, company.fiona, card);
    expect(rows).toHaveLength(1);
    expect(Object.values(rows[0]!)).toEqual(expect.arrayContaining([orderName(order), 12.34]));
    const sales = await exported(desk, company.anna, '/order risk market export');
    expect(sales.rows).toHaveLength(1);
    expect(JSON.stringify(sales)).not.toContain('12.34');
  });

  test('what waits for one’s decision, and nobody else’s', async () => {
    const large = await filed(900_000);
    expect(large.state).toBe('pending');
    const talk = as(company.bob);
    const list = cardOf(await talk.say('/order pending'));
    const taken = await takenFrom(desk, company.bob, cardOf(await talk.click(list, 'Export')));
    expect(taken.rows.map((row) => row['Order number'])).toEqual([orderName(large)]);
    expect(textOf(cardOf(await as(company.anna).say('/order pending export')))).toContain('nothing to export');
  });

  test('the trail for an admin, refused to anybody else', async () => {
    const { rows } = await exported(desk, company.ada, '/order audit export');
    expect(rows.length).toBeGreaterThan(15);
    expect(rows.map((row) => row.By)).toContain('Fiona');
    const refused = await as(company.anna).say('/order audit export');
    expect(JSON.stringify(refused)).not.toContain('"kind":"file"');
  });

  test('a report, from the one button of its card: both files, the total of the card below', async () => {
    const talk = as(company.fiona);
    const card = cardOf(await talk.say('/order report this month'));
    expect(buttonsOf(card).filter((b) => b.label === 'Export')).toHaveLength(1);
    const taken = await takenFrom(desk, company.fiona, cardOf(await talk.click(card, 'Export')));
    const total = Number(taken.sums[0]!['amount CNY']);
    expect(textOf(card)).toContain(total.toLocaleString('en', { minimumFractionDigits: 2 }));
    expect((await exported(desk, company.fiona, '/order report this month export')).rows).toEqual(taken.rows);
  });
});
