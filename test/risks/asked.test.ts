import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { askedIn } from '../../src/approvals/review.ts';
import type { Post } from '../../src/chat/adapter.ts';
import type { Order } from '../../src/orders/order.ts';
import { type Company, foundCompany, type Name } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { quietChat } from '../support/quiet-chat.ts';
import { settle } from '../support/settle.ts';
import { cardOf, formOf, talkAs, textOf } from '../support/talk.ts';
import { trading } from './support/trade.ts';

let desk: TestDesk;
let company: Company;
let trade: ReturnType<typeof trading>;
const posts: Post[] = [];
beforeAll(async () => {
  desk = await openTestDesk({ adapters: [quietChat(posts)] });
  company = await foundCompany(desk);
  trade = trading(desk, company);
});
beforeEach(() => settle(desk));
afterAll(() => desk.close());

const say = async (who: Name, text: string) => textOf(cardOf(await talkAs(desk, company[who]).say(text)));
const overLimit = async (): Promise<Order> => trade.order(await trade.customer(1000), 6789);
/** What the owner is asked now. */
const open = async (order: Order) => askedIn((await trade.now(order)).approval);
const pay = async (order: Order, amount: number) =>
  desk.desk.payments.record(trade.by('fiona'), { order: await trade.now(order), amount: amount * 100 });

/** Any way in which 2345 or 30 % of 6789 (2036.70) is written. */
const figures = /2,?345|2,?036|30\s?[%％]/;

describe('what is asked for is read by who reads amounts', () => {
  test.each([
    ['/order ask # prepayment 2345', 2345_00, undefined],
    ['/order ask # prepayment 2345 before it leaves', 2345_00, 'before it leaves'],
    ['/order ask # please ask for a deposit of CNY 2,345, before it leaves', 2345_00, 'before it leaves'],
    ['/order ask # prepayment 30%', 2036_70, undefined],
    ['/order ask # guarantee 30 percent from the bank', 2036_70, 'from the bank'],
    ['/order 要求 # 预付款 2345', 2345_00, undefined],
    ['/order 询问 # 要求预付款：￥2345元，发货前付清', 2345_00, '发货前付清'],
    ['/order 询问 # 请要求 担保 ３０％', 2036_70, undefined],
    ['/order 要求 # 定金0.2345万', 2345_00, undefined],
  ])('“%s” keeps the figure out of the note', async (typed, amount, note) => {
    const order = await overLimit();
    await say('fiona', typed.replace('#', order.number ?? ''));
    const now = await trade.now(order);
    expect(now.security?.amount).toBe(amount);
    expect(now.timeline.findLast((e) => e.action === 'ask')?.note).toBe(note);
    expect((await open(order)).map((one) => one.text)).toEqual([note ?? '']);
    for (const card of ['show', 'audit', 'decide'])
      expect((await say('otto', `/order ${card} ${order.number}`)).replaceAll(order.number ?? '', '')).not.toMatch(
        figures,
      );
  });

  test('finance and the owner read it on the cards, the trail and the notice; a form proposes no words with it', async () => {
    const order = await overLimit();
    const fiona = talkAs(desk, company.fiona);
    const card = cardOf(await fiona.say(`/order decide ${order.number}`));
    const form = formOf(await fiona.click(card, 'Ask for prepayment or guarantee…'));
    posts.length = 0;
    cardOf(await fiona.submit(form, { amount: '2345' }));
    await settle(desk);
    const words = 'Prepayment of CNY 2,345.00 asked for';
    for (const who of ['fiona', 'anna'] as const)
      expect(await say(who, `/order decide ${order.number}`)).toContain(`Fiona asks the owner: ${words}`);
    expect(await say('otto', `/order decide ${order.number}`)).toContain('Fiona asks the owner: Prepayment asked for');
    expect(await say('fiona', `/order audit ${order.number}`)).toContain('Amount asked for: — → CNY 2,345.00');
    expect(posts.filter((p) => p.key.startsWith(`told:${order._id}`)).map((p) => textOf(p.card))).toEqual([
      expect.stringContaining(words),
    ]);
    const answer = formOf(await talkAs(desk, company.anna).say(`/order answer ${order.number}`));
    expect(answer.fields[0]).toMatchObject({ hint: words });
  });
});

describe('finance corrects what it asked for', () => {
  test('the second request takes the place of the first, and its payment answers it', async () => {
    const order = await overLimit();
    await say('fiona', `/order ask ${order.number} prepayment 3000`);
    await say('fiona', `/order ask ${order.number} prepayment 2000`);
    expect(await open(order)).toHaveLength(1);
    expect(await say('anna', `/order decide ${order.number}`)).not.toContain('3,000.00 asked for');
    await pay(order, 2000);
    const { approval } = await trade.now(order);
    expect(askedIn(approval)).toEqual([]);
    expect(approval?.pauses).toHaveLength(1);
  });

  test('an identical one changes nothing', async () => {
    const order = await overLimit();
    await say('fiona', `/order ask ${order.number} prepayment 3000`);
    const { revision } = await trade.now(order);
    expect(await say('fiona', `/order ask ${order.number} prepayment 3000`)).toContain('asked for already');
    expect((await trade.now(order)).revision).toBe(revision);
  });

  test('other questions stay open, and the clock of the review stands still for them', async () => {
    const order = await overLimit();
    const start = desk.clock();
    await say('fiona', `/order ask ${order.number} prepayment 3000`);
    desk.clock.set(new Date(start.getTime() + 60_000));
    await say('fiona', `/order ask ${order.number} can it be Friday?`);
    desk.clock.set(new Date(start.getTime() + 120_000));
    await say('fiona', `/order ask ${order.number} guarantee 1000`);
    await say('fiona', `/order ask ${order.number} prepayment 2000`);
    expect((await open(order)).map((one) => one.text)).toEqual(['can it be Friday?', '']);
    await pay(order, 2000);
    const { approval } = await trade.now(order);
    expect(askedIn(approval).map((one) => one.text)).toEqual(['can it be Friday?']);
    expect(approval?.pauses?.map(({ from, to }) => [from.getTime(), to.getTime()])).toEqual([
      [start.getTime(), start.getTime() + 60_000],
    ]);
    desk.clock.set(start);
  });

  test('down to what is paid already, nobody waits for an answer', async () => {
    const order = await overLimit();
    await say('fiona', `/order ask ${order.number} prepayment 3000`);
    await pay(order, 2000);
    expect(await open(order)).toHaveLength(1);
    expect(await say('fiona', `/order ask ${order.number} prepayment 2000`)).toContain(
      'The prepayment of CNY 2,000.00 is there.',
    );
    expect(await open(order)).toEqual([]);
  });
});

describe('what cannot be asked for', () => {
  test.each([
    'prepayment 130%',
    'prepayment 0',
    'prepayment -5',
    'guarantee 6789.01',
    'prepayment USD 50',
    '预付款 -30%',
  ])('“%s” is refused, and is no question', async (words) => {
    const order = await overLimit();
    expect(await say('fiona', `/order ask ${order.number} ${words}`)).toContain('no more than the order comes to, CNY');
    expect([await open(order), (await trade.now(order)).security]).toEqual([[], undefined]);
  });

  test('words about a prepayment without an amount are a question', async () => {
    const order = await overLimit();
    await say('fiona', `/order ask ${order.number} deposit slip there?`);
    expect((await open(order)).map((one) => one.text)).toEqual(['deposit slip there?']);
  });
});
