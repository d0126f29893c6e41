import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { lineAmount } from '../../src/money.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { productModel } from '../../src/products/model.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, formOf, linesOf, talkAs, textOf } from '../support/talk.ts';
import { trading } from './support/trade.ts';

let desk: TestDesk;
let company: Company;
let trade: ReturnType<typeof trading>;
let n = 0;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  trade = trading(desk, company);
});
afterAll(() => desk.close());

async function goods(cost: number, more: object = {}): Promise<string> {
  n += 1;
  const sku = `M${1000 + n}`;
  await desk.desk.products.create(trade.by('ada'), { sku, name: sku, price: 100_0000, cost, ...more });
  return sku;
}
const costs = (sku: string, cost: number) => desk.desk.products.update(trade.by('ada'), sku, { cost });
const orderOf = async (...lines: [sku: string, pieces: number][]): Promise<Order> => {
  const draft = await desk.desk.drafts.create(trade.by('anna'), {
    customer: company.acme._id,
    lines: lines.map(([sku, pieces]) => ({ sku, quantity: pieces * 1000 })),
  });
  return trade.moved('anna', draft, 'submit');
};
/** The orders that are listed for a product, and what is at stake in each, in minor units. */
async function listed(sku: string): Promise<Record<string, number>> {
  await desk.desk.risks.tick(desk.clock());
  const finance = { id: company.fiona._id, roles: ['finance' as const], teams: [] };
  const { orders } = await desk.desk.risks.list(finance, { kind: 'market', sku }, { skip: 0, limit: 100 });
  return Object.fromEntries(
    orders.map((o) => [o._id, o.risks?.find((r) => r.about === sku && r.kind === 'market')?.market?.atStake ?? 0]),
  );
}

describe('a cost that moves', () => {
  test('lists exactly the open orders that were priced before and are over the threshold, to the cent', async () => {
    const sku = await goods(50_0000);
    const before = await orderOf([sku, 3]);
    const shipped = await orderOf([sku, 2]);
    await trade.moved('otto', shipped, 'ship');
    const cancelled = await orderOf([sku, 1]);
    await trade.moved('bob', cancelled, 'cancel');
    await costs(sku, 52_0000);
    const between = await orderOf([sku, 7]);
    expect(await listed(sku)).toEqual({});
    await costs(sku, 52_7777);
    const after = await orderOf([sku, 9]);
    expect(await listed(sku)).toEqual({ [before._id]: Math.round(3 * 2.7777 * 100) });
    await costs(sku, 55_0000);
    // Priced at 50.00: 10 %, at 52.00: 5.8 %, at 52.7777: 4.2 %.
    expect(await listed(sku)).toEqual({ [before._id]: 15_00, [between._id]: 21_00 });
    await costs(sku, 50_0000);
    // Of the one that was priced last the cost fell by more than the threshold.
    expect(await listed(sku)).toEqual({ [after._id]: Math.round(9 * -2.7777 * 100) });
  });

  test('is listed by an independent count, whatever the costs and quantities', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1_0000, max: 3_0000 }), { minLength: 2, maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 3 }),
        async (moves, quantities) => {
          const sku = await goods(2_0000, { unit: 'kg' });
          const made: { order: Order; cost: number }[] = [];
          let cost = 2_0000;
          for (const move of moves) {
            for (const pieces of quantities) made.push({ order: await orderOf([sku, pieces / 8]), cost });
            cost = move;
            await costs(sku, cost);
          }
          const expected = made.filter((m) => Math.abs(cost - m.cost) / m.cost > 0.05);
          expect(await listed(sku)).toEqual(
            Object.fromEntries(
              expected.map((m) => [
                m.order._id,
                lineAmount({ quantity: m.order.lines[0]!.quantity, unitPrice: cost - m.cost, discount: 0 }, 'CNY'),
              ]),
            ),
          );
        },
      ),
      { numRuns: process.env.SOAK ? 60 : 6, seed: 11, endOnFailure: true, includeErrorInReport: true },
    );
  }, 120_000);

  test('the reference price counts where the cost stayed', async () => {
    const sku = await goods(50_0000, { referencePrice: 80_0000 });
    const order = await orderOf([sku, 4]);
    await desk.desk.products.update(trade.by('ada'), sku, { referencePrice: 90_0000 });
    expect(await listed(sku)).toEqual({ [order._id]: 40_00 });
  });

  test('a change order at today’s price is one click, and then nothing is at stake', async () => {
    const sku = await goods(50_0000);
    const order = await orderOf([sku, 5]);
    await desk.desk.products.update(trade.by('ada'), sku, { cost: 70_0000, price: 130_0000 });
    await desk.desk.risks.tick(desk.clock());
    const anna = talkAs(desk, company.anna);
    const card = cardOf(await anna.say(`/order show ${order.number}`));
    expect(textOf(card)).toContain(`The purchase price of ${sku} moved`);
    expect(textOf(card)).not.toMatch(/70\.00|50\.00|100\.00 →/);
    const form = formOf(await anna.click(card, 'Renegotiate: change order…'));
    expect(linesOf(form)[0]).toMatchObject({ sku, price: '130' });
    const done = await anna.submit(form, { reason: 'costs rose' });
    expect(done.kind).toBe('card');
    const changed = (await orderModel(desk.connection).findById(order._id).lean<Order>())!;
    const priced = changed.change?.content.lines ?? changed.lines;
    expect(priced[0]).toMatchObject({ unitPrice: 130_0000, cost: 70_0000 });
    if (changed.change) await trade.moved('bob', order, 'approve');
    expect(await listed(sku)).toEqual({});
  });

  test('who reads costs sees the margin at stake, in the list and in sum', async () => {
    const sku = await goods(50_0000);
    await orderOf([sku, 2]);
    await orderOf([sku, 3]);
    await costs(sku, 61_2345);
    await desk.desk.risks.tick(desk.clock());
    const bob = cardOf(await talkAs(desk, company.bob).say(`/order risk ${sku}`));
    expect(textOf(bob)).toContain('margin at stake CNY 22.47');
    expect(textOf(bob)).toContain('CNY 56.17');
    const anna = cardOf(await talkAs(desk, company.anna).say(`/order risk ${sku}`));
    expect(textOf(anna)).not.toMatch(/22\.47|56\.17|61\.23|50\.00/);
    expect(buttonsOf(anna).length).toBeGreaterThan(1);
    expect(await productModel(desk.connection).countDocuments({ sku })).toBe(1);
  });
});
