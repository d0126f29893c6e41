import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import { noCredit } from '../../src/customers/credit.ts';
import { addDays } from '../../src/dates.ts';
import { DeskError } from '../../src/errors.ts';
import type { Member } from '../../src/members/member.ts';
import { viewerOf } from '../../src/members/viewer.ts';
import { notices } from '../../src/notices/index.ts';
import type { Circumstances, MoveInput } from '../../src/orders/deeds/deed.ts';
import { deeds } from '../../src/orders/deeds/index.ts';
import { derivedFields } from '../../src/orders/derived.ts';
import { expectedDate } from '../../src/orders/expected.ts';
import { trackingKinds } from '../../src/orders/goods.ts';
import type { Action } from '../../src/orders/moves.ts';
import { canStart } from '../../src/orders/moves.ts';
import type { Order } from '../../src/orders/order.ts';
import { occurrencesOf } from '../../src/reminders/occurrences.ts';
import { t } from '../../src/text/index.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, formOf, talkAs, textOf, valuesOf } from '../support/talk.ts';
import { orderIn, orderNow, seedOrder, tenPieces } from './support/seed.ts';

let desk: TestDesk;
let company: Company;
let anna: Member;
let bob: Member;
let otto: Member;
/** Operations who read Chinese. */
let wang: Member;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  ({ anna, bob, otto } = company);
  wang = await desk.member('王芳', ['operations'], { locale: 'zh' });
});
afterAll(() => desk.close());

const as = (member: Member) => talkAs(desk, member);
const move = async (who: Member, order: Pick<Order, '_id'>, action: Action, input: MoveInput = {}, key?: string) =>
  (await desk.desk.move(desk.actor(who, key), order._id, action, input)).order;
const today = '2026-12-02';
const promised = { requestedDate: '2026-12-10', promisedDate: '2026-12-10', expectedDate: '2026-12-10' };
const twoLines = {
  lines: [tenPieces(), tenPieces({ sku: 'B200', name: 'Gadget', amount: 1000_00 })],
  total: 2000_00,
  baseTotal: 2000_00,
};
const rowsOf = (order: Order, notice: string) => outboxModel(desk.connection).find({ order: order._id, notice }).lean();
const toldTo = async (order: Order, notice: string) =>
  (await rowsOf(order, notice)).map((r) => (r.viewer as { member: string }).member).sort();

/** An order of ten widgets, ten gadgets, promised for 10 December. */
const seeded = (state: Order['state'] = 'approved', more: Partial<Order> = {}) =>
  seedOrder(desk, company, state, { ...twoLines, ...promised, ...more });
/** The same with three parcels on their way: 4 and 6 widgets, 10 gadgets. */
async function onTheWay(): Promise<Order> {
  let order = await seeded();
  for (const [index, quantity] of [
    [0, 4_000],
    [0, 6_000],
    [1, 10_000],
  ] as const)
    order = await move(otto, order, 'ship', {
      carrier: 'SF',
      trackingNo: `N${quantity}`,
      lines: [{ index, quantity }],
    });
  return order;
}

