import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Order } from '../../src/orders/order.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, formOf, talkAs, textOf, valuesOf } from '../support/talk.ts';
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

const today = () => desk.clock().toISOString().slice(0, 10);
const in_ = (days: number) => new Date(desk.clock().getTime() + days * 86_400_000).toISOString().slice(0, 10);

describe('an order over the credit limit', () => {
  test('asks finance, whose word is for as much as it needs and for some days, and then it ships', async () => {
    const customer = await trade.customer(1000);
    const order = await trade.order(customer, 1500);
    expect(order).toMatchObject({ state: 'pending', approval: { steps: [{ reasons: ['credit'] }] } });
    expect(await trade.risks(order)).toEqual(['over_limit high']);
    const approved = await trade.moved('fiona', order, 'approve');
    expect(approved).toMatchObject({ state: 'approved', approvedOnce: { amount: 500_00, until: in_(14) } });
    // The card says so at once, not only after the next look.
    expect(approved.risks?.map((risk) => risk.level)).toEqual(['medium']);
    expect(await trade.risks(order)).toEqual(['over_limit medium']);
    expect((await trade.moved('otto', approved, 'ship')).state).toBe('shipped');
    expect(await trade.risks(order)).toEqual([]);
  });

  test('within the limit asks nobody and is no risk', async () => {
    const customer = await trade.customer(1000);
    const order = await trade.order(customer, 1000);
    expect([order.state, await trade.risks(order)]).toEqual(['approved', []]);
    await expect(trade.moved('fiona', order, 'approve_once')).rejects.toMatchObject({ code: 'error.within_limit' });
  });

  test('is agreed to for no less than it needs', async () => {
    const order = await trade.order(await trade.customer(1000), 1500);
    const less = trade.moved('fiona', order, 'approve', { once: { amount: 499_99 } });
    await expect(less).rejects.toMatchObject({ code: 'error.once_less', field: 'amount' });
    expect((await trade.now(order)).state).toBe('pending');
    const past = trade.moved('fiona', order, 'approve', { once: { until: in_(-1) } });
    await expect(past).rejects.toMatchObject({ code: 'error.date_past', field: 'until' });
  });

  test('does not leave once what was agreed to ran out, until finance says it again', async () => {
    const order = await trade.order(await trade.customer(1000), 1500);
    await trade.moved('fiona', order, 'approve', { once: { until: today() } });
    const start = desk.clock();
    trade.days(1);
    expect(await trade.risks(order)).toEqual(['over_limit high']);
    expect(await trade.codeOf(trade.moved('otto', order, 'ship'))).toBe('error.credit_stop');
    await trade.moved('fiona', order, 'approve_once');
    expect((await trade.moved('otto', order, 'ship')).state).toBe('shipped');
    desk.clock.set(start);
  });

  test('is let go by nobody who owns or made it, and not by who only sells', async () => {
    const order = await trade.order(await trade.customer(1000), 900);
    await desk.desk.customers.update(trade.by('fiona'), order.customerSnapshot.code, { creditLimit: 500_00 });
    expect(await trade.codeOf(trade.moved('otto', order, 'ship'))).toBe('error.credit_stop');
    for (const who of ['anna', 'otto'] as const)
      expect(await trade.codeOf(trade.moved(who, order, 'approve_once'))).toBe('error.move_not_yours');
    await desk.desk.move(trade.by('bob'), order._id, 'approve_once', {});
    expect((await trade.moved('otto', order, 'ship')).state).toBe('shipped');
  });

  test('an agreement for one order covers no other', async () => {
    const customer = await trade.customer(1000);
    const first = await trade.order(customer, 1500);
    await trade.moved('fiona', first, 'approve', { once: { amount: 5000_00 } });
    const second = await trade.order(customer, 100);
    expect(second).toMatchObject({ state: 'pending', approval: { steps: [{ reasons: ['credit'] }] } });
    await trade.moved('fiona', second, 'approve');
    // What finance said last was said with both in sight: both may go.
    for (const order of [first, second]) expect((await trade.moved('otto', order, 'ship')).state).toBe('shipped');
  });

  test('is asked about again where it grew beyond what was agreed to before the last word', async () => {
    const customer = await trade.customer(1000);
    const large = await trade.order(customer, 150_000);
    expect(large.approval?.steps.map((s) => s.reasons)).toEqual([['amount'], ['amount'], ['credit']]);
    await trade.moved('bob', large, 'approve');
    await trade.moved('ada', large, 'approve');
    const asked = await trade.order(customer, 700);
    expect((await trade.moved('fiona', large, 'approve', { once: { amount: 149_700_00 } })).state).toBe('approved');
    expect((await trade.now(asked)).state).toBe('pending');
  });
});

