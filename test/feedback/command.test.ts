import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { caseModel } from '../../src/aftersales/model.ts';
import { auditModel } from '../../src/audit/model.ts';
import type { Feedback } from '../../src/feedback/feedback.ts';
import { feedbackModel } from '../../src/feedback/model.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { productModel } from '../../src/products/model.ts';
import { seedOrder, tenPieces } from '../orders/support/seed.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { noon, openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, formOf, talkAs, textOf, valuesOf } from '../support/talk.ts';

let desk: TestDesk;
let company: Company;
let talk: Record<'anna' | 'bob' | 'otto' | 'ada', ReturnType<typeof talkAs>>;

beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  const { anna, bob, otto, ada } = company;
  talk = { anna: talkAs(desk, anna), bob: talkAs(desk, bob), otto: talkAs(desk, otto), ada: talkAs(desk, ada) };
}, 60_000);
afterAll(() => desk.close());

const product = async (): Promise<string> =>
  String((await productModel(desk.connection).findOne({ sku: 'A100' }).lean())?._id);
const delivered = async (): Promise<Order> =>
  seedOrder(desk, company, 'delivered', {
    lines: [tenPieces({ product: await product(), shipped: 10_000, delivered: 10_000 })],
  });
const all = (order: Order) => feedbackModel(desk.connection).find({ order: order._id }).lean<Feedback[]>();
const now = async (order: Order) => (await orderModel(desk.connection).findById(order._id).lean<Order>())!;

describe('feedback at delivery', () => {
  test('is offered to the owner on the card of the order, once', async () => {
    const order = await delivered();
    const card = cardOf(await talk.anna.say(`/order show ${order.number}`));
    const form = formOf(await talk.anna.click(card, 'Record feedback'));
    await talk.anna.submit(form, { kind: 'satisfaction', score: '5', text: 'Nice <b>packaging</b>' });
    const after = cardOf(await talk.anna.say(`/order show ${order.number}`));
    expect(buttonsOf(after).map((b) => b.label)).not.toContain('Record feedback');
    expect(textOf(after)).toContain('satisfaction · 5/5');
    const others = cardOf(await talk.bob.say(`/order show ${(await delivered()).number}`));
    expect(buttonsOf(others).map((b) => b.label)).not.toContain('Record feedback');
  });

  test('is refused while nothing was sent', async () => {
    const order = await seedOrder(desk, company, 'approved');
    expect(textOf(cardOf(await talk.anna.say(`/order feedback ${order.number} 5`)))).toContain('are not sent yet');
  });
});