describe('the facts, whatever is done in whatever order', () => {
  const step = fc.record({
    action: fc.constantFrom('ship', 'deliver', 'track', 'milestone') as fc.Arbitrary<Action>,
    a: fc.nat(12),
    b: fc.nat(11_000),
    c: fc.nat(40),
    kind: fc.constantFrom(...trackingKinds),
  });
  type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

  const dayOf = ({ c }: Step) => addDays(today, c);
  const some = ({ a, b }: Step) => [{ index: a % 2, quantity: b }];
  /** What somebody says with each move; some of it fits, some does not. */
  const inputs: Record<string, (s: Step) => MoveInput> = {
    ship: (s) => ({ lines: s.b % 4 ? some(s) : undefined, eta: s.c % 2 ? dayOf(s) : undefined }),
    deliver: (s) => (s.b % 4 ? { shipment: `P${1 + (s.a % 5)}`, lines: s.b % 3 ? undefined : some(s) } : {}),
    track: (s) => ({ shipment: `P${1 + (s.a % 5)}`, event: s.kind, eta: s.c % 3 ? dayOf(s) : undefined }),
    milestone: (s) => {
      const when = s.c % 3 ? { planned: dayOf(s) } : { done: true as const };
      return { milestone: { id: s.a % 2 ? `M${1 + (s.a % 4)}` : undefined, name: `step ${s.b}`, ...when } };
    },
  };
  const inputOf = (s: Step): MoveInput => inputs[s.action]?.(s) ?? {};

  const at = (input: MoveInput, n: number): Circumstances => ({
    actor: {
      member: { _id: 'otto', roles: ['operations'], teams: [], name: 'Otto' } as never,
      from: 'console:otto',
      key: `k${n}`,
      now: desk.clock(),
    },
    input,
    today,
    settings: { currency: 'CNY' } as never,
    members: [],
    products: new Map(),
    money: noCredit,
    excess: () => 0,
    stepsFor: () => [],
    hasEarlierApproved: true,
    isManager: false,
  });

  /** Worked out by hand from the facts, in another way than the code does. */
  function expectedByHand(order: Order): string {
    const all = order.lines.every((l) => l.shipped === l.quantity);
    let days = 0;
    const dates: string[] = [];
    for (const m of all ? [] : (order.milestones ?? [])) {
      while (addDays(m.original, days) < (m.actual ?? m.planned)) days += 1;
      if (!m.actual) dates.push(m.planned);
    }
    for (const s of order.shipments) if (!s.deliveredAt && s.eta) dates.push(s.eta);
    return [addDays('2026-12-10', days), ...dates].sort().at(-1) ?? '';
  }

  test('delivered ≤ shipped ≤ ordered, the promise stands, and the expected date is a function of the facts', () => {
    const states = new Set<string>();
    fc.assert(
      fc.property(fc.array(step, { minLength: 4, maxLength: 30 }), (steps) => {
        let order: Order = { ...orderIn('approved', { _id: 'c', code: 'C', name: 'C' }, { ...twoLines, ...promised }) };
        steps.forEach((s, n) => {
          if (!canStart(s.action, order)) return;
          try {
            const change = deeds[s.action](order, at(inputOf(s), n));
            order = { ...order, ...change.set, state: change.state };
            order = { ...order, ...derivedFields(order) };
          } catch (error) {
            if (!(error instanceof DeskError)) throw error;
          }
          order.lines.forEach((line, index) => {
            const parts = order.shipments.flatMap((p) =>
              p.lines.filter((l) => l.index === index).map((l) => ({ p, l })),
            );
            const arrived = parts
              .filter(({ p }) => p.deliveredAt)
              .reduce((sum, { l }) => sum + (l.received ?? l.quantity), 0);
            expect(line.shipped).toBe(parts.reduce((sum, { l }) => sum + l.quantity, 0));
            expect(line.delivered).toBe(arrived);
            expect(line.delivered <= line.shipped && line.shipped <= line.quantity).toBe(true);
          });
          expect(order.promisedDate).toBe('2026-12-10');
          expect(order.expectedDate).toBe(expectedByHand(order));
          expect(expectedDate(order)).toBe(order.expectedDate);
          const isAll =
            order.lines.every((l) => l.shipped === l.quantity) && order.shipments.every((p) => p.deliveredAt);
          expect(order.state === 'delivered').toBe(isAll);
          states.add(order.state);
        });
      }),
      { numRuns: 150, seed: Number(process.env.SEED ?? 5) },
    );
    expect(states.size).toBeGreaterThan(2);
  });
});

