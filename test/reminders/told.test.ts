import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { auditModel } from '../../src/audit/model.ts';
import type { Post } from '../../src/chat/adapter.ts';
import { followUpModel } from '../../src/customers/follow-up-model.ts';
import type { Member } from '../../src/members/member.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order, State } from '../../src/orders/order.ts';
import { markModel } from '../../src/reminders/marks.ts';
import { orderNow, seedOrder } from '../orders/support/seed.ts';
import { noon } from '../support/desk.ts';
import { buttonsOf, cardOf, formOf, talkAs, textOf } from '../support/talk.ts';
import { linesOf, openReader, type Reader } from './support/told.ts';

const posts: Post[] = [];
let { desk, company, at, cardsTo, namesTo, saidTo } = {} as Reader;
beforeAll(async () => {
  ({ desk, company, at, cardsTo, namesTo, saidTo } = await openReader(posts));
});
beforeEach(async () => {
  posts.length = 0;
  await markModel(desk.connection).deleteMany({});
  desk.clock.set(noon);
});
afterAll(() => desk.close());

/** The hour of the digest on some days of December 2026. */
async function mornings(from: number, to: number): Promise<void> {
  for (let day = from; day <= to; day += 1) await at(`2026-12-${String(day).padStart(2, '0')}T02:00:00Z`);
}

/** A salesperson of the team with an order, of whom nothing else is told. */
async function seller(name: string, state: State, more: Partial<Order> = {}, own: Partial<Member> = {}) {
  const member = await desk.member(name, ['sales'], { teams: [company.team._id], ...own });
  const timeline = [{ at: desk.clock(), action: 'approve' as const, key: name }];
  const fields = { owner: member._id, team: company.team._id, promisedDate: undefined, dueDate: undefined, timeline };
  const order = await seedOrder(desk, company, state, { ...fields, ...more });
  return { member, order, as: talkAs(desk, member), set: (change: object) => set(order, change) };
}
const set = (order: Order, change: object) =>
  orderModel(desk.connection).updateOne({ _id: order._id }, { $set: change });