describe('typed feedback', () => {
  test('with a score is written down at once', async () => {
    const order = await delivered();
    const card = cardOf(await talk.anna.say(`/order feedback ${order.number} 4 nice packaging`));
    expect(textOf(card)).toContain('satisfaction · 4/5');
    expect(await all(order)).toMatchObject([
      { kind: 'satisfaction', score: 4, text: 'nice packaging', by: company.anna._id, lines: [{ sku: 'A100' }] },
    ]);
    expect(await auditModel(desk.connection).countDocuments({ action: 'feedback.give' })).toBeGreaterThan(0);
  });

  test('without a kind is sorted by its words, which only suggests: nothing is stored before the person says so', async () => {
    const order = await delivered();
    const form = formOf(await talk.anna.say(`/order feedback ${order.number} two boxes were damaged`));
    expect(valuesOf(form)).toMatchObject({ kind: 'complaint', text: 'two boxes were damaged' });
    expect(JSON.stringify(form.fields)).toContain('complaint (suggested)');
    expect(await all(order)).toEqual([]);
    await talk.anna.submit(form, { kind: 'suggestion' });
    expect(await all(order)).toMatchObject([{ kind: 'suggestion' }]);
    const good = formOf(await talk.anna.say(`/order feedback ${order.number} 2 late again and broken`));
    expect(valuesOf(good)).toMatchObject({ kind: 'complaint', score: '2' });
  });

  test('that goods are late is a complaint while they are on their way', async () => {
    const order = await seedOrder(desk, company, 'shipped', {
      lines: [tenPieces({ product: await product(), shipped: 10_000 })],
    });
    await talk.anna.say(`/order 反馈 ${order.number} 投诉 送货太晚`);
    expect(await all(order)).toMatchObject([{ kind: 'complaint', case: { number: expect.stringMatching(/^C-/) } }]);
    expect(await now(order)).toMatchObject({ openComplaints: 1, state: 'shipped' });
  });

  test('in Chinese, a complaint opens a case, and the order cannot end until it is closed', async () => {
    const order = await delivered();
    const said = cardOf(await talk.anna.say(`/order 反馈 ${order.number} 投诉 送货太晚`));
    const [written] = await all(order);
    expect(written).toMatchObject({
      kind: 'complaint',
      text: '送货太晚',
      case: { number: expect.stringMatching(/^C-/) },
    });
    expect(buttonsOf(said).map((b) => b.label)).toContain(written!.case!.number);
    expect(await caseModel(desk.connection).countDocuments({ order: order._id, kind: 'complaint' })).toBe(1);
    expect(await now(order)).toMatchObject({ openComplaints: 1, feedback: [{ kind: 'complaint' }] });
    expect(textOf(cardOf(await talk.anna.say(`/order complete ${order.number}`)))).not.toContain('is completed');
    expect((await now(order)).state).toBe('delivered');
    await talk.anna.say(`/order case ${written!.case!.number} close settled`);
    await talk.anna.say(`/order complete ${order.number}`);
    expect((await now(order)).state).toBe('completed');
  });

  test('that is sent twice, also at the same time, is one feedback and one case', async () => {
    const order = await delivered();
    const actor = desk.actor(company.anna, 'said-once');
    const said = { kind: 'complaint' as const, text: 'broken' };
    const done = await Promise.all([1, 2, 3].map(() => desk.desk.feedback.give(actor, order, said)));
    expect(new Set(done.map(({ feedback }) => feedback._id)).size).toBe(1);
    expect(await caseModel(desk.connection).countDocuments({ order: order._id })).toBe(1);
    expect((await now(order)).feedback).toHaveLength(1);
  });

  test('a customer whose name ends in a digit is meant by it, and gets no score', async () => {
    await desk.desk.customers.create(desk.actor(company.anna), { code: 'ST5', name: 'Studio 5' });
    expect(cardOf(await talk.anna.say('/order feedback Studio 5')).title).toContain('Studio 5');
    expect(await feedbackModel(desk.connection).countDocuments({ 'customerSnapshot.code': 'ST5' })).toBe(0);
    await talk.anna.say('/order feedback Studio 5 4 nice');
    const said = await feedbackModel(desk.connection).find({ 'customerSnapshot.code': 'ST5' }).lean();
    expect(said).toMatchObject([{ score: 4, text: 'nice' }]);
  });

  test('of a customer needs no order; a complaint is asked for its order where there is one', async () => {
    await talk.anna.say('/order feedback Acme 3 prices are high');
    const [alone] = await feedbackModel(desk.connection)
      .find({ order: { $exists: false }, customer: company.acme._id })
      .lean<Feedback[]>();
    expect(alone).toMatchObject({ customer: company.acme._id, score: 3, orderOwner: company.anna._id });
    const order = await delivered();
    const form = formOf(await talk.anna.say('/order feedback Acme complaint the driver was rude'));
    expect(JSON.stringify(await talk.anna.submit(form, {}))).toContain('Choose the order');
    await talk.anna.submit(form, { about: order._id });
    expect(await all(order)).toMatchObject([{ kind: 'complaint' }]);
  });
});

describe('feedback that was written down', () => {
  test('is corrected by who wrote it, for a day, and by nobody else', async () => {
    const order = await delivered();
    const card = cardOf(await talk.anna.say(`/order feedback ${order.number} 4 fine`));
    const form = formOf(await talk.anna.click(card, 'Correct'));
    await talk.anna.submit(form, { score: '2', text: 'so so' });
    expect(await all(order)).toMatchObject([{ score: 2, text: 'so so' }]);
    expect((await now(order)).feedback).toMatchObject([{ score: 2 }]);
    const [it] = await all(order);
    await expect(desk.desk.feedback.edit(desk.actor(company.bob), it!._id, { score: 5 })).rejects.toThrow(
      'Only who wrote it',
    );
    desk.clock.set(new Date('2026-12-03T03:00:00Z'));
    await expect(desk.desk.feedback.edit(desk.actor(company.anna), it!._id, { score: 5 })).rejects.toThrow(
      'more than a day ago',
    );
    desk.clock.set(noon);
  });

  test('is listed of a customer and of a product, with its figures, for those who may see it', async () => {
    const list = cardOf(await talk.anna.say('/order feedback product A100'));
    expect(list.title).toContain('A100');
    expect(textOf(list)).toContain('complaints: ');
    expect(textOf(cardOf(await talk.bob.say('/order 反馈 客户 Acme')))).toContain('prices are high');
    const west = talkAs(desk, await desk.member('Wei', ['sales']));
    expect(textOf(cardOf(await west.say('/order feedback')))).toContain('Nothing yet');
    const card = cardOf(await talk.anna.say('/order customer Acme'));
    expect(textOf(card)).toMatch(/in all, average \d\.\d/);
  });

  test('goes with its order to whoever has it now', async () => {
    const order = await delivered();
    await talk.anna.say(`/order feedback ${order.number} 1 never again`);
    const form = await talk.anna.say(`/order feedback ${order.number} 1 hm`);
    expect(form.kind).toBe('card');
    const dora = await desk.member('Dora', ['sales'], { teams: [company.team._id] });
    await talk.bob.say(`/order assign ${order.number} @Dora`);
    expect((await all(order)).every((one) => one.orderOwner === dora._id)).toBe(true);
    expect(textOf(cardOf(await talkAs(desk, dora).say('/order feedback')))).toContain('hm');
  });
});