describe('news of a parcel', () => {
  test('is typed in either language and stands on the card with place and ETA', async () => {
    const order = await onTheWay();
    const card = cardOf(await as(otto).say(`/order track ${order.number} P1 in transit Shanghai eta 12/9`));
    expect(textOf(card)).toContain('ETA 2026-12-09 · in transit · Shanghai (12-02 10:00)');
    const zh = cardOf(await as(wang).say(`订单 物流 ${order.number} P2 派送中 北京：电话联系`));
    expect(textOf(zh)).toContain('派送中 · 北京 · 电话联系');
    expect(textOf(zh)).toContain('P1 · 运输中 · Shanghai · 预计 2026-12-09 到达');
    const after = await orderNow(desk, order._id);
    expect(after.shipments.map((s) => s.events?.map((e) => [e.kind, e.place, e.note]))).toEqual([
      [['in_transit', 'Shanghai', undefined]],
      [['out_for_delivery', '北京', '电话联系']],
      undefined,
    ]);
    expect([after.state, after.shipments[0]?.eta]).toEqual(['shipped', '2026-12-09']);
    expect(await rowsOf(order, 'told')).toHaveLength(
      (await rowsOf(order, 'told')).filter((r) => r.data?.action === 'ship').length,
    );
  });

  test('a form asks what is missing, with the parcel that was pressed', async () => {
    const order = await onTheWay();
    const card = cardOf(await as(otto).say(`/order show ${order.number}`));
    const form = formOf(await as(otto).click(card, 'Track P2'));
    expect(valuesOf(form).shipment).toBe('P2');
    await as(otto).submit(form, { event: 'picked_up', place: 'Hangzhou' });
    expect((await orderNow(desk, order._id)).shipments[1]?.events).toMatchObject([
      { kind: 'picked_up', place: 'Hangzhou' },
    ]);
  });

  test('that it was received is its delivery, and nothing more happens to it', async () => {
    const [said, confirmed] = [await onTheWay(), await onTheWay()];
    for (const parcel of ['P1', 'P2', 'P3']) {
      await as(otto).say(`/order track ${said.number} ${parcel} received`);
      await as(otto).say(`/order deliver ${confirmed.number} ${parcel}`);
    }
    const facts = ({ state, deliveredAt, lines, shipments }: Order) => [
      state,
      deliveredAt,
      lines.map((l) => l.delivered),
      shipments.map((s) => [s.deliveredAt, s.events?.map((e) => e.kind)]),
    ];
    const [one, other] = [await orderNow(desk, said._id), await orderNow(desk, confirmed._id)];
    expect(facts(one)).toEqual(facts(other));
    expect(facts(one).slice(0, 2)).toEqual(['delivered', today]);
    const order = await onTheWay();
    await move(anna, order, 'track', { shipment: 'P1', event: 'received' });
    for (const event of trackingKinds)
      await expect(move(otto, order, 'track', { shipment: 'P1', event })).rejects.toMatchObject({
        code: 'error.parcel_received',
      });
    const refused = (words: string) =>
      as(otto)
        .say(`/order track ${order.number} ${words}`)
        .then((a) => textOf(cardOf(a)));
    expect(await refused('P9 in transit')).toContain('Its parcels are P1, P2, P3.');
    expect(await refused('in transit')).toContain('say which one of P2, P3');
    expect(await refused('P2 vanished')).toContain('picked up, in transit, out for delivery, received, exception');
    expect(await refused('P2 in transit eta 12/1/2026')).toContain('2026-12-01');
  });

  test('on a day that is typed follows the same rule as a delivery, and a date is never a place', async () => {
    const order = await onTheWay();
    const refused = async (words: string, who = otto) =>
      textOf(cardOf(await as(who).say(`/order track ${order.number} ${words}`)));
    const before = await orderNow(desk, order._id);
    expect(await refused('P1 received 2026-11-01')).toContain('cannot have been received on 2026-11-01');
    expect(await refused('P1 received 2026-12-24 front desk')).toContain('still to come');
    expect(await refused('P1 in transit 2026-12-01')).toContain('is a date, and no place');
    expect(await refused('P1 运输中 12月1日', wang)).toContain('不是地点');
    const form = formOf(await as(otto).say(`/order track ${order.number} P1`));
    expect(await as(otto).submit(form, { event: 'in_transit', place: '12/1' })).toMatchObject({
      errors: { place: expect.stringContaining('is a date') },
    });
    expect((await orderNow(desk, order._id)).revision).toBe(before.revision);
    await as(otto).say(`/order track ${order.number} P1 received 2026-12-02 front desk`);
    await as(wang).say(`/order 物流 ${order.number} P2 签收 前台 12月2日`);
    const { shipments } = await orderNow(desk, order._id);
    expect(shipments.map((s) => [s.deliveredAt, s.events?.at(-1)?.place])).toEqual([
      ['2026-12-02', 'front desk'],
      ['2026-12-02', '前台'],
      [undefined, undefined],
    ]);
  });

  test('with nothing on its way is refused with a sentence instead of an empty form', async () => {
    const part = await seeded();
    await move(otto, part, 'ship', { lines: [{ index: 0, quantity: 1_000 }] });
    await move(otto, part, 'deliver');
    expect(textOf(cardOf(await as(otto).say(`/order track ${part.number}`)))).toContain('No parcel of');
    expect(textOf(cardOf(await as(wang).say(`/order 物流 ${part.number}`)))).toContain('没有在途的包裹');
  });

  test('a parcel without carrier, number and ETA leaves these words out', async () => {
    const order = await seeded();
    await move(otto, order, 'ship', {
      carrier: '/',
      trackingNo: '//',
      lines: [
        { index: 0, quantity: 2_000 },
        { index: 0, quantity: 3_000 },
      ],
    });
    expect((await orderNow(desk, order._id)).shipments[0]?.lines).toMatchObject([{ index: 0, quantity: 5_000 }]);
    const card = textOf(cardOf(await as(wang).say(`/order show ${order.number}`)));
    expect(card).toContain('"包裹 P1"');
    expect(card).toContain('2026-12-02 发出"');
    expect(card).not.toContain('预计 —');
  });

  test('of an exception the owner and operations hear at once, and once', async () => {
    const order = await onTheWay();
    const key = 'exception-once';
    for (let i = 0; i < 2; i += 1)
      await move(
        otto,
        order,
        'track',
        { shipment: 'P3', event: 'exception', place: 'Hamburg', note: 'held by customs' },
        key,
      );
    expect(await toldTo(order, 'exception')).toEqual([anna._id, wang._id].sort());
    expect((await orderNow(desk, order._id)).shipments[2]?.events).toHaveLength(1);
    const drawn = await draw(order, 'exception', wang);
    expect(textOf(drawn as never)).toContain('Otto · P3 · 异常 · Hamburg · held by customs');
  });
});