describe('what would slip through', () => {
  test('closing and reopening takes the agreement away', async () => {
    const order = await trade.order(await trade.customer(1000), 1500);
    await trade.moved('fiona', order, 'approve');
    await trade.moved('bob', order, 'cancel');
    const again = await trade.moved('anna', order, 'reopen');
    expect([again.state, again.approvedOnce]).toEqual(['draft', undefined]);
    const submitted = await trade.moved('anna', order, 'submit');
    expect(submitted).toMatchObject({ state: 'pending', approval: { steps: [{ reasons: ['credit'] }] } });
  });

  test('two halves are over the limit as the whole is', async () => {
    const customer = await trade.customer(1000);
    const halves = [await trade.order(customer, 750), await trade.order(customer, 750)];
    expect(halves.map((o) => o.state)).toEqual(['approved', 'pending']);
    expect(await trade.risks(halves[1]!)).toEqual(['over_limit high']);
  });

  test('a prepaid order passes, and leaves when it is paid', async () => {
    const customer = await trade.customer(1000, { paymentDays: 0 });
    const order = await trade.order(customer, 1500);
    expect([order.state, await trade.risks(order)]).toEqual(['approved', []]);
    expect(await trade.codeOf(trade.moved('otto', order, 'ship'))).toBe('error.prepaid_unpaid');
    await desk.desk.payments.record(trade.by('fiona'), { order: await trade.now(order), amount: 'full' });
    expect((await trade.moved('otto', order, 'ship')).state).toBe('shipped');
  });

  test('longer terms after the approval are asked about', async () => {
    const customer = await trade.customer(1000, { paymentDays: 0 });
    const order = await trade.order(customer, 1500);
    const changed = await trade.moved('anna', order, 'change', { change: { paymentDays: 30 } });
    expect(changed.change?.approval.steps.map((s) => s.reasons)).toEqual([['credit']]);
    expect(await trade.codeOf(trade.moved('otto', order, 'ship'))).toBe('error.prepaid_unpaid');
  });

  test('a little more within the tolerance is not tolerated over the limit', async () => {
    const customer = await trade.customer(1000);
    const order = await trade.order(customer, 1000);
    const sku = order.lines[0]!.sku;
    const change = { lines: [{ sku, quantity: 1_001_000, unitPrice: 1_0000 }] };
    const changed = await trade.moved('anna', order, 'change', { change });
    expect(changed.change?.approval.steps.map((s) => s.reasons)).toEqual([['credit']]);
    expect(changed.total).toBe(1000_00);
  });

  test('a lower limit stops what has not left', async () => {
    const customer = await trade.customer(2000);
    const order = await trade.order(customer, 1500);
    await desk.desk.customers.update(trade.by('fiona'), customer.code, { creditLimit: 1000_00 });
    await desk.desk.risks.tick(desk.clock());
    expect(await trade.codeOf(trade.moved('otto', order, 'ship'))).toBe('error.credit_stop');
  });

  test('who turned the stop off only reads the risk', async () => {
    const customer = await trade.customer(1000);
    const order = await trade.order(customer, 900);
    await desk.desk.customers.update(trade.by('fiona'), customer.code, { creditLimit: 500_00 });
    await desk.desk.settings.change(trade.by('ada'), { creditStopsShipping: false });
    expect((await trade.moved('otto', order, 'ship')).state).toBe('shipped');
    await desk.desk.settings.change(trade.by('ada'), { creditStopsShipping: true });
  });
});

