import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Case, CaseKind } from '../../src/aftersales/case.ts';
import { leftOf } from '../../src/aftersales/claims.ts';
import { caseModel } from '../../src/aftersales/model.ts';
import { asksWhere, caseLines, creditOf, takeIn } from '../../src/aftersales/rules.ts';
import { auditModel } from '../../src/audit/model.ts';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import { dateAt } from '../../src/dates.ts';
import { DeskError } from '../../src/errors.ts';
import type { Member } from '../../src/members/member.ts';
import { viewerOf } from '../../src/members/viewer.ts';
import { drawCase } from '../../src/notices/case.ts';
import { owed, toRefund } from '../../src/orders/guards.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { productModel } from '../../src/products/model.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { noon, openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, formOf, talkAs, textOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
/** A salesperson of another team. */
let wei: Member;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk, (name) => (name === 'otto' ? { locale: 'zh' } : {}));
  wei = await desk.member('Wei', ['sales'], { locale: 'zh' });
  await productModel(desk.connection).updateMany({}, { $set: { onHand: 500_000 } });
});
afterAll(() => desk.close());

const as = (member: Member) => talkAs(desk, member);
const read = async (id: string): Promise<Order> =>
  (await orderModel(desk.connection).findById(id).lean<Order>()) as Order;
const caseOf = async (order: Order): Promise<Case> =>
  (await caseModel(desk.connection).findOne({ order: order._id }).sort({ _id: -1 }).lean<Case>()) as Case;
const onHand = async (sku: string): Promise<number> =>
  (await productModel(desk.connection).findOne({ sku }).lean())?.onHand ?? Number.NaN;

/** Ten widgets at 120.00 and four gadgets at 10.00, 1,240.00 in all, with the customer: anna sells, otto ships. */
async function delivered(): Promise<Order> {
  const { anna, otto, acme } = company;
  const lines = [
    { sku: 'A100', quantity: 10_000 },
    { sku: 'B200', quantity: 4_000 },
  ];
  const { _id } = await desk.desk.drafts.create(desk.actor(anna), { customer: acme._id, lines });
  for (const [who, action] of [
    [anna, 'submit'],
    [otto, 'ship'],
    [anna, 'deliver'],
  ] as const)
    await desk.desk.move(desk.actor(who), _id, action);
  return read(_id);
}

/** Opens a case as somebody who may. */
const open = async (order: Order, kind: CaseKind, quantity: number, by = company.anna, key?: string) =>
  desk.desk.cases.open(desk.actor(by, key), order._id, {
    kind,
    parts: quantity > 0 ? [{ index: 0, quantity }] : [],
    text: 'cracked on arrival',
  });
const refusalOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: DeskError) => error.code,
  );