/** A notice as its reader gets it. */
async function draw(order: Order, notice: string, member: Member) {
  const row = (await rowsOf(order, notice)).find((r) => (r.viewer as { member?: string }).member === member._id);
  const now = await orderNow(desk, order._id);
  const members = await desk.desk.members.all();
  const settings = await desk.desk.settings.get();
  const cards = { members, today, zone: settings.timezone };
  const viewer = viewerOf(member);
  const context = {
    connection: desk.connection,
    viewer,
    order: now,
    members,
    settings,
    cards,
    data: row?.data ?? {},
    now: desk.clock(),
  };
  const card = await notices[notice]?.(context);
  return card && desk.desk.sealer.card(card, desk.clock(), member._id);
}

describe('a delivery is confirmed parcel by parcel', () => {
  test('by a form that takes the day and what arrived; a later day or more than was sent is refused', async () => {
    const order = await onTheWay();
    desk.clock.set('2026-12-04T02:00:00Z');
    try {
      const card = cardOf(await as(otto).say(`/order show ${order.number}`));
      expect(buttonsOf(card).map((b) => b.label)).toEqual(
        expect.arrayContaining(['Deliver P1', 'Deliver P2', 'Deliver P3', 'Deliver all']),
      );
      const form = formOf(await as(otto).click(card, 'Deliver P1'));
      expect(valuesOf(form)).toMatchObject({ line0: '4' });
      for (const [wrong, words] of [
        [{ on: '2026-12-05' }, 'still to come'],
        [{ on: '2026-12-01' }, 'was shipped on 2026-12-02'],
        [{ line0: '5' }, 'from 0 to 4'],
        [{ line0: '' }, ''],
      ] as const) {
        const answer = await as(otto).submit(form, wrong);
        expect(answer.kind).toBe('errors');
        expect(JSON.stringify(answer)).toContain(words);
      }
      await as(otto).submit(form, { on: '2026-12-03', line0: '3' });
      const after = await orderNow(desk, order._id);
      expect([after.state, after.lines[0]?.delivered, after.shipments[0]?.deliveredAt]).toEqual([
        'shipped',
        3_000,
        '2026-12-03',
      ]);
      expect(await toldTo(order, 'exception')).toEqual([anna._id, wang._id].sort());
      expect(textOf(cardOf(await as(wang).say(`/order 查看 ${order.number}`)))).toContain('缺少：A100x1');
    } finally {
      desk.clock.set('2026-12-02T02:00:00Z');
    }
  });

  test('an order with three parcels of which one is lost is delivered, and what is missing is named', async () => {
    const order = await onTheWay();
    await as(anna).say(`/order deliver ${order.number} P1`);
    await as(anna).say(`/order 签收 ${order.number} P3 B200x9.5`);
    const card = cardOf(await as(anna).say(`/order deliver ${order.number} lost`));
    expect(card.badge?.label).toBe('delivered');
    const after = await orderNow(desk, order._id);
    expect(after.lines.map((l) => l.delivered)).toEqual([4_000, 9_500]);
    expect(after.shipments.map((s) => s.events?.map((e) => [e.kind, e.note]))).toEqual([
      [['received', undefined]],
      [['exception', 'A100x6']],
      [
        ['received', undefined],
        ['exception', 'B200x0.5'],
      ],
    ]);
    expect(await toldTo(order, 'exception')).toEqual([otto._id, wang._id, otto._id, wang._id].sort());
    expect(textOf(card)).toContain('missing: A100x6');
  });

  test('a click twice is one delivery; all that are on the way are taken by one button', async () => {
    const order = await onTheWay();
    const card = cardOf(await as(anna).say(`/order show ${order.number}`));
    const all = cardOf(await as(anna).click(card, 'Deliver all'));
    expect(all.badge?.label).toBe('delivered');
    const other = await onTheWay();
    await move(otto, other, 'deliver', { shipment: 'P1' }, 'twice');
    await move(otto, other, 'deliver', { shipment: 'P1' }, 'twice');
    expect((await orderNow(desk, other._id)).lines.map((l) => l.delivered)).toEqual([4_000, 0]);
  });
});