describe('what somebody wants to do for an order on a day', () => {
  test.each([
    ['friday call about packaging', 'en', 'Follow up today: call about packaging'],
    ['周五 沟通包装', 'zh', '今天跟进：沟通包装'],
  ] as const)('“%s” is told in the digest of that day, with the order', async (words, locale, said) => {
    const { order, as, member } = await seller(`Noter ${locale}`, 'approved', {}, { locale });
    expect(textOf(cardOf(await as.say(`/order remind ${order.number} ${words}`)))).toContain('2026-12-04');
    await at('2026-12-03T02:00:00Z');
    expect(cardsTo(member)).toEqual([]);
    await at('2026-12-04T02:00:00Z');
    const [card] = cardsTo(member);
    expect(linesOf(card!)).toEqual([[expect.stringContaining(order.number!), said]]);
    const done = cardOf(await as.click(card!, locale === 'en' ? 'Done' : '完成'));
    expect(textOf(done)).toMatch(/Nothing is left|全部处理/);
    expect(await followUpModel(desk.connection).findOne({ order: order._id }).lean()).toMatchObject({
      doneBy: member._id,
    });
    await at('2026-12-07T02:00:00Z');
    expect(cardsTo(member)).toHaveLength(1);
    const deeds = await auditModel(desk.connection)
      .find({ 'subject.id': order._id, action: /follow/ })
      .lean();
    expect(deeds.map((d) => d.action)).toEqual(['customer.follow', 'customer.follow_done']);
  });

  test('is asked for in a form where the words say only the day, or nothing but the order', async () => {
    const { order, as } = await seller('Former', 'approved');
    const form = formOf(await as.say(`/order remind ${order.number} friday`));
    expect(form.fields.map((f) => ('value' in f ? f.value : undefined))).toEqual(['2026-12-04', undefined]);
    expect(textOf(cardOf(await as.submit(form, { text: 'ask for the logo' })))).toContain('ask for the logo');
    const list = cardOf(await as.say(`/order remind ${order.number}`));
    expect(textOf(list)).toContain('ask for the logo');
    expect(formOf(await as.click(list, 'Remind me')).title).toContain(order.number!);
  });

  test('goes with the order to whoever has it from then on; handing over the customer alone leaves it', async () => {
    const { order, as, member } = await seller('Leaving', 'approved', {}, { teams: [] });
    await set(order, { team: undefined });
    await as.say(`/order remind ${order.number} 12/4 call`);
    const next = await desk.member('Coming', ['sales'], { teams: [company.team._id] });
    const { customers, assign } = desk.desk;
    await customers.handOver(desk.actor(company.ada), company.acme, company.bob, { withOrders: false });
    const noted = () => followUpModel(desk.connection).findOne({ order: order._id }).lean();
    expect((await noted())?.member).toBe(member._id);
    await assign(desk.actor(company.ada), await orderNow(desk, order._id), next);
    await at('2026-12-04T02:00:00Z');
    expect(cardsTo(member)).toEqual([]);
    expect(cardsTo(next, 'Today').flatMap(linesOf)).toEqual([
      [expect.stringContaining(order.number!), 'Follow up today: call'],
    ]);
  });

  test('is not told any more once the order was cancelled, and is nobody else’s to read', async () => {
    const { order, as, member, set: change } = await seller('Ended', 'approved');
    const other = await desk.member('Stranger', ['sales']);
    await as.say(`/order remind ${order.number} 12/4 call`);
    expect(JSON.stringify(await talkAs(desk, other).say(`/order remind ${order.number} 12/4 call`))).toContain(
      'no order',
    );
    await change({ state: 'cancelled' });
    await at('2026-12-04T02:00:00Z');
    expect(cardsTo(member)).toEqual([]);
  });
});

describe('an open order of which nothing is heard', () => {
  const heard = (instant: string) => [{ at: new Date(instant), action: 'approve' as const, key: 'k' }];

  test('is asked about after a week, once a silence, and not any more when something happens', async () => {
    const { member, order } = await seller('Silent', 'in_production', { timeline: heard('2026-11-26T02:00:00Z') });
    await at('2026-12-02T02:00:00Z');
    expect(cardsTo(member)).toEqual([]);
    await at('2026-12-03T02:00:00Z');
    await at('2026-12-03T03:00:00Z');
    const [card, ...more] = cardsTo(member);
    expect(more).toEqual([]);
    expect(linesOf(card!)).toEqual([
      [expect.stringContaining(order.number!), 'Nothing was heard of it since 2026-11-26: follow up?'],
    ]);
    await orderModel(desk.connection).updateOne(
      { _id: order._id },
      { $push: { timeline: { at: new Date('2026-12-04T02:00:00Z'), action: 'edit', key: 'k2' } } as never },
    );
    await at('2026-12-08T02:00:00Z');
    expect(cardsTo(member)).toHaveLength(1);
    await at('2026-12-11T02:00:00Z');
    expect(cardsTo(member)).toHaveLength(2);
  });

  test('is left alone while somebody has noted what to do for it', async () => {
    const { member, order, as } = await seller('Planner', 'on_hold', { timeline: heard('2026-11-26T02:00:00Z') });
    await as.say(`/order remind ${order.number} 12/20 ask again`);
    await at('2026-12-14T02:00:00Z');
    expect(cardsTo(member)).toEqual([]);
    await at('2026-12-21T02:00:00Z');
    expect(saidTo(member)).toEqual([
      expect.stringContaining('ask again'),
      expect.stringContaining('Nothing was heard'),
    ]);
  });
});