describe('the rules', () => {
  test('whatever the parts in which a line comes back, the credits add up to exactly its amount', () => {
    const line = fc.record({
      amount: fc.integer({ min: 0, max: 10 ** 13 }),
      quantity: fc.integer({ min: 1, max: 10 ** 9 }),
    });
    fc.assert(
      fc.property(line, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (one, cuts) => {
        const stops = [...cuts.map((c) => Math.floor(c * one.quantity)), one.quantity].sort((a, b) => a - b);
        let credited = 0;
        for (const returned of stops) {
          const credit = creditOf(one, returned, credited);
          expect(credit).toBeGreaterThanOrEqual(0);
          credited += credit;
          expect(Math.abs(credited * one.quantity - one.amount * returned)).toBeLessThanOrEqual(
            one.quantity * 0.5000001 * (1 + one.amount / 2 ** 50),
          );
        }
        expect(credited).toBe(one.amount);
      }),
    );
  });

  type Claim = Pick<Case, 'kind' | 'state' | 'lines'>;
  type Step = { deed: string; kind: CaseKind; index: number; quantity: number; which: number };

  /** One more deed; gives the order after it. What is refused must be too much, and what is too much must be refused. */
  function play(order: Order, cases: Claim[], { deed, kind, index, quantity, which }: Step): Order {
    if (deed === 'open') {
      const make = () => caseLines(order, cases, kind, [{ index, quantity }]);
      if (quantity > leftOf(order, cases, index)) expect(make).toThrow(DeskError);
      else cases.push({ kind, state: 'open', lines: make() });
      return order;
    }
    const it = cases[which % Math.max(1, cases.length)];
    if (it && deed === 'close') it.state = 'closed';
    if (it?.state !== 'open') return order;
    // Nobody is asked where repaired goods go: the customer has them again.
    const taken = takeIn(order, it, cases, asksWhere(it.kind) ? 'stock' : undefined);
    Object.assign(it, { state: 'received', lines: taken.lines });
    return { ...order, lines: taken.orderLines };
  }

  test('whatever is opened, taken in and closed: never more is back, or on its way back, than was delivered', () => {
    const step: fc.Arbitrary<Step> = fc.record({
      deed: fc.constantFrom('open', 'receive', 'close'),
      kind: fc.constantFrom<CaseKind>('return', 'exchange', 'repair'),
      index: fc.nat(1),
      quantity: fc.integer({ min: 1, max: 7_000 }),
      which: fc.nat(20),
    });
    const line = (received: number, amount: number) => ({ sku: 'A', quantity: 10_000, delivered: received, amount });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.nat(10_000), (steps, part) => {
        let order = { lines: [line(10_000, 999_99), line(part, 333_33)] } as unknown as Order;
        const cases: Claim[] = [];
        for (const one of steps) order = play(order, cases, one);
        for (const [index, l] of order.lines.entries()) {
          const parts = (fits: (c: Claim) => boolean) =>
            cases.filter(fits).flatMap((c) => c.lines.filter((x) => x.index === index));
          const sum = (some: Case['lines']) => some.reduce((n, x) => n + x.quantity, 0);
          const isOut = (c: Claim) =>
            (c.kind === 'return' && c.state === 'open') || (c.kind === 'exchange' && c.state !== 'closed');
          expect((l.returned ?? 0) + sum(parts(isOut))).toBeLessThanOrEqual(l.delivered);
          const back = parts(() => true).filter((x) => x.credit !== undefined);
          expect(sum(back)).toBe(l.returned ?? 0);
          expect(back.reduce((n, x) => n + (x.credit ?? 0), 0)).toBe(creditOf(l, l.returned ?? 0, 0));
        }
      }),
    );
  });

  test('an order without credits is owed as before; what was paid over it is refunded only where goods came back', () => {
    expect(owed({ total: 100, paid: 30 })).toBe(70);
    expect(owed({ total: 100, paid: 30, credited: 50 })).toBe(20);
    expect([owed({ total: 100, paid: 90, credited: 50 }), toRefund({ total: 100, paid: 90, credited: 50 })]).toEqual([
      0, 40,
    ]);
    expect(toRefund({ total: 100, paid: 120 })).toBe(0);
  });
});