describe('milestones', () => {
  test('are typed in either language, given to somebody, moved and done', async () => {
    const order = await seeded();
    await as(bob).say(`/order milestone ${order.number} cutting 12/5 @Otto`);
    await as(wang).say(`订单 进度 ${order.number} 采购面料 12月4日 @王芳`);
    await as(otto).say(`/order milestone ${order.number} M1 12/9 supplier is late`);
    await as(wang).say(`/order 进度 ${order.number} M2 完成`);
    const after = await orderNow(desk, order._id);
    expect(after.milestones).toEqual([
      {
        id: 'M1',
        name: 'cutting',
        kind: 'production',
        original: '2026-12-05',
        planned: '2026-12-09',
        note: 'supplier is late',
        responsible: otto._id,
      },
      {
        id: 'M2',
        name: '采购面料',
        kind: 'purchasing',
        original: '2026-12-04',
        planned: '2026-12-04',
        actual: today,
        responsible: wang._id,
      },
    ]);
    expect([after.milestoneDue, after.milestonesOf, after.expectedDate, after.promisedDate]).toEqual([
      '2026-12-09',
      [otto._id],
      '2026-12-14',
      '2026-12-10',
    ]);
    expect(await toldTo(order, 'milestone')).toEqual([otto._id]);
    expect(textOf((await draw(order, 'milestone', otto)) as never)).toContain(
      'Bob asks you to see to it by 2026-12-09.',
    );
    const card = cardOf(await as(otto).say(`/order show ${order.number}`));
    expect(textOf(card)).toContain('planned for 2026-12-09 · first 2026-12-05 · 4 days late · Otto · supplier is late');
    expect(textOf(card)).toContain('2026-12-14, 4 days later than promised');
    const form = formOf(await as(otto).click(card, 'Move M1'));
    expect(valuesOf(form)).toMatchObject({ planned: '2026-12-09', person: otto._id });
    await as(otto).submit(form, { planned: '2026-12-05' });
    expect((await orderNow(desk, order._id)).expectedDate).toBe('2026-12-10');
    await as(otto).click(card, 'Done M1');
    const done = await orderNow(desk, order._id);
    expect([done.milestones?.[0]?.actual, done.milestoneDue, done.milestonesOf]).toEqual([today, undefined, undefined]);
    expect(textOf(cardOf(await as(otto).say(`/order milestone ${order.number} M1 done`)))).toContain(
      'was done on 2026-12-02',
    );
    expect(textOf(cardOf(await as(otto).say(`/order milestone ${order.number} M7 done`)))).toContain('M1 cutting, M2');
  });

  test('are kept by whoever is responsible, a salesperson too: that one is moved and finished, no other one and no new one', async () => {
    const order = await seeded('in_production');
    await as(otto).say(`/order milestone ${order.number} painting 12/5 @Anna`);
    await as(otto).say(`/order milestone ${order.number} packing 12/8`);
    const say = async (words: string) => cardOf(await as(anna).say(`/order milestone ${order.number} ${words}`));
    expect(buttonsOf(cardOf(await as(anna).say(`/order show ${order.number}`))).map((b) => b.label)).toEqual(
      expect.arrayContaining(['Done M1', 'Move M1']),
    );
    const labels = buttonsOf(cardOf(await as(anna).say(`/order show ${order.number}`))).map((b) => b.label);
    expect(labels.filter((l) => l.includes('M2') || l === t('en', 'action.milestone'))).toEqual([]);
    await say('M1 12/6 paint is late');
    for (const words of ['packing done', 'M2 done', 'drying 12/9'])
      expect(textOf(await say(words))).toContain('those that were given to you: M1 painting');
    await say('painting done');
    const { milestones } = await orderNow(desk, order._id);
    expect(milestones?.map((m) => [m.name, m.planned, m.actual])).toEqual([
      ['painting', '2026-12-06', today],
      ['packing', '2026-12-08', undefined],
    ]);
    expect(textOf(await say('drying 12/9'))).toContain('You may not do that');
  });

  test('who is responsible is reminded and sees it in My day; without one it is the owner', async () => {
    const order = await seeded();
    await as(otto).say(`/order milestone ${order.number} old step 12/3 @王芳`);
    await as(otto).say(`/order milestone ${order.number} packing 12/8`);
    const now = await orderNow(desk, order._id);
    const keys = (member: Member) =>
      occurrencesOf({ order: now }, { from: today, to: '2026-12-31', repeats: 0, zone: 'UTC' }, member._id)
        .filter((o) => o.kind === 'milestone' && !o.escalated)
        .map((o) => [o.item, o.on, o.offset]);
    expect(keys(wang)).toEqual([
      ['M1', '2026-12-02', -1],
      ['M1', '2026-12-03', 0],
      ['M1', '2026-12-04', 1],
      ['M1', '2026-12-06', 3],
    ]);
    expect(keys(anna).map(([item]) => item)).toEqual(['M2', 'M2', 'M2', 'M2']);
    expect(keys(otto)).toEqual([]);
    const ahead = async (member: Member) =>
      (await desk.desk.reminders.upcoming(member, today)).filter(
        (d) => d.order?._id === order._id && d.occurrence.kind === 'milestone',
      );
    expect((await ahead(wang)).map((d) => d.occurrence.item)).toEqual(['M1']);
    expect((await ahead(anna)).map((d) => d.occurrence.item)).toEqual(['M2']);
    expect(await ahead(otto)).toEqual([]);
    expect(textOf(cardOf(await as(wang).say('/order')))).toContain('old step，计划 2026-12-03');
    expect(textOf(cardOf(await as(otto).say('/order')))).not.toContain('old step');
    expect(textOf(cardOf(await as(anna).say(`/order remind ${order.number}`)))).toContain(
      'packing is planned for tomorrow (2026-12-08)',
    );
    await move(bob, order, 'hold', { reason: 'unpaid' });
    expect(await ahead(wang)).toEqual([]);
  });
});

