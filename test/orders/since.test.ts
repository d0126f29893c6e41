import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Member } from '../../src/members/member.ts';
import type { MoveInput } from '../../src/orders/deeds/deed.ts';
import type { Action } from '../../src/orders/moves.ts';
import type { Order } from '../../src/orders/order.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { cardOf, talkAs, textOf } from '../support/talk.ts';
import { orderNow, seedOrder } from './support/seed.ts';

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
});
afterAll(() => desk.close());

const since = 'Changed since an approver last looked at it';
const move = async (who: Member, order: Pick<Order, '_id'>, action: Action, input: MoveInput = {}) =>
  (await desk.desk.move(desk.actor(who), order._id, action, { reason: 'because', text: 'why?', ...input })).order;
const sold = (price: number, pieces = 100) => ({
  customer: company.acme._id,
  lines: [{ sku: 'A100', quantity: pieces * 1_000, unitPrice: price * 10_000 }],
});

/** Anna's order of a hundred pieces at this price, which waits for Bob. */
async function filed(price: number, pieces = 100): Promise<Order> {
  return move(company.anna, await desk.desk.drafts.create(desk.actor(company.anna), sold(price, pieces)), 'submit');
}
async function edited(order: Order, price: number, pieces = 100): Promise<Order> {
  await desk.desk.drafts.edit(desk.actor(company.anna), await orderNow(desk, order._id), sold(price, pieces));
  return orderNow(desk, order._id);
}
const again = async (order: Order) => move(company.anna, await move(company.anna, order, 'withdraw'), 'submit');
const cardFor = async (who: Member, order: Order) =>
  textOf(cardOf(await talkAs(desk, who).say(`/order decide ${order.number}`)));

describe('what an approver compares an order with that comes again', () => {
  test('is what was returned, however often its owner takes it back and submits it again', async () => {
    let order = await move(company.bob, await filed(620), 'return');
    order = await move(company.anna, await edited(order, 570), 'submit');
    for (let n = 0; n < 3; n += 1) {
      const card = await cardFor(company.bob, order);
      expect(card).toContain(since);
      expect(card).toContain('620.00');
      order = await again(order);
    }
    order = await edited(await move(company.anna, order, 'withdraw'), 580);
    expect(order.lastSubmitted?.lines[0]?.unitPrice).toBe(620_0000);
    order = await move(company.anna, order, 'cancel');
    order = await move(company.anna, order, 'reopen');
    expect(order.lastSubmitted?.lines[0]?.unitPrice).toBe(620_0000);
  });

  test('is nothing where nobody ever acted', async () => {
    let order = await move(company.anna, await filed(620), 'withdraw');
    order = await move(company.anna, await edited(order, 570), 'submit');
    expect([order.lastSubmitted, (await cardFor(company.bob, order)).includes(since)]).toEqual([undefined, false]);
  });

  test('is what the first of two approvers approved, and not what was returned before', async () => {
    let order = await move(company.bob, await filed(2_000), 'return');
    order = await move(company.anna, await edited(order, 1_900), 'submit');
    order = await move(company.bob, order, 'approve');
    expect(order.state).toBe('pending');
    order = await move(company.anna, order, 'withdraw');
    expect(order.lastSubmitted?.lines[0]?.unitPrice).toBe(1_900_0000);
  });

  test('is what an approver asked about, where nothing was decided before', async () => {
    const order = await move(company.bob, await filed(620), 'ask');
    const withdrawn = await move(company.anna, order, 'withdraw');
    expect(withdrawn.lastSubmitted?.lines[0]?.unitPrice).toBe(620_0000);
  });

  test('is what was rejected, also after the next attempt was taken back', async () => {
    let order = await move(company.anna, await move(company.bob, await filed(620), 'reject'), 'revise');
    order = await again(await move(company.anna, await edited(order, 570), 'submit'));
    expect(order.lastSubmitted?.lines[0]?.unitPrice).toBe(620_0000);
    expect(await cardFor(company.bob, order)).toContain(since);
  });

  test('is the agreed order that was cancelled and reopened', async () => {
    let order = await move(company.bob, await filed(620), 'approve');
    order = await move(company.anna, await move(company.bob, order, 'cancel'), 'reopen');
    order = await move(company.anna, await edited(order, 570), 'submit');
    expect(await cardFor(company.bob, order)).toContain('620.00');
    expect((await move(company.bob, order, 'approve')).lastSubmitted).toBeUndefined();
  });

  test('is nothing for an order that was loaded as waiting and taken back', async () => {
    const order = await move(company.anna, await seedOrder(desk, company, 'pending', { imported: true }), 'withdraw');
    expect(order.lastSubmitted).toBeUndefined();
  });
});