describe('a return', () => {
  test('is opened in one line, taken in to stock by operations in Chinese, lowers what is owed, and is closed', async () => {
    const order = await delivered();
    const stock = await onHand('A100');
    const opened = cardOf(await as(company.anna).say(`/order case ${order.number} return A100x2 cracked on arrival`));
    const it = await caseOf(order);
    expect(opened.title).toBe(`${it.number} · return · ${order.number} · Acme Ltd`);
    expect(it).toMatchObject({
      owner: company.otto._id,
      dueDate: '2026-12-09',
      text: 'cracked on arrival',
      state: 'open',
    });
    expect(textOf(opened)).toContain('Otto');
    expect(buttonsOf(opened).map((b) => b.label)).toEqual(['Open the order']);

    const shown = cardOf(await as(company.otto).say(`/order 售后 ${it.number}`));
    const taken = cardOf(await as(company.otto).click(shown, '收货入库'));
    expect(taken.badge?.label).toBe('已收到退件');
    expect(textOf(taken)).not.toContain('240');
    expect(await onHand('A100')).toBe(stock + 2_000);
    const after = await read(order._id);
    expect(after).toMatchObject({ credited: 240_00, state: 'delivered' });
    expect([after.lines[0]?.returned, after.lines[1]?.returned ?? 0, owed(after)]).toEqual([2_000, 0, 1_000_00]);

    const card = cardOf(await as(company.anna).say(`/order show ${order.number}`));
    expect(textOf(card)).toContain('"Credit for returns","value":"CNY 240.00"');
    expect(textOf(card)).toContain('"To be paid","value":"CNY 1,000.00"');
    expect(textOf(card)).toContain(`After-sales: ${it.number} return, due 2026-12-09`);
    const forOtto = textOf(cardOf(await as(company.otto).say(`/order show ${order.number}`)));
    expect(forOtto).toContain('已退');
    expect(forOtto).not.toMatch(/240|抵扣/);

    const form = formOf(await as(company.otto).click(taken, '结案'));
    const closed = cardOf(await as(company.otto).submit(form, { outcome: '已退款' }));
    expect(closed.badge?.label).toBe('已结案');
    expect((await read(order._id)).openCases).toEqual([]);
  });

  test('of all goods in three parts after full payment: all of it is to be refunded, to the cent', async () => {
    const order = await delivered();
    await desk.desk.payments.record(desk.actor(company.fiona), { order, amount: 'full' });
    for (const quantity of [3_333, 3_333, 3_334]) {
      const { case: it } = await open(order, 'return', quantity);
      await desk.desk.cases.receive(desk.actor(company.otto), it._id, 'scrap');
    }
    const after = await read(order._id);
    expect(after).toMatchObject({ credited: 1_200_00, paid: 1_240_00 });
    const card = textOf(cardOf(await as(company.fiona).say(`/order show ${order.number}`)));
    expect(card).toContain('"To be refunded","value":"CNY 1,200.00"');
    expect(card).not.toContain('To be paid');
    expect(textOf(cardOf(await as(company.bob).say(`/order 售后 ${order.number} 退货 A100x1 又坏了`)))).toContain(
      'at most 0',
    );
  });

  test('lowers exposure, and with it everything that asks what is owed', async () => {
    const exposure = async () =>
      (await desk.desk.profiles.of({ id: 'x', roles: ['admin'], teams: [] }, company.acme, 'CNY', '2026-12-02'))
        .exposure;
    const order = await delivered();
    const before = await exposure();
    const { case: it } = await open(order, 'return', 10_000);
    expect(await exposure()).toBe(before);
    await desk.desk.cases.receive(desk.actor(company.otto), it._id, 'scrap');
    expect(await exposure()).toBe(before - 1_200_00);
    const paid = desk.desk.payments.record(desk.actor(company.fiona), { order, amount: 1_240_00 });
    expect(await refusalOf(paid)).toBe('error.payment_over');
    await desk.desk.payments.record(desk.actor(company.fiona), { order, amount: 'full' });
    expect((await read(order._id)).paid).toBe(40_00);
    expect(cardOf(await as(company.anna).say(`/order complete ${order.number}`)).badge?.label).toBe('completed');
  });

  test('of parcels that were received while the rest is still to be shipped', async () => {
    const { anna, otto, acme } = company;
    const draft = await desk.desk.drafts.create(desk.actor(anna), {
      customer: acme._id,
      lines: [{ sku: 'A100', quantity: 10_000 }],
    });
    await desk.desk.move(desk.actor(anna), draft._id, 'submit');
    await desk.desk.move(desk.actor(otto), draft._id, 'ship', { lines: [{ index: 0, quantity: 4_000 }] });
    const sent = await read(draft._id);
    expect(await refusalOf(open(sent, 'return', 1_000))).toBe('error.case_nothing_delivered');
    await desk.desk.move(desk.actor(anna), draft._id, 'deliver');
    expect(await refusalOf(open(sent, 'return', 4_001))).toBe('error.case_quantity');
    expect((await open(sent, 'return', 4_000)).case.state).toBe('open');
  });
});