describe('the expected date', () => {
  test('warns the owner once a change when it gets later, quietly when it is in time again, and never moves the promise', async () => {
    let order = await seeded();
    order = await move(otto, order, 'ship', { lines: [{ index: 0, quantity: 4_000 }], eta: '2026-12-09' });
    expect([order.expectedDate, await rowsOf(order, 'delayed')]).toEqual(['2026-12-10', []]);
    await move(otto, order, 'track', { shipment: 'P1', event: 'in_transit', eta: '2026-12-13' }, 'later');
    await move(otto, order, 'track', { shipment: 'P1', event: 'in_transit', eta: '2026-12-13' }, 'later');
    await move(otto, order, 'track', { shipment: 'P1', event: 'in_transit', place: 'Wuhan' });
    expect(await toldTo(order, 'delayed')).toEqual([anna._id]);
    const warning = await draw(order, 'delayed', anna);
    expect(textOf(warning as never)).toContain('2026-12-10 → 2026-12-13');
    expect(textOf(warning as never)).toContain('Otto · news of a parcel · P1 · in transit · ETA 2026-12-13');
    const form = formOf(await as(anna).click(warning as never, 'Propose another date'));
    expect(valuesOf(form)).toMatchObject({ requestedDate: '2026-12-10', promisedDate: '2026-12-13' });
    await move(otto, order, 'track', { shipment: 'P1', event: 'in_transit', eta: '2026-12-15' });
    expect(await rowsOf(order, 'delayed')).toHaveLength(2);
    order = await move(otto, order, 'track', { shipment: 'P1', event: 'received' });
    expect([order.expectedDate, order.promisedDate, order.state]).toEqual(['2026-12-10', '2026-12-10', 'part_shipped']);
    expect(await rowsOf(order, 'delayed')).toHaveLength(2);
    expect(await draw(order, 'delayed', anna)).toBeUndefined();
    const card = textOf(cardOf(await as(anna).say(`/order show ${order.number}`)));
    expect(card).toContain('the expected date moved · 2026-12-15 → 2026-12-10 · in time again');
    expect(order.timeline.filter((e) => e.action === 'expected').map((e) => e.goods?.to)).toEqual([
      '2026-12-13',
      '2026-12-15',
      '2026-12-10',
    ]);
  });

  test('follows a promise that a change moved, without a warning', async () => {
    const order = await seeded();
    const after = await move(anna, order, 'change', { change: { promisedDate: '2026-12-20' } });
    const decided = after.change ? await move(bob, order, 'approve') : after;
    expect([decided.promisedDate, decided.expectedDate]).toEqual(['2026-12-20', '2026-12-20']);
    expect([await rowsOf(order, 'delayed'), decided.timeline.filter((e) => e.action === 'expected')]).toEqual([[], []]);
  });
});

