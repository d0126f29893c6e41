import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { customerModel } from '../../../src/customers/model.ts';
import { planCard } from '../../../src/entry/batch/cards/plan.ts';
import { rightOf } from '../../../src/entry/batch/plan.ts';
import { requestKey } from '../../../src/entry/batch/read.ts';
import { type Work, workModel } from '../../../src/entry/batch/work.ts';
import type { Member } from '../../../src/members/member.ts';
import { viewerOf } from '../../../src/members/viewer.ts';
import { orderModel } from '../../../src/orders/model.ts';
import type { Order } from '../../../src/orders/order.ts';
import { keptIn, shortagesOf } from '../../../src/stock/shortage.ts';
import { type Company, foundCompany } from '../../support/company.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { cardOf, talkAs, textOf } from '../../support/talk.ts';

const head = 'customer,sku,quantity,unit_price,discount,requested_at,po_no,order_no';
const table = (rows: readonly string[]) => ({ name: 'x.csv', bytes: Buffer.from([head, ...rows].join('\n')) });

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  const ada = () => desk.actor(company.ada);
  for (const product of [
    { sku: 'FEW', name: 'Few of them', price: 50_0000, onHand: 7_000, leadTimeDays: 30 },
    { sku: 'LOW', name: 'Under a floor', price: 80_0000, floorPrice: 70_0000, cost: 60_0000, onHand: 500_000 },
  ])
    await desk.desk.products.create(ada(), product);
  const limited = await desk.desk.customers.create(desk.actor(company.anna), {
    code: 'LIMIT',
    name: 'Limited Ltd',
    address: '1 Any Road',
  });
  await customerModel(desk.connection).updateOne({ _id: limited._id }, { creditLimit: 900_00, paymentDays: 30 });
});
afterAll(() => desk.close());

const planOf = (member: Member, rows: readonly string[]) => desk.desk.batch.plan(desk.actor(member), table(rows));
/** The words of the entries of a dry run's card, as somebody reads them. */
const entries = async (member: Member, ...rows: string[]) => {
  const plan = await planOf(member, rows);
  return planCard(viewerOf(member), plan, { work: { _id: 'w', revision: 0 } as Work }).items.map((item) => item.detail);
};
const paste = async (member: Member, ...rows: string[]) =>
  cardOf(await talkAs(desk, member).say(`/order import\n${[head, ...rows].join('\n')}`));

describe('the dry run of a table says what was read', () => {
  test('the delivery date, or that there is none; each unit price, and whether a list or the table says it', async () => {
    const { prices } = desk.desk;
    const price = {
      product: (await desk.desk.products.get({ id: company.ada._id, roles: ['admin'] } as never, 'B200'))._id,
    };
    await prices.set(desk.actor(company.ada), { ...price, customer: company.acme._id, from: 100_000, price: 9_0000 });
    expect(
      await entries(
        company.anna,
        'ACME,B200,99,,,2026-12-30,L-1,',
        'ACME,B200,100,,10%,,L-2,',
        'ACME,B200,5,9.5,,,L-3,',
        'ACME,B200,6,10,,,L-4,',
      ),
    ).toEqual([
      'delivery 2026-12-30 · B200 × 99 at 10 (list price) · CNY 990.00 · can be filed',
      'no delivery date · B200 × 100 at 9 (customer price, from 100), −10 % · CNY 810.00 · can be filed',
      'no delivery date · B200 × 5 at 9.5 (typed in) · CNY 47.50 · can be filed',
      'no delivery date · B200 × 6 at 10 (list price) · CNY 60.00 · can be filed',
    ]);
  });

  test('an order of many lines names the first three', async () => {
    const rows = Array.from({ length: 6 }, (_, n) => `ACME,B200,${n + 1},,,,M-1,1`);
    const [said] = await entries(company.anna, ...rows);
    expect(said).toContain('B200 × 3 at 10 (list price) · 3 more lines');
    expect(said).not.toContain('B200 × 4');
  });

  test('who sees no prices sees none', async () => {
    const plan = await planOf(company.anna, ['ACME,B200,5,9.5,15%,2026-12-30,O-1,']);
    const { card, items } = planCard(viewerOf(company.otto), plan, { work: { _id: 'w', revision: 0 } as Work });
    expect(items[0]?.detail).toBe('delivery 2026-12-30 · B200 × 5 · needs approval: manager · can be filed');
    expect(JSON.stringify(card)).not.toMatch(/CNY|discount/);
  });
});