describe('an exchange, a repair, a complaint', () => {
  test('an exchange to scrap takes the replacements out of stock and changes nothing in what is owed', async () => {
    const order = await delivered();
    const stock = await onHand('A100');
    const opened = cardOf(await as(company.otto).say(`订单 售后 ${order.number} 换货 A100x3 尺寸不对`));
    expect(opened.title).toContain('换货');
    cardOf(await as(company.otto).click(opened, '收货报废'));
    expect(await onHand('A100')).toBe(stock - 3_000);
    expect(await read(order._id)).toMatchObject({ openCases: [{ kind: 'exchange' }] });
    expect(owed(await read(order._id))).toBe(order.total);
    expect(leftOf(await read(order._id), [await caseOf(order)], 0)).toBe(7_000);
  });

  test('an exchange to stock leaves the stock as it was; without goods that are free it is refused', async () => {
    const order = await delivered();
    const stock = await onHand('A100');
    const [one, two] = [await open(order, 'exchange', 1_000), await open(order, 'exchange', 2_000)];
    await desk.desk.cases.receive(desk.actor(company.otto), one.case._id, 'stock');
    expect(await onHand('A100')).toBe(stock);
    const reserved = (n: number) => productModel(desk.connection).updateOne({ sku: 'A100' }, { $set: { reserved: n } });
    await reserved(stock - 1_000);
    expect(await refusalOf(desk.desk.cases.receive(desk.actor(company.otto), two.case._id, 'scrap'))).toBe(
      'error.case_no_stock',
    );
    await reserved(0);
    expect([await onHand('A100'), (await caseOf(order)).state]).toEqual([stock, 'open']);
  });

  test('a repair only notes that the goods are here', async () => {
    const order = await delivered();
    const stock = await onHand('A100');
    await as(company.bob).say(`/order case ${order.number} repair A100x1 does not start`);
    const it = await caseOf(order);
    const shown = cardOf(await as(company.otto).say(`/order case ${it.number}`));
    cardOf(await as(company.otto).click(shown, '收到退件'));
    const after = await read(order._id);
    expect([await onHand('A100'), after.credited ?? 0, after.lines[0]?.returned ?? 0]).toEqual([stock, 0, 0]);
    expect((await caseOf(order)).state).toBe('received');
  });

  test('a complaint blocks completion until it is closed, and needs no goods', async () => {
    const order = await delivered();
    await desk.desk.payments.record(desk.actor(company.fiona), { order, amount: 'full' });
    const filed = cardOf(await as(company.fiona).say(`/order case ${order.number} complaint late and rude`));
    const it = await caseOf(order);
    expect(it).toMatchObject({ owner: company.anna._id, lines: [], kind: 'complaint' });
    expect(filed.title).toContain('complaint');
    expect((await read(order._id)).openComplaints).toBe(1);
    expect(textOf(cardOf(await as(company.anna).say(`/order complete ${order.number}`)))).toContain('open complaint');
    cardOf(await as(company.anna).say(`/order case ${it.number} close apologised, 5 % off the next order`));
    expect((await read(order._id)).openComplaints).toBe(0);
    expect(cardOf(await as(company.anna).say(`/order complete ${order.number}`)).badge?.label).toBe('completed');
    expect(await refusalOf(desk.desk.cases.receive(desk.actor(company.anna), it._id))).toBe('error.case_closed');
  });
});