describe('who may say what of the goods', () => {
  const may = { track: ['Anna', 'Otto', '王芳'], milestone: ['Bob', 'Otto', 'Ada', '王芳'] };
  test.each(['track', 'milestone'] as const)(
    '%s: the others are refused with a sentence, and nothing is stored',
    async (action) => {
      const { fiona, ada } = company;
      const input: MoveInput = { event: 'in_transit', milestone: { name: 'step', planned: '2026-12-05' } };
      for (const person of [anna, bob, otto, fiona, ada, wang]) {
        const order = await seeded(action === 'track' ? 'shipped' : 'in_production', {
          lines: [tenPieces({ shipped: 10_000 })],
        });
        const made = await move(person, order, action, input).catch((e: DeskError) => e.code);
        const isFine = typeof made === 'object';
        expect([person.name, isFine]).toEqual([person.name, may[action].includes(person.name)]);
        if (!isFine) expect([made, (await orderNow(desk, order._id)).revision]).toEqual(['error.move_not_yours', 0]);
        const card = cardOf(await as(person).say(`/order show ${order.number}`));
        const label =
          action === 'track'
            ? t(person.locale, 'card.order.track_parcel', { id: 'P1' })
            : t(person.locale, 'action.milestone');
        expect([person.name, buttonsOf(card).some((b) => b.label === label)]).toEqual([person.name, isFine]);
      }
    },
  );
});