describe('what is late and gets no answer', () => {
  test('is told again twice, and then the manager reads whose it is, with nothing to tick off', async () => {
    const { member, order } = await seller('Late', 'approved', { promisedDate: '2026-12-02' });
    await mornings(2, 14);
    const said = cardsTo(member, 'Today')
      .flatMap(linesOf)
      .filter(([, what]) => what.includes('Delivery'));
    expect(said.map(([, what]) => what)).toEqual([
      'Delivery is promised for today (2026-12-02)',
      'Delivery was promised for yesterday (2026-12-02) and is late',
      'Delivery was promised for 2026-12-02 and is late',
      'Delivery was promised for 2026-12-02 and is late',
    ]);
    const [card, ...more] = cardsTo(company.bob, 'Late: late and not done');
    expect(more).toEqual([]);
    expect(linesOf(card!)).toEqual([
      [expect.stringContaining(order.number!), 'Delivery was promised for 2026-12-02 and is late'],
    ]);
    expect(buttonsOf(card!).map((b) => b.label)).toEqual(['Open']);
  });

  test('comes as the timetable says, but not again and not to the manager, once it was ticked off', async () => {
    const { member, as } = await seller('Ticked', 'approved', { promisedDate: '2026-12-02' });
    await at('2026-12-02T02:00:00Z');
    await as.click(cardsTo(member)[0]!, 'Got it');
    await mornings(4, 16);
    const told = cardsTo(member, 'Today')
      .flatMap(linesOf)
      .filter(([, what]) => what.includes('Delivery'));
    expect(told.map(([, what]) => what)).toEqual([
      'Delivery is promised for today (2026-12-02)',
      'Delivery was promised for 2026-12-02 and is late',
    ]);
    expect(cardsTo(company.bob, 'Ticked: late')).toEqual([]);
  });
});

describe('what cannot wait for the next digest', () => {
  test('is told at once: goods that are promised for today after the digest was sent', async () => {
    const { member, set: change } = await seller('Hurry', 'approved', { promisedDate: '2026-12-20' });
    await at('2026-12-02T02:00:00Z');
    await change({ promisedDate: '2026-12-02' });
    await at('2026-12-02T06:00:00Z');
    await at('2026-12-02T06:20:00Z');
    expect(cardsTo(member).map((card) => card.title)).toEqual(['Due now (1)']);
    expect(cardsTo(member).flatMap(linesOf)[0]?.[1]).toBe('Delivery is promised for today (2026-12-02)');
  });

  test('waits for the next digest where the member wants it so, out of hours, and what is for tomorrow', async () => {
    const calm = await seller('Calm', 'approved', { promisedDate: '2026-12-20' }, { remindAtOnce: false });
    const early = await seller('Early bird', 'approved', { promisedDate: '2026-12-20' });
    const tomorrow = await seller('Tomorrow', 'approved', { promisedDate: '2026-12-20' });
    await at('2026-12-02T02:00:00Z');
    await calm.set({ promisedDate: '2026-12-02' });
    await tomorrow.set({ promisedDate: '2026-12-03' });
    await at('2026-12-02T06:00:00Z');
    await early.set({ promisedDate: '2026-12-02' });
    await at('2026-12-02T12:00:00Z');
    expect([calm, early, tomorrow].flatMap(({ member }) => cardsTo(member))).toEqual([]);
    await at('2026-12-03T02:00:00Z');
    expect([calm, early, tomorrow].map(({ member }) => saidTo(member))).toEqual([
      ['Delivery was promised for yesterday (2026-12-02) and is late'],
      ['Delivery was promised for yesterday (2026-12-02) and is late'],
      ['Delivery is promised for today (2026-12-03)'],
    ]);
  });
});

test('a mark of an earlier version, which knows nothing of what was told that day, has nothing told twice', async () => {
  const { member } = await seller('Upgraded', 'approved', { promisedDate: '2026-12-02' });
  await markModel(desk.connection).collection.insertOne({ _id: member._id as never, last: '2026-12-02', told: [] });
  await at('2026-12-02T06:00:00Z');
  expect(cardsTo(member)).toEqual([]);
  await at('2026-12-03T02:00:00Z');
  expect(saidTo(member)).toEqual(['Delivery was promised for yesterday (2026-12-02) and is late']);
});