describe('what is typed or filled in wrong', () => {
  test('a member behind the goods is who handles it; an @ later on is part of the text', async () => {
    const order = await delivered();
    await as(company.anna).say(`/order case ${order.number} return A100x1 @bob broken, ask @home`);
    expect(await caseOf(order)).toMatchObject({
      owner: company.bob._id,
      text: 'broken, ask @home',
      lines: [{ sku: 'A100', quantity: 1_000 }],
    });
    const many = textOf(cardOf(await as(company.anna).say(`/order case ${order.number} return A100x11 @bob broken`)));
    expect(many).toContain('Of A100 at most 9');
    const nobody = textOf(
      cardOf(await as(company.anna).say(`/order case ${order.number} return A100x1 @nobody broken`)),
    );
    expect(nobody).toContain('nobody');
    expect(nobody).not.toContain('not a number');
    const form = formOf(await as(company.anna).say(`/order case ${order.number} repair A100x2 @bob`));
    expect(form.fields.find((f) => f.name === 'owner')).toMatchObject({ value: company.bob._id, valueLabel: 'Bob' });
  });

  test('with nothing left of a line, or of all of them, a sentence comes instead of a form without lines', async () => {
    const order = await delivered();
    const say = async (words: string, who = company.anna) =>
      textOf(cardOf(await as(who).say(`/order case ${order.number} ${words}`)));
    await say('return A100x10 broken');
    expect(await say('repair A100x1')).toContain('Of A100 at most 0');
    await say('return B200x4 broken');
    expect(await say('repair')).toContain(`Nothing of ${order.number} is left for a repair`);
    expect(await say('换货', company.otto)).toContain('没有可登记换货的货物');
    const form = formOf(await as(company.anna).say(`/order case ${order.number} complaint`));
    expect(form.fields.find((f) => f.name === 'kind')).toMatchObject({ choices: [{ value: 'complaint' }] });
  });

  test('words that are nothing to be done with a case say what can be done with it', async () => {
    const order = await delivered();
    const { case: it } = await open(order, 'return', 1_000);
    const en = textOf(cardOf(await as(company.anna).say(`/order case ${it.number} foo`)));
    expect(en).toContain(`/order case ${it.number} receive stock`);
    expect(en).toContain('close replaced');
    expect(textOf(cardOf(await as(company.otto).say(`/order 售后 ${it.number} 随便`)))).toContain(
      `/order 售后 ${it.number} 收货 入库`,
    );
  });

  test('a quantity that is wrong in the form is told at its line, all of them at once', async () => {
    const order = await delivered();
    const form = formOf(await as(company.anna).say(`/order case ${order.number} return A100x1`));
    const answer = await as(company.anna).submit(form, { line0: '11', line1: '5', text: 'broken' });
    expect(answer).toMatchObject({
      errors: {
        line0: expect.stringContaining('Of A100 at most 10'),
        line1: expect.stringContaining('Of B200 at most 4'),
      },
    });
    const none = await as(company.anna).submit(form, { line0: '', line1: '', text: 'broken' });
    expect(none).toMatchObject({ errors: { line0: expect.stringContaining('must say which goods') } });
    expect(await caseModel(desk.connection).countDocuments({ order: order._id })).toBe(0);
  });
});