describe('the dry run of a table says what filing will come to', () => {
  test('stock that is short, after what the orders before it take', async () => {
    const card = await paste(company.anna, 'ACME,FEW,4,,,,S-1,', 'ACME,FEW,10,,,,S-2,', 'ACME,A100,9,,,,S-3,');
    const words = textOf(card);
    expect(words).toContain('short of FEW: held 3 of 10');
    expect(words).not.toContain('short of FEW: held 4');
    expect(words).not.toContain('short of A100');
    expect(card.blocks.find((b) => b.kind === 'fields')?.fields).toContainEqual(
      expect.objectContaining({ label: 'Short of stock', value: '1', tone: 'warn' }),
    );
  });

  test('who must agree, and why, with the credit that the orders before it use', async () => {
    expect(
      await entries(
        company.bob,
        'ACME,A100,100,,,,N-1,',
        'ACME,A100,1000,,,,N-2,',
        'ACME,A100,1,,20%,,N-3,',
        'LIMIT,A100,5,,,,N-4,',
        'LIMIT,A100,3,,,,N-5,',
      ).then((all) => all.map((said) => / · (needs.*?) · can/.exec(said ?? '')?.[1])),
    ).toEqual([
      'needs approval: manager (amount)',
      // Bob is the only manager, and files it himself.
      'needs approval: admin (amount)',
      'needs approval: manager (discount over authority)',
      undefined,
      'needs approval: finance (credit over the limit)',
    ]);
    expect(textOf(await paste(company.anna, 'ACME,A100,101,,,,N-6,', 'ACME,A100,1,,,,N-7,'))).toContain(
      '"label":"Need approval","value":"1"',
    );
  });

  test('a floor is not found by trying prices: who reads no cost hears of it when the order is filed', async () => {
    const rows = ['LIMIT,LOW,1,69,,,F-1,', 'LIMIT,LOW,2,71,,,F-2,', 'LIMIT,LOW,3,60,25%,,F-3,'];
    const [under, over, both] = await entries(company.anna, ...rows);
    expect(under).toBe('no delivery date · LOW × 1 at 69 (typed in) · CNY 69.00 · can be filed');
    expect(over).toBe('no delivery date · LOW × 2 at 71 (typed in) · CNY 142.00 · can be filed');
    expect(both).toContain('needs approval: manager (discount over authority) · can');
    const seen = await entries(company.bob, ...rows.map((row) => row.replace('LIMIT', 'ACME')));
    expect(seen[0]).toContain('needs approval: manager (price under the floor)');
    expect(seen[1]).not.toContain('needs approval');
    const words = textOf(await paste(company.anna, ...rows));
    expect(words).toContain('"label":"Need approval","value":"1"');
    expect(words).toContain('may need a further approval');
    expect(textOf(await paste(company.bob, ...rows))).not.toContain('may need a further approval');
    expect(textOf(await paste(company.anna, 'ACME,B200,1,,,,F-4,'))).not.toContain('may need a further approval');
  });
});

test('what a dry run says of many mixed orders is what filing them leaves', async () => {
  const one = fc.record({
    customer: fc.constantFrom('ACME', 'LIMIT'),
    sku: fc.constantFrom('A100', 'B200', 'FEW', 'LOW'),
    quantity: fc.integer({ min: 1, max: 120 }),
    price: fc.constantFrom('', '', '65', '75'),
    discount: fc.constantFrom('', '', '5%', '15%'),
    date: fc.constantFrom('', '2026-12-01', '2027-03-01'),
  });
  const rows = fc
    .sample(one, { numRuns: 90, seed: 29 })
    .map((r, n) =>
      [
        r.customer,
        r.sku,
        r.quantity,
        r.price,
        r.discount,
        r.date,
        `Z-${n}`,
        `${Math.floor(n / 1.5)}-${r.customer}-${r.date}`,
      ].join(','),
    );
  const given = table(rows);
  const plan = await desk.desk.batch.plan(desk.actor(company.bob), given);
  expect(rightOf(plan).length).toBeGreaterThan(50);
  const work = await desk.desk.batch.begin(desk.actor(company.bob), given);
  await desk.desk.batch.start(desk.actor(company.bob), work._id, 'valid');
  await desk.desk.batch.run(work._id);
  expect(await workModel(desk.connection).findById(work._id).lean()).toMatchObject({ filed: rightOf(plan).length });
  const filed = await orderModel(desk.connection)
    .find({ requestKey: /^batch:/ })
    .lean<Order[]>();
  const byKey = new Map(filed.map((order) => [order.requestKey, order]));
  const products = await desk.connection.collection('products').find().toArray();
  const isKept = keptIn(products as never);
  for (const right of rightOf(plan)) {
    const order = byKey.get(requestKey(plan.hash, right.unit))!;
    const steps = order.approval!.steps.map(({ seats, need, reasons }) => ({ seats, need, reasons }));
    expect(JSON.parse(JSON.stringify(right.steps))).toEqual(JSON.parse(JSON.stringify(steps)));
    const short = shortagesOf(order, isKept).map(({ sku, short }) => [sku, short]);
    expect(right.misses.map(({ sku, held, wanted }) => [sku, wanted - held])).toEqual(short);
    expect(right.lines.map((l) => [l.unitPrice, l.priceSource?.from])).toEqual(
      order.lines.map((l) => [l.unitPrice, l.priceSource?.from]),
    );
  }
});