test('a clock that was a month ahead does not silence the desk once it is right again', async () => {
  const { member } = await seller('Future', 'approved', { promisedDate: '2026-12-04' });
  await at('2027-01-05T02:00:00Z');
  posts.length = 0;
  await at('2026-12-03T02:00:00Z');
  await at('2026-12-04T02:00:00Z');
  expect(cardsTo(member, 'Today').map((card) => linesOf(card).map(([, said]) => said))).toEqual([
    ['Delivery is promised for tomorrow (2026-12-04)'],
    ['Delivery is promised for today (2026-12-04)'],
  ]);
});

test('what was answered on its way is not passed on; the manager is told in the own working hours', async () => {
  const lives = { teams: [company.team._id], timezone: 'Europe/London' };
  const grace = await desk.member('Grace', ['manager'], lives);
  const { member, order } = await seller('Answering', 'approved', { promisedDate: '2026-12-02' });
  const ignoring = await seller('Ignoring', 'approved', { promisedDate: '2026-12-02' });
  for (const day of ['02', '03', '07', '09', '12']) await at(`2026-12-${day}T02:00:00Z`);
  // Monday, ten in Shanghai, two at night in London.
  await at('2026-12-14T02:00:00Z');
  expect(cardsTo(grace)).toEqual([]);
  const late = cardsTo(member, 'Today').findLast((card) => textOf(card).includes('Delivery'))!;
  await talkAs(desk, member).click(late, 'Got it');
  await at('2026-12-14T09:00:01Z');
  expect(namesTo(grace, 'Ignoring')).toEqual([expect.stringContaining(ignoring.order.number!)]);
  expect(JSON.stringify(cardsTo(grace))).not.toContain(order.number!);
});

test('a note two weeks after completion is told; of an order that came to nothing none is taken', async () => {
  const { member, order, as } = await seller('After', 'completed', { completedAt: new Date('2026-12-01T02:00:00Z') });
  await as.say(`/order remind ${order.number} 12/4 ring them`);
  expect(textOf(cardOf(await as.say('/order remind')))).toContain('ring them');
  await at('2026-12-04T02:00:00Z');
  expect(saidTo(member)).toEqual(['Follow up today: ring them']);
  const gone = await seller('Nothing', 'cancelled');
  expect(textOf(cardOf(await gone.as.say(`/order remind ${gone.order.number} 12/4 ring`)))).toContain(
    'came to nothing',
  );
});

test('the list names each thing once, with its next day, and notes of days far ahead', async () => {
  const { order, as } = await seller('Lister', 'approved', { promisedDate: '2026-12-09' });
  await as.say(`/order remind ${order.number} 2027-03-01 ask for the next order`);
  const lines = linesOf(cardOf(await as.say('/order remind')));
  expect(lines.map(([, said]) => said)).toEqual([
    '2026-12-06 · Delivery promised for 2026-12-09, in 3 days',
    '2027-03-01 · Follow up today: ask for the next order',
  ]);
});

test('what falls on a weekend is one line of the Friday before, with the true day', async () => {
  const { member } = await seller('Weekend', 'approved', { promisedDate: '2026-12-06' });
  await at('2026-12-04T02:00:00Z');
  expect(saidTo(member)).toEqual(['Delivery promised for 2026-12-06, in 2 days']);
  expect(cardsTo(member)[0]?.title).toBe('Today’s reminders (1)');
});