describe('at the same time, and twice', () => {
  test('two who take the goods in at once: one does it, the other reads that it is done', async () => {
    const order = await delivered();
    const stock = await onHand('A100');
    const { case: it } = await open(order, 'return', 2_000);
    const take = (member: Member) => refusalOf(desk.desk.cases.receive(desk.actor(member), it._id, 'stock'));
    const results = await Promise.all([take(company.otto), take(company.bob), take(company.ada)]);
    expect(results.sort()).toEqual(['done', 'error.case_received', 'error.case_received']);
    expect([await onHand('A100'), (await read(order._id)).credited]).toEqual([stock + 2_000, 240_00]);
  });

  test('two returns of the last goods at once: one is opened', async () => {
    const order = await delivered();
    const results = await Promise.all(
      [company.anna, company.bob].map((who) => refusalOf(open(order, 'return', 6_000, who))),
    );
    expect(results.sort()).toEqual(['done', 'error.case_quantity']);
    expect(await caseModel(desk.connection).countDocuments({ order: order._id })).toBe(1);
  });

  test('the same form and the same click again change nothing', async () => {
    const order = await delivered();
    const opens = await Promise.all([1, 2, 3].map(() => open(order, 'return', 1_000, company.anna, 'same-form')));
    expect(opens.filter((o) => !o.repeated)).toHaveLength(1);
    expect(new Set(opens.map((o) => o.case.number)).size).toBe(1);
    const [{ case: it }] = opens as [(typeof opens)[number]];
    const once = () => desk.desk.cases.receive(desk.actor(company.otto, 'same-click'), it._id, 'stock');
    const taken = [await once(), await once()];
    expect(taken.map((d) => d.repeated)).toEqual([false, true]);
    const after = await read(order._id);
    expect([after.credited, after.timeline.filter((e) => e.action === 'case_receive').length]).toEqual([120_00, 1]);
    expect(await auditModel(desk.connection).countDocuments({ 'subject.id': it._id, action: 'case.receive' })).toBe(1);
  });

  test('numbers have no gaps: a case that was refused draws none', async () => {
    const order = await delivered();
    const first = await open(order, 'return', 1_000);
    await refusalOf(open(order, 'return', 99_000));
    const second = await open(order, 'return', 1_000);
    const n = (name: string) => Number(name.slice(2));
    expect(n(second.case.number) - n(first.case.number)).toBe(1);
  });
});

describe('who may', () => {
  test('read, open, take in, close and hand over: each role as the contract says', async () => {
    const order = await delivered();
    const { anna, bob, fiona, otto, ada } = company;
    const may = async (kind: CaseKind, work: (id: string) => Promise<unknown>) => {
      const { case: it } = await open(order, kind, 100, ada);
      return refusalOf(work(it._id));
    };
    for (const [who, opens, receives, closes] of [
      [anna, true, false, false],
      [bob, true, true, true],
      [fiona, true, false, false],
      [otto, true, true, true],
      [ada, true, true, true],
    ] as const) {
      const fits = (word: boolean) => (word ? 'done' : 'error.case_not_yours');
      expect([who.name, await refusalOf(open(order, 'complaint', 0, who))]).toEqual([who.name, fits(opens)]);
      const received = may('return', (id) => desk.desk.cases.receive(desk.actor(who), id, 'scrap'));
      expect([who.name, await received]).toEqual([who.name, fits(receives)]);
      const closed = may('repair', (id) => desk.desk.cases.close(desk.actor(who), id, 'done'));
      expect([who.name, await closed]).toEqual([who.name, fits(closes)]);
    }
    expect(await refusalOf(open(order, 'complaint', 0, wei))).toBe('error.order_not_found');
    const refused = { by: anna._id, action: 'case.receive', refused: 'error.case_not_yours' };
    expect(await auditModel(desk.connection).countDocuments(refused)).toBe(1);
  });

  test('whoever handles a case sees it without its order; an order that is handed over takes its cases along', async () => {
    const order = await delivered();
    const { case: it } = await open(order, 'return', 1_000);
    expect(textOf(cardOf(await as(wei).say(`/order case ${it.number}`)))).toContain('没有找到');
    const shown = cardOf(await as(company.otto).say(`/order case ${it.number}`));
    const form = formOf(await as(company.otto).click(shown, '转交处理人'));
    cardOf(await as(company.otto).submit(form, { owner: wei._id }));
    const forWei = cardOf(await as(wei).say(`/order case ${it.number}`));
    expect(buttonsOf(forWei).map((b) => b.label)).toEqual(['收货入库', '收货报废', '结案', '转交处理人', '修改期限']);
    const rows = await outboxModel(desk.connection)
      .find({ job: 'case', 'data.case': it._id, 'viewer.member': wei._id })
      .lean();
    expect(rows.length).toBeGreaterThan(0);

    const leo = await desk.member('Leo', ['sales']);
    await desk.desk.assign(desk.actor(company.ada), await read(order._id), leo);
    expect(cardOf(await as(leo).say(`/order case ${it.number}`)).title).toContain(it.number);
    expect(textOf(cardOf(await as(company.anna).say(`/order case ${it.number}`)))).toContain('There is no case');
    const back = cardOf(await as(wei).say(`/order case ${it.number} hand @Otto`));
    expect(back.title).toContain('已转交');
  });

  test('the handler and the owner are told, each once, and what is told is the case as it is then', async () => {
    const order = await delivered();
    const { case: it } = await open(order, 'return', 1_000, company.fiona);
    const rows = await outboxModel(desk.connection)
      .find({ order: order._id, createdAt: { $gte: it.createdAt } })
      .lean();
    const to = (id: string) => rows.filter((r) => r.viewer && 'member' in r.viewer && r.viewer.member === id);
    expect(to(company.otto._id).map((r) => r.job)).toEqual(['case']);
    expect(to(company.anna._id).filter((r) => r.data?.action === 'case_open')).toHaveLength(1);
    const card = await drawCase({ ...desk.desk }, viewerOf(company.otto), rows.find((r) => r.job === 'case')!);
    expect([textOf(card as never), card?.title]).toEqual([
      expect.stringContaining('Fiona · 登记售后'),
      expect.stringContaining(it.number),
    ]);
    expect(await drawCase({ ...desk.desk }, viewerOf(wei), { data: { case: it._id } })).toBeUndefined();
    await desk.desk.outbox.drain();
    const after = await outboxModel(desk.connection)
      .find({ _id: { $in: rows.map((r) => r._id) } })
      .lean();
    expect(after.map((r) => r.state).filter((s) => s !== 'sent')).toEqual([]);
  });
});

