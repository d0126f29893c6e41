import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Case, GoodsTo } from '../../src/aftersales/case.ts';
import { leftOf, lostLeft, withCustomer } from '../../src/aftersales/claims.ts';
import { caseModel } from '../../src/aftersales/model.ts';
import { caseLines, takeIn } from '../../src/aftersales/rules.ts';
import { DeskError } from '../../src/errors.ts';
import type { Member } from '../../src/members/member.ts';
import { owed } from '../../src/orders/guards.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { productModel } from '../../src/products/model.ts';
import { timeliness } from '../../src/rollups/timeliness.ts';
import { reconcile } from '../../src/stock/reconcile.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, formOf, talkAs, textOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk, (name) => (name === 'otto' ? { locale: 'zh' } : {}));
  for (const { sku } of await productModel(desk.connection).find().lean())
    await desk.desk.products.update(desk.actor(company.ada), sku, { onHand: 500_000 });
});
afterAll(() => desk.close());

const as = (member: Member) => talkAs(desk, member);
const read = async (id: string): Promise<Order> =>
  (await orderModel(desk.connection).findById(id).lean<Order>()) as Order;
const caseOf = async (order: Order): Promise<Case> =>
  (await caseModel(desk.connection).findOne({ order: order._id }).sort({ _id: -1 }).lean<Case>()) as Case;
const onHand = async (sku: string): Promise<number> =>
  (await productModel(desk.connection).findOne({ sku }).lean())?.onHand ?? Number.NaN;

/** Ten widgets at 120.00 in one parcel, of which `words` says what arrived. */
async function sent(words: string): Promise<Order> {
  const { anna, otto, acme } = company;
  const lines = [{ sku: 'A100', quantity: 10_000 }];
  const { _id } = await desk.desk.drafts.create(desk.actor(anna), { customer: acme._id, lines });
  await desk.desk.move(desk.actor(anna), _id, 'submit');
  await desk.desk.move(desk.actor(otto), _id, 'ship', { carrier: 'SF', trackingNo: '1' });
  const { number } = await read(_id);
  cardOf(await as(anna).say(`/order deliver ${number} P1 ${words}`));
  return read(_id);
}

