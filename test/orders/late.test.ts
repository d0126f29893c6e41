import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { DeskError } from '../../src/errors.ts';
import type { Member } from '../../src/members/member.ts';
import type { MoveInput } from '../../src/orders/deeds/deed.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Action } from '../../src/orders/moves.ts';
import type { Order } from '../../src/orders/order.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { orderNow, seedOrder } from './support/seed.ts';

let desk: TestDesk;
let company: Company;
let max: Member;
beforeAll(async () => {
  desk = await openTestDesk({ adapters: [] });
  company = await foundCompany(desk);
  max = await desk.member('Max', ['manager'], { teams: [company.team._id] });
});
afterAll(() => desk.close());

const move = async (who: Member, order: Pick<Order, '_id'>, action: Action, input: MoveInput = {}) =>
  (await desk.desk.move(desk.actor(who), order._id, action, { reason: 'because', ...input })).order;
const lines = (pieces: number) => [{ sku: 'A100', quantity: pieces * 1_000, discount: 0 }];

/** Anna's order of a hundred pieces that Bob approved. */
async function approved(): Promise<Order> {
  const draft = { customer: company.acme._id, lines: lines(100) };
  const order = await desk.desk.drafts.create(desk.actor(company.anna), draft);
  await move(company.anna, order, 'submit');
  return move(company.bob, order, 'approve');
}
/** What Max reads who approves too late. */
const told = (order: Order, action: Action = 'approve'): Promise<string> =>
  move(max, order, action).then(
    () => 'nothing',
    (error: DeskError) => error.sentence('en'),
  );

describe('who clicks too late reads who was faster', () => {
  test('and not who recorded a payment, handed the order over, or set a milestone since', async () => {
    const order = await approved();
    await desk.desk.payments.record(desk.actor(company.fiona), { order: await orderNow(desk, order._id), amount: 100 });
    await move(company.otto, order, 'milestone', { milestone: { name: 'cutting', planned: '2027-01-20' } });
    expect(await told(order)).toContain('is approved (last changed by Bob)');
  });

  test('also where the desk wrote the last word: the date moved, or a cancellation ended a change', async () => {
    const order = await approved();
    await move(company.anna, order, 'change', { change: { lines: lines(200) } });
    await move(company.bob, order, 'cancel');
    expect((await orderNow(desk, order._id)).timeline.at(-1)?.by).toBeUndefined();
    expect(await told(order)).toContain('is cancelled (last changed by Bob)');
  });

  test('of a change, who decided the change', async () => {
    const order = await approved();
    await move(company.anna, order, 'change', { change: { lines: lines(200) } });
    await move(company.ada, order, 'reject');
    expect(await told(order)).toContain('is approved (last changed by Ada)');
    expect(await told(order, 'resume')).toContain('is approved (last changed by Bob)');
  });

  test('of a stand-in, for whom it was', async () => {
    const order = await approved();
    await orderModel(desk.connection).updateOne(
      { _id: order._id },
      { $set: { 'timeline.$[last].for': company.fiona._id } },
      { arrayFilters: [{ 'last.action': 'approve' }] },
    );
    expect(await told(order)).toContain('(last changed by Bob for Fiona)');
  });

  test('and no dash where nobody is known, as of an order from a file', async () => {
    const order = await seedOrder(desk, company, 'approved', {
      imported: true,
      timeline: [{ at: desk.clock(), action: 'import', to: 'approved', key: 'k' }],
    });
    const sentence = await told(order);
    expect(sentence).toContain('is approved. ');
    expect(sentence).not.toMatch(/last changed|—/);
  });
});