describe('at the desk', () => {
  test('the form asks for what was not typed, and tells every mistake at its field', async () => {
    const order = await delivered();
    const anna = as(company.anna);
    const half = formOf(await anna.say(`/order case ${order.number} return A100x2`));
    expect(half.fields.map((f) => f.name)).toEqual(['kind', 'line0', 'line1', 'text', 'dueDate', 'owner']);
    expect(half.fields.slice(0, 2).map((f) => 'value' in f && f.value)).toEqual(['return', '2']);
    const wrong = await anna.submit(half, { line1: 'many', kind: '', dueDate: 'someday', text: 'x' });
    expect(wrong).toMatchObject({
      kind: 'errors',
      errors: { kind: expect.any(String), line1: expect.any(String), dueDate: expect.any(String) },
    });
    const past = await anna.submit(half, { text: 'x', dueDate: '2026-12-01' });
    expect(past).toMatchObject({ kind: 'errors', errors: { dueDate: expect.stringContaining('past') } });
    const card = cardOf(await anna.submit(half, { text: 'cracked', dueDate: '2026-12-20', owner: company.bob._id }));
    expect(textOf(card)).toContain('Bob');
    expect(await caseOf(order)).toMatchObject({ dueDate: '2026-12-20', owner: company.bob._id });
  });

  test('the card of an order opens a form where goods came back, and lists the cases of the order', async () => {
    const order = await delivered();
    const bob = as(company.bob);
    const card = cardOf(await bob.say(`/order show ${order.number}`));
    const form = formOf(await bob.click(card, 'Open a case'));
    cardOf(await bob.submit(form, { kind: 'exchange', line1: '4', text: 'wrong colour' }));
    const again = cardOf(await bob.say(`/order show ${order.number}`));
    const list = cardOf(await bob.click(again, 'Cases'));
    expect(textOf(list)).toContain('wrong colour');
    expect(cardOf(await bob.click(list, 'Open')).title).toContain('exchange');
    expect(cardOf(await bob.say(`/order case ${order.number}`)).title).toBe(`After-sales of ${order.number}`);
  });

  test('open cases are listed with the first due first, each person’s own view', async () => {
    const order = await delivered();
    const soon = await desk.desk.cases.open(desk.actor(company.anna), order._id, {
      kind: 'complaint',
      parts: [],
      text: 'most urgent of all',
      dueDate: '2026-12-02',
    });
    const list = cardOf(await as(company.anna).say('/order case'));
    const items = list.blocks.flatMap((b) => (b.kind === 'list' ? b.items : []));
    expect(items[0]?.text).toContain(soon.case.number);
    expect(items).toHaveLength(10);
    expect(cardOf(await as(company.anna).click(list, 'More')).title).toBe('Open after-sales cases');
    expect(textOf(cardOf(await as(wei).say('/order 售后')))).not.toContain(soon.case.number);
    const moved = cardOf(await as(company.anna).say(`/order case ${soon.case.number} due 12/30`));
    expect(textOf(moved)).toContain('2026-12-30');
    expect((await read(order._id)).openCases).toMatchObject([{ dueDate: '2026-12-30' }]);
  });

  test('what is no kind of case, no line of the order or no quantity is refused with a sentence', async () => {
    const order = await delivered();
    for (const [words, sentence] of [
      ['gift A100x1 for you', 'no kind of case'],
      ['return A100x99 too many', 'at most 10'],
      ['return C300x1 not ours', 'no line of'],
      ['return A100x-1 broken', 'not a number'],
    ] as const)
      expect(textOf(cardOf(await as(company.anna).say(`/order case ${order.number} ${words}`)))).toContain(sentence);
    expect(await caseModel(desk.connection).countDocuments({ order: order._id })).toBe(0);
  });

  test('goods need to be with the customer, and a case that is not there is said to be none', async () => {
    const { anna, acme } = company;
    const draft = await desk.desk.drafts.create(desk.actor(anna), {
      customer: acme._id,
      lines: [{ sku: 'A100', quantity: 1_000 }],
    });
    expect(textOf(cardOf(await as(anna).say(`/order case ${draft.draftNo} complaint rude`)))).toContain(
      'Confirm the delivery',
    );
    expect(textOf(cardOf(await as(anna).say('/order case C-9999')))).toContain('There is no case');
    expect(textOf(cardOf(await as(company.otto).say('/order 售后 C-9999')))).toContain('没有找到');
  });
});