describe('goods that were lost on their way', () => {
  test('are credited by a return that is written off; nothing goes to stock, nothing is owed, and the order completes', async () => {
    const order = await sent('lost');
    const stock = await onHand('A100');
    const card = cardOf(await as(company.anna).say(`/order show ${order.number}`));
    expect(textOf(card)).toContain('All of it was lost. Open a case');
    expect(buttonsOf(card).map((b) => b.label)).toContain('Open a case');

    const opened = cardOf(await as(company.anna).say(`/order case ${order.number} return A100x10 parcel lost`));
    const it = await caseOf(order);
    expect(it).toMatchObject({ kind: 'return', writeOff: 'must', state: 'open' });
    expect(textOf(opened)).toContain('parcel lost');
    const shown = cardOf(await as(company.otto).say(`/order 售后 ${it.number}`));
    expect(buttonsOf(shown).map((b) => b.label)).toEqual(expect.arrayContaining(['丢失核销']));
    expect(buttonsOf(shown).map((b) => b.label)).not.toContain('收货入库');
    expect(textOf(cardOf(await as(company.otto).say(`/order 售后 ${it.number} 收货 入库`)))).toContain(
      '客户手中的 A100 只有 0',
    );
    const taken = cardOf(await as(company.otto).say(`/order 售后 ${it.number} 收货 丢失`));
    expect(taken.badge?.label).toBe('丢失核销');

    const after = await read(order._id);
    expect([await onHand('A100'), after.credited, owed(after), after.state]).toEqual([stock, 1_200_00, 0, 'delivered']);
    expect(await reconcile(desk.connection)).toEqual([]);
    expect(textOf(cardOf(await as(company.anna).say(`/order show ${order.number}`)))).not.toMatch(
      /All of it was lost|To be paid/,
    );
    expect(cardOf(await as(company.anna).say(`/order complete ${order.number}`)).badge?.label).toBe('completed');
  });

  test('are sent again by an exchange: replacements leave the stock, and can be sent back later', async () => {
    const order = await sent('lost');
    const stock = await onHand('A100');
    await as(company.anna).say(`/order case ${order.number} exchange A100x10 send again`);
    const it = await caseOf(order);
    await desk.desk.cases.receive(desk.actor(company.otto), it._id, 'lost');
    expect(await onHand('A100')).toBe(stock - 10_000);
    expect(owed(await read(order._id))).toBe(order.total);
    await desk.desk.cases.close(desk.actor(company.otto), it._id, 'sent');
    expect(textOf(cardOf(await as(company.anna).say(`/order show ${order.number}`)))).not.toContain(
      'All of it was lost',
    );
    const back = await desk.desk.cases.open(desk.actor(company.anna), order._id, {
      kind: 'return',
      parts: [{ index: 0, quantity: 10_000 }],
      text: 'not wanted any more',
    });
    expect(back.case.writeOff).toBeUndefined();
    await desk.desk.cases.receive(desk.actor(company.otto), back.case._id, 'stock');
    expect([await onHand('A100'), owed(await read(order._id))]).toEqual([stock, 0]);
    expect(await reconcile(desk.connection)).toEqual([]);
  });

  test('may be complained about, in words that begin with an @, too', async () => {
    const order = await sent('lost');
    await as(company.anna).say(`/order case ${order.number} complaint @the gate the driver was rude`);
    expect(await caseOf(order)).toMatchObject({ kind: 'complaint', text: '@the gate the driver was rude' });
  });

  test('may be complained about, and cannot be repaired', async () => {
    const order = await sent('lost');
    const shown = cardOf(await as(company.anna).say(`/order show ${order.number}`));
    const form = formOf(await as(company.anna).click(shown, 'Open a case'));
    const kinds = form.fields.find((f) => f.name === 'kind') as { choices: { value: string }[] };
    expect(kinds.choices.map((c) => c.value)).toEqual(['return', 'exchange', 'complaint']);
    const talk = as(company.anna);
    expect(textOf(cardOf(await talk.say(`/order case ${order.number} repair A100x1 broken`)))).toContain('at most 0');
    expect(textOf(cardOf(await talk.say(`/order case ${order.number} repair`)))).toContain('Nothing of');
    const filed = cardOf(await talk.say(`/order case ${order.number} complaint A100x10 never came`));
    expect(filed.title).toContain('complaint');
  });

  test('and goods that arrived are two cases: each goes one way, and what arrived can come back to stock', async () => {
    const order = await sent('A100x6');
    const talk = as(company.anna);
    const form = formOf(await talk.say(`/order case ${order.number} return A100x1`));
    const refused = await talk.submit(form, { kind: 'return', line0: '10', text: 'all of it' });
    expect(refused).toMatchObject({
      kind: 'errors',
      errors: { line0: expect.stringContaining('Of A100 4 were lost') },
    });
    const stock = await onHand('A100');
    const open = async (quantity: number) =>
      (
        await desk.desk.cases.open(desk.actor(company.anna), order._id, {
          kind: 'return',
          parts: [{ index: 0, quantity }],
          text: 'x',
        })
      ).case;
    const [lost, back] = [await open(4_000), await open(6_000)];
    expect([lost.writeOff, back.writeOff]).toEqual(['may', undefined]);
    await desk.desk.cases.receive(desk.actor(company.otto), lost._id, 'lost');
    await expect(desk.desk.cases.receive(desk.actor(company.otto), back._id, 'lost')).rejects.toMatchObject({
      code: 'error.case_not_lost',
    });
    await desk.desk.cases.receive(desk.actor(company.otto), back._id, 'stock');
    expect([await onHand('A100'), owed(await read(order._id))]).toEqual([stock + 6_000, 0]);
    expect(await reconcile(desk.connection)).toEqual([]);
  });
});

