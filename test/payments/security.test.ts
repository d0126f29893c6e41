import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { auditModel } from '../../src/audit/model.ts';
import type { Post } from '../../src/chat/adapter.ts';
import type { Order } from '../../src/orders/order.ts';
import { securedAmount } from '../../src/orders/security.ts';
import { riskMarkModel } from '../../src/risks/marks.ts';
import { trading } from '../risks/support/trade.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { quietChat } from '../support/quiet-chat.ts';
import { settle } from '../support/settle.ts';
import { cardOf, talkAs, textOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
let trade: ReturnType<typeof trading>;
const posts: Post[] = [];
beforeAll(async () => {
  desk = await openTestDesk({ adapters: [quietChat(posts)] });
  company = await foundCompany(desk);
  trade = trading(desk, company);
});
beforeEach(async () => {
  await settle(desk);
  posts.length = 0;
});
afterAll(() => desk.close());

/** An order over the limit of which Fiona asks for a prepayment. */
async function asked(amount: number, more: object = {}): Promise<Order> {
  const order = await trade.order(await trade.customer(1000), 1500, more);
  const security = { kind: 'prepayment' as const, amount };
  return trade.moved('fiona', order, 'ask', { text: 'please', security });
}

const toldOf = (order: Order) => posts.filter((p) => p.key.startsWith(`told:${order._id}`));
const linesOf = (order: Order) =>
  auditModel(desk.connection).find({ action: 'answer', 'subject.id': order._id }).lean();

describe('a prepayment that came in', () => {
  test('answers the question: who asked is told, and the trail says it', async () => {
    const order = await asked(600_00);
    await settle(desk);
    posts.length = 0;
    await desk.desk.payments.record(trade.by('ada'), { order, amount: 600_00, reference: 'PRE-1' });
    await settle(desk);
    expect((await trade.now(order)).approval?.question).toBeUndefined();
    const told = toldOf(order);
    expect(told.map((p) => p.conversation)).toEqual([`console:@${company.fiona._id}`]);
    expect(textOf(told[0]!.card)).toContain('the desk · answered');
    expect(await linesOf(order)).toMatchObject([
      { from: 'desk:payments', before: { state: 'pending' }, after: { state: 'pending' } },
    ]);
    const trail = textOf(cardOf(await talkAs(desk, company.ada).say(`/order audit ${order.number}`)));
    expect(trail).toContain('answered');
  });

  test('that who asked recorded tells nobody but the owner', async () => {
    const order = await asked(600_00);
    await settle(desk);
    posts.length = 0;
    await desk.desk.payments.record(trade.by('fiona'), { order, amount: 600_00 });
    await settle(desk);
    expect(toldOf(order)).toEqual([]);
    expect(posts.map((p) => p.conversation)).toContain(`console:@${company.anna._id}`);
    expect(await linesOf(order)).toHaveLength(1);
  });

  test('is never waited for beyond what the order can take', async () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), fc.nat(1000), (amount, total, back) => {
        const credited = Math.min(back, total);
        const most = securedAmount({ amount }, { total, credited });
        expect(most).toBeLessThanOrEqual(total - credited);
        expect([amount, total - credited]).toContain(most);
      }),
    );
    expect(securedAmount(undefined, { total: 5 })).toBe(0);
    const order = await asked(1200_00);
    const small = await trade.moved('fiona', order, 'approve');
    const { sku } = small.lines[0]!;
    const lines = [{ sku, quantity: 1_000_000 }];
    const changed = await trade.moved('anna', order, 'change', { change: { lines } });
    const less = changed.change ? await trade.moved('bob', order, 'approve') : changed;
    expect([less.total, less.security?.amount]).toEqual([1000_00, 1200_00]);
    await desk.desk.payments.record(trade.by('fiona'), { order: less, amount: 'full' });
    const card = textOf(cardOf(await talkAs(desk, company.fiona).say(`/order show ${order.number}`)));
    expect(card).toContain('The prepayment of CNY 1,000.00 is there.');
    expect(card).not.toContain('1,200.00');
  });
});

test('a credit for goods that came back marks the risks of the customer', async () => {
  const customer = await trade.customer(10_000);
  const lines = [{ sku: 'B200', quantity: 10_000 }];
  const draft = await desk.desk.drafts.create(trade.by('anna'), { customer: customer._id, lines });
  await trade.moved('anna', draft, 'submit');
  await trade.moved('otto', draft, 'ship');
  await trade.moved('anna', draft, 'deliver');
  const parts = [{ index: 0, quantity: 1_000 }];
  const { case: it } = await desk.desk.cases.open(trade.by('anna'), draft._id, {
    kind: 'return',
    parts,
    text: 'broken',
  });
  const marks = () => riskMarkModel(desk.connection).countDocuments({ kind: 'customer', about: customer._id });
  await riskMarkModel(desk.connection).deleteMany({ about: customer._id });
  await desk.desk.cases.receive(trade.by('otto'), it._id, 'scrap');
  expect((await trade.now(draft)).credited).toBe(10_00);
  expect(await marks()).toBe(1);
});