describe('the digest', () => {
  test('reminds whoever handles a case the day before, on the day, and one and three days after, until it is closed', async () => {
    const eva = await desk.member('Eva', ['operations']);
    const order = await delivered();
    const { case: it } = await desk.desk.cases.open(desk.actor(company.anna), order._id, {
      kind: 'return',
      parts: [{ index: 0, quantity: 1_000 }],
      text: 'broken',
      owner: eva._id,
      dueDate: '2026-12-03',
    });
    const digest = async (days: number): Promise<string[]> => {
      const now = new Date(noon.getTime() + days * 86_400_000);
      desk.clock.set(now);
      await desk.reminders.tick(now);
      const key = `digest:${eva._id}:${dateAt(now, eva.timezone)}`;
      const rows = await outboxModel(desk.connection)
        .find({ _id: new RegExp(`^${key}`) })
        .lean();
      return rows.flatMap((r) =>
        ((r.data?.occurrences ?? []) as { offset: number }[]).map((o) => `${days}: ${o.offset}`),
      );
    };
    expect(textOf(cardOf(await as(eva).say('/order remind')))).toContain(`${it.number} · ${order.number}`);
    const told = [];
    for (const days of [0, 0, 1, 2, 5]) told.push(...(await digest(days)));
    expect([...new Set(told)]).toEqual(['0: -1', '1: 0', '2: 1', '5: 3']);
    await desk.desk.outbox.drain();
    await desk.desk.cases.close(desk.actor(eva), it._id, 'repaired on site');
    expect(textOf(cardOf(await as(eva).say('/order remind')))).not.toContain(it.number);
    desk.clock.set(noon);
  });
});