test('whatever is claimed: never more comes back than arrived or was sent again, nor is more written off than was lost', () => {
  const step = fc.record({
    deed: fc.constantFrom('open', 'receive', 'close'),
    kind: fc.constantFrom('return', 'exchange', 'repair') as fc.Arbitrary<'return' | 'exchange' | 'repair'>,
    quantity: fc.integer({ min: 1, max: 8_000 }),
    goods: fc.constantFrom<GoodsTo>('stock', 'scrap', 'lost'),
    which: fc.nat(20),
  });
  fc.assert(
    fc.property(fc.nat(10_000), fc.array(step, { maxLength: 30 }), (arrived, steps) => {
      let order = {
        lines: [{ sku: 'A', quantity: 10_000, delivered: arrived, amount: 999_99 }],
        shipments: [{ id: 'P1', lines: [{ index: 0, quantity: 10_000, received: arrived }] }],
      } as unknown as Order;
      const cases: Case[] = [];
      const attempt = (work: () => void) => {
        try {
          work();
        } catch (error) {
          expect(error).toBeInstanceOf(DeskError);
        }
      };
      for (const { deed, kind, quantity, goods, which } of steps) {
        const it = cases[which % Math.max(1, cases.length)];
        attempt(() => {
          if (deed === 'open')
            cases.push({ kind, state: 'open', lines: caseLines(order, cases, kind, [{ index: 0, quantity }]) } as Case);
          else if (it && deed === 'close') it.state = 'closed';
          else if (it?.state === 'open') {
            const way = it.kind === 'repair' ? undefined : goods;
            const taken = takeIn(order, it, cases, way);
            Object.assign(it, { state: 'received', goods: way, lines: taken.lines });
            order = { ...order, lines: taken.orderLines };
          }
        });
        const sum = (fits: (c: Case) => boolean) =>
          cases.filter(fits).reduce((n, c) => n + c.lines.reduce((m, l) => m + l.quantity, 0), 0);
        const wroteOff = sum((c) => c.goods === 'lost');
        const cameBack = sum((c) => c.kind === 'return' && (c.goods === 'stock' || c.goods === 'scrap'));
        const sentAgain = sum((c) => c.kind === 'exchange' && c.goods === 'lost');
        expect(wroteOff).toBeLessThanOrEqual(10_000 - arrived);
        expect(cameBack).toBeLessThanOrEqual(arrived + sentAgain);
        expect(order.lines[0]?.returned ?? 0).toBeLessThanOrEqual(10_000);
        expect(lostLeft(order, cases, 0)).toBe(10_000 - arrived - wroteOff);
        for (const most of [leftOf, withCustomer]) expect(most(order, cases, 0)).toBeGreaterThanOrEqual(0);
      }
    }),
  );
});

test('an order of which everything was lost has no day of delivery: it is not on time, and late once the day has passed', async () => {
  const order = await sent('lost');
  expect([order.state, order.deliveredAt]).toEqual(['delivered', undefined]);
  const dates = { state: 'delivered' as const, shipped: '2026-11-18' };
  expect(timeliness({ ...dates, promised: '2026-11-20' }, '2026-12-02')).toBe('late');
  expect(timeliness({ ...dates, promised: '2026-12-24' }, '2026-12-02')).toBe('notDue');
});

test('the card says what of each line arrived, beside what was sent', async () => {
  const order = await sent('A100x6');
  for (const [who, label] of [
    [company.anna, 'Delivered'],
    [company.otto, '已签收'],
  ] as const) {
    const table = cardOf(await as(who).say(`/order show ${order.number}`)).blocks.find((b) => b.kind === 'table');
    const place = table?.kind === 'table' ? table.columns.findIndex((c) => c.label === label) : -1;
    expect(table).toMatchObject({ rows: [expect.arrayContaining(['A100', '10', '6'])] });
    expect(table?.kind === 'table' && table.rows[0]?.[place]).toBe('6');
  }
});