describe('in the chat', () => {
  const say = (who: keyof Company & ('anna' | 'fiona' | 'otto' | 'bob'), text: string) =>
    talkAs(desk, company[who]).say(text);
  const labels = (card: Parameters<typeof buttonsOf>[0]) => buttonsOf(card).map((b) => b.label);

  test('finance gets the ways out on the decision card: approve once with amount and date, security, reject', async () => {
    const order = await trade.order(await trade.customer(1000), 1500);
    const card = cardOf(await say('fiona', `/order decide ${order.number}`));
    expect(labels(card)).toEqual(
      expect.arrayContaining(['Approve once…', 'Ask for prepayment or guarantee…', 'Reject']),
    );
    expect(labels(card)).not.toContain('Approve');
    expect(textOf(card)).toContain('1,500.00 of a limit of CNY 1,000.00');
    const fiona = talkAs(desk, company.fiona);
    const form = formOf(await fiona.click(card, 'Approve once…'));
    expect(valuesOf(form)).toMatchObject({ amount: '500.00', until: in_(14) });
    const less = await fiona.submit(form, { amount: '499' });
    expect(less.kind).toBe('errors');
    cardOf(await fiona.submit(form, { amount: '600', until: in_(3), reason: 'by phone' }));
    expect(await trade.now(order)).toMatchObject({
      state: 'approved',
      approvedOnce: { amount: 600_00, until: in_(3), by: company.fiona._id },
    });
  });

  test('a prepayment that is asked for is a question to the owner, and goods leave when it is there', async () => {
    const order = await trade.order(await trade.customer(1000), 1500);
    const fiona = talkAs(desk, company.fiona);
    const card = cardOf(await fiona.say(`/order decide ${order.number}`));
    const form = formOf(await fiona.click(card, 'Ask for prepayment or guarantee…'));
    expect(valuesOf(form)).toMatchObject({ kind: 'prepayment', amount: '450.00' });
    cardOf(await fiona.submit(form, { amount: '600' }));
    const asked = await trade.now(order);
    expect(asked).toMatchObject({ security: { kind: 'prepayment', amount: 600_00 } });
    expect(asked.approval?.question?.by).toBe(company.fiona._id);
    const other = await trade.order(await trade.customer(1000), 1500);
    const security = { kind: 'prepayment' as const, amount: 500_00 };
    await trade.moved('fiona', other, 'ask', { text: 'please', security });
    await desk.desk.payments.record(trade.by('fiona'), { order: await trade.now(other), amount: 499_99 });
    expect((await trade.now(other)).approval?.question).toBeDefined();
    await desk.desk.payments.record(trade.by('fiona'), { order: await trade.now(other), amount: 1 });
    expect((await trade.now(other)).approval?.question).toBeUndefined();
    // With the prepayment the customer is within the limit: finance approves as usual.
    expect(await trade.moved('fiona', other, 'approve')).toMatchObject({ state: 'approved' });
    expect((await trade.now(other)).approvedOnce).toBeUndefined();
    await trade.moved('fiona', order, 'approve');
    expect(await trade.codeOf(trade.moved('otto', order, 'ship'))).toBe('error.prepayment_left_plain');
    await desk.desk.payments.record(trade.by('fiona'), { order: await trade.now(order), amount: 600_00 });
    expect((await trade.moved('otto', order, 'ship')).state).toBe('shipped');
  });

  test('is typed in both languages', async () => {
    const orders: Order[] = [];
    for (let n = 0; n < 3; n += 1) orders.push(await trade.order(await trade.customer(1000), 1500));
    await say('fiona', `/order approve ${orders[0]!.number} once 800 until 12/20 as agreed`);
    await say('fiona', `/order 批准 ${orders[1]!.number} 单次 900 至 12月20日`);
    await say('fiona', `/order ask ${orders[2]!.number} prepayment 700 before it leaves`);
    const [a, b, c] = await Promise.all(orders.map((o) => trade.now(o)));
    expect(a).toMatchObject({ state: 'approved', approvedOnce: { amount: 800_00, until: '2026-12-20' } });
    expect(a!.timeline.findLast((e) => e.action === 'approve')?.note).toBe('as agreed');
    expect(b).toMatchObject({ state: 'approved', approvedOnce: { amount: 900_00, until: '2026-12-20' } });
    expect(c).toMatchObject({ security: { kind: 'prepayment', amount: 700_00 } });
    expect(c!.approval?.question?.text).toBe('before it leaves');
  });

  test('whoever ships is told why not and who can help; the owner sees no figure', async () => {
    const customer = await trade.customer(1000);
    const order = await trade.order(customer, 987);
    await desk.desk.customers.update(trade.by('fiona'), customer.code, { creditLimit: 543_21 });
    await desk.desk.risks.tick(desk.clock());
    const refused = textOf((await say('otto', `/order ship ${order.number} SF 123`)) as never);
    expect(refused).toContain('over the credit limit');
    expect(refused.replaceAll(customer.code, '').replaceAll(order.number ?? '', '')).not.toMatch(/543|987/);
    const own = cardOf(await say('anna', `/order show ${order.number}`));
    expect(textOf(own)).toContain('The customer is over the credit limit');
    expect(textOf(own)).not.toMatch(/543\.21|443\.79/);
    expect(labels(own)).toContain('Make it prepaid…');
    const finance = cardOf(await say('fiona', `/order show ${order.number}`));
    expect(textOf(finance)).toContain('543.21');
    expect(labels(finance)).toContain('Approve once…');
    const list = cardOf(await say('fiona', '/order risk credit'));
    expect(textOf(list)).toContain(order.number);
    expect(textOf(cardOf(await say('otto', '/order risk')))).not.toContain(order.number);
  });
});