test('a reservation that ends, and a price that was agreed with a customer, are told before they are gone', async () => {
  const { member } = await seller('Holder', 'pending', { reservedUntil: new Date('2026-12-05T03:00:00Z') });
  const buyer = await desk.desk.customers.create(desk.actor(member), { code: 'ENDS', name: 'Ends Ltd' });
  const ada = talkAs(desk, company.ada);
  const price = formOf(await ada.say('/order price A100 Ends Ltd 99 2026-12-01..2026-12-11'));
  cardOf(await ada.submit(price, {}));
  await at('2026-12-04T02:00:00Z');
  expect(cardsTo(member).flatMap(linesOf)).toEqual([
    [expect.stringContaining('SO-'), 'What it holds is given back tomorrow (2026-12-05), unless it is decided'],
    [`${buyer.name} · A100 · Widget`, 'The agreed price ends on 2026-12-11, in 7 days'],
  ]);
});

test('a reservation that ends before the hour of the digest is told the day before', async () => {
  const { member, order } = await seller('Early end', 'pending', { reservedUntil: new Date('2026-12-03T00:30:00Z') });
  await at('2026-12-02T02:00:00Z');
  expect(cardsTo(member).flatMap(linesOf)).toEqual([
    [expect.stringContaining(order.number!), 'What it holds is given back tomorrow (2026-12-03), unless it is decided'],
  ]);
});

test('what was handed over while the digest was on its way is told neither to whom it was, nor as that one’s', async () => {
  const night = { quietHours: { start: 20, end: 11 }, roles: ['manager' as const] };
  const { member, order, set: change } = await seller('Handing', 'approved', { promisedDate: '2026-12-02' }, night);
  await at('2026-12-02T02:00:00Z');
  await change({ owner: company.anna._id });
  await at('2026-12-02T03:10:00Z');
  expect(cardsTo(member)).toEqual([]);
  expect(order.owner).toBe(member._id);
});

test('what falls due of somebody who has left goes to the manager', async () => {
  const { member, order } = await seller('Gone', 'approved', { promisedDate: '2026-12-02' });
  await desk.desk.members.deactivate(desk.actor(company.ada), member._id);
  await at('2026-12-02T02:00:00Z');
  expect(cardsTo(member)).toEqual([]);
  expect(cardsTo(company.bob, 'Gone has left').flatMap(linesOf)[0]?.[0]).toContain(order.number!);
});

test('what somebody noted for an order is not on the card of its customer for who may not read the order', async () => {
  const { order, as } = await seller('Secretive', 'approved');
  await as.say(`/order remind ${order.number} 12/4 would go to 40 percent`);
  expect(JSON.stringify(await talkAs(desk, company.anna).say('/order customer ACME'))).not.toContain('40 percent');
});

test('the day of a note is the one with which its words begin or end, by the member’s own calendar', async () => {
  const york = { timezone: 'America/New_York' };
  const { order, as } = await seller('York', 'approved', {}, york);
  desk.clock.set(new Date('2026-12-02T01:00:00Z'));
  const noted = async (words: string) => {
    await as.say(`/order remind ${order.number} ${words}`);
    const all = await followUpModel(desk.connection).find({ order: order._id }).sort({ at: 1 }).lean();
    return all.map(({ on, text }) => `${on} ${text}`).at(-1);
  };
  expect(await noted('tomorrow call')).toBe('2026-12-02 call');
  desk.clock.set(new Date('2026-12-02T01:01:00Z'));
  expect(await noted('ask about 3-5 days lead time friday')).toBe('2026-12-04 ask about 3-5 days lead time');
  desk.clock.set(new Date('2026-12-02T01:02:00Z'));
  expect(await noted('friday offer 3-5 days')).toBe('2026-12-04 offer 3-5 days');
});

test('kinds that a member wants none of are not told, and still go to the manager', async () => {
  const { member, order } = await seller(
    'Deaf',
    'approved',
    { promisedDate: '2026-12-02' },
    { withoutReminders: ['delivery'] },
  );
  await mornings(2, 14);
  expect(
    cardsTo(member, 'Today')
      .flatMap(linesOf)
      .filter(([, what]) => what.includes('Delivery')),
  ).toEqual([]);
  expect(cardsTo(company.bob, 'Deaf: late and not done').flatMap(linesOf)[0]?.[0]).toContain(order.number!);
});
