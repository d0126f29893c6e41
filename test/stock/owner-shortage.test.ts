import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { auditModel } from '../../src/audit/model.ts';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import { addDays, dateAt } from '../../src/dates.ts';
import { DeskError } from '../../src/errors.ts';
import { contentHash } from '../../src/orders/content.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { reconcile } from '../../src/stock/reconcile.ts';
import { orderNow } from '../orders/support/seed.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { buttonsOf, cardOf, formOf, talkAs, textOf, valuesOf } from '../support/talk.ts';
import { warehouse } from './support/goods.ts';

let desk: TestDesk;
let company: Company;
let store: ReturnType<typeof warehouse>;
let anna: ReturnType<typeof talkAs>;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  store = warehouse(desk, company);
  anna = talkAs(desk, company.anna);
});
afterAll(() => desk.close());
afterEach(async () => expect(await reconcile(desk.connection)).toEqual([]));

/** Of 20 pieces: a manager is asked; cheap: nobody is. */
const dear = 1000_0000;
const cheap = 1_0000;
const answers = ['Wait for it', 'Split off what is missing', 'Other date…'];
const codeOf = (doing: Promise<unknown>) =>
  doing.then(
    () => undefined,
    (error) => (error instanceof DeskError ? error.code : error),
  );
const asked = (card: ReturnType<typeof cardOf>) =>
  buttonsOf(card)
    .map((b) => b.label)
    .filter((label) => answers.includes(label));
const show = async (order: Order) => cardOf(await anna.say(`/order show ${order.number}`));
const restOf = (order: Order) => orderModel(desk.connection).find({ 'splitFrom.order': order._id }).lean<Order[]>();
/** The company's date in some days. */
const inDays = async (n: number) => addDays(dateAt(desk.clock(), (await desk.desk.settings.get()).timezone), n);
const said = (order: Order) => order.timeline.filter((e) => e.action === 'shortage');

describe('an order is filed of which stock falls short', () => {
  test('its card says per line what is held, what is missing and when more can be here, and asks its owner', async () => {
    const [a, b] = [await store.goods(8, dear, { leadTimeDays: 9 }), await store.goods(50, dear)];
    const order = await store.submitted([a.sku, 20], [b.sku, 5]);
    const card = await show(order);
    expect(textOf(card)).toContain(`${a.sku} ${a.sku}: 8 pcs held, 12 pcs missing`);
    expect(textOf(card)).toContain(`can be here on ${await inDays(9)}`);
    expect(textOf(card)).not.toContain(`${b.sku} ${b.sku}:`);
    expect(asked(card)).toEqual(answers);
    for (const name of ['bob', 'otto'] as const) {
      const seen = cardOf(await talkAs(desk, company[name]).say(`/order show ${order.number}`));
      expect(textOf(seen)).toContain('12 pcs missing');
      expect(asked(seen)).toEqual([]);
    }
  });

  test('where nothing of it is there, it cannot be split; where nobody counted, or all is there, nothing is asked', async () => {
    const none = await store.submitted([(await store.goods(0, dear)).sku, 20]);
    expect(asked(await show(none))).toEqual(['Wait for it', 'Other date…']);
    expect(await codeOf(store.moved('anna', none, 'shortage', { shortage: 'split' }))).toBe(
      'error.shortage_split_nothing',
    );
    const uncounted = await store.submitted([(await store.goods(undefined, dear)).sku, 20]);
    const plenty = await store.submitted([(await store.goods(90, dear)).sku, 20]);
    for (const order of [uncounted, plenty]) {
      expect(asked(await show(order))).toEqual([]);
      expect(await codeOf(store.moved('anna', order, 'shortage', { shortage: 'backorder' }))).toBe(
        'error.shortage_over',
      );
    }
  });

  test('“wait” keeps its place, is one deed however often it is pressed, and takes the question from the card', async () => {
    const { sku, id } = await store.goods(8, dear);
    const order = await store.submitted([sku, 20]);
    const card = await show(order);
    const done = cardOf(await anna.click(card, 'Wait for it'));
    expect(asked(done)).toEqual([]);
    expect(textOf(done)).toContain('12 pcs missing');
    expect(textOf(cardOf(await anna.click(card, 'Wait for it')))).toContain('That had been done already');
    const now = await orderNow(desk, order._id);
    expect(said(now).map((e) => e.goods)).toEqual([{ short: `${sku}x12` }]);
    expect(now).toMatchObject({ state: 'pending', waitsFor: [id], waitsSince: order.waitsSince });
    expect(await auditModel(desk.connection).countDocuments({ 'subject.id': order._id, action: 'shortage' })).toBe(1);
    expect(textOf(cardOf(await anna.click(card, 'Split off what is missing')))).toContain('Nothing is asked about');
    const bob = cardOf(await talkAs(desk, company.bob).say(`/order approve ${order.number}`));
    expect(textOf(bob)).toContain('The owner has said that it waits');
  });

  test('“split” keeps what is held under the review that goes on, and the rest is one draft of its own', async () => {
    const { sku, id } = await store.goods(8, dear);
    const order = await store.submitted([sku, 20]);
    const card = await show(order);
    const done = cardOf(await anna.click(card, 'Split off what is missing'));
    await anna.click(card, 'Split off what is missing');
    const [rest, ...others] = await restOf(order);
    expect(others).toEqual([]);
    expect(textOf(done)).toContain(`What is missing is in ${rest?.draftNo} now`);
    expect(asked(done)).toEqual([]);
    const now = await orderNow(desk, order._id);
    expect(now).toMatchObject({ state: 'pending', total: 8_000_00, splitTotal: 12_000_00, version: 2 });
    expect(now.approval?.contentHash).toBe(contentHash(now));
    expect(now.approval?.submittedAt).toEqual(order.approval?.submittedAt);
    expect(said(now)[0]?.goods).toEqual({ rest: rest?.draftNo });
    expect(rest).toMatchObject({ state: 'draft', owner: company.anna._id, total: 12_000_00, splitTotal: 8_000_00 });
    expect(await store.shelf(id)).toEqual([8, 8, 0]);
    expect(textOf(cardOf(await anna.click(done, `Open ${rest?.draftNo}`)))).toContain(`Split from`);
    expect((await store.moved('bob', order, 'approve')).state).toBe('approved');
    expect((await store.moved('anna', rest!, 'submit')).state).toBe('pending');
  });

  test('a decision about the whole does not count for the part: whoever holds the old card looks again', async () => {
    const { sku } = await store.goods(8, dear);
    const order = await store.submitted([sku, 20]);
    await store.moved('anna', order, 'shortage', { shortage: 'split' });
    const stale = { seenContent: order.approval?.contentHash };
    expect(await codeOf(store.moved('bob', order, 'approve', stale))).toBe('error.content_unseen');
  });

  test('“other date” is a form with the day on which the goods can be here; the order is submitted for it in one step', async () => {
    const { sku } = await store.goods(8, dear, { leadTimeDays: 9 });
    const first = await store.submitted([sku, 20]);
    const later = await store.submitted([sku, 5]);
    store.later(1);
    const form = formOf(await anna.click(await show(first), 'Other date…'));
    expect(valuesOf(form)).toEqual({ requestedDate: await inDays(9) });
    const done = cardOf(await anna.submit(form, { requestedDate: '2026-12-20' }));
    const now = await orderNow(desk, first._id);
    expect(now).toMatchObject({
      state: 'pending',
      requestedDate: '2026-12-20',
      promisedDate: '2026-12-20',
      version: 2,
    });
    expect(now.approval?.contentHash).toBe(contentHash(now));
    expect(now.approval?.submittedAt).toEqual(desk.clock());
    expect([now.waitsSince, store.held(now)]).toEqual([first.waitsSince, [8]]);
    expect(now.number).toBe(first.number);
    expect(asked(done)).toEqual([]);
    const rows = await outboxModel(desk.connection).find({ order: first._id, notice: 'decision' }).lean();
    expect(rows.filter((r) => r._id.includes(`:${now.revision}`)).length).toBeGreaterThan(0);
    await desk.desk.stock.book(store.by('otto'), sku, { kind: 'receive', quantity: 12_000 });
    await desk.desk.stock.serve(desk.clock());
    expect([store.held(await orderNow(desk, first._id)), store.held(await orderNow(desk, later._id))]).toEqual([
      [20],
      [0],
    ]);
    expect(asked(await show(first))).toEqual([]);
  });

  test('the approver reads that the order waits where its owner said so, and not where another date was named', async () => {
    const { sku } = await store.goods(8, dear);
    const order = await store.submitted([sku, 20]);
    const approving = async () => textOf(cardOf(await talkAs(desk, company.bob).say(`/order approve ${order.number}`)));
    await anna.click(await show(order), 'Wait for it');
    expect(await approving()).toContain('The owner has said that it waits');
    await store.moved('anna', order, 'withdraw');
    store.later(1);
    await store.moved('anna', order, 'submit');
    expect(await approving()).not.toContain('The owner has said');
    await anna.submit(formOf(await anna.click(await show(order), 'Other date…')), { requestedDate: '2026-12-20' });
    const seen = await approving();
    expect(seen).toContain(`Missing: ${sku}x12`);
    expect(seen).not.toContain('The owner has said');
  });

  test('an order keeps its rate where it waits or is split, also when there is none for its currency any more', async () => {
    const rated = (rates: Record<string, number>) => desk.desk.settings.change(desk.actor(company.ada), { rates });
    await rated({ USD: 7_000_000 });
    const inDollars = async () => {
      const { sku } = await store.goods(8, dear);
      const input = {
        customer: company.acme._id,
        currency: 'USD',
        lines: [{ sku, quantity: 20_000, unitPrice: dear }],
      };
      return store.moved('anna', await desk.desk.drafts.create(store.by('anna'), input), 'submit');
    };
    const [waits, parted, moved] = [await inDollars(), await inDollars(), await inDollars()];
    expect([waits.state, waits.rate]).toEqual(['pending', 7_000_000]);
    await rated({});
    const waiting = await store.moved('anna', waits, 'shortage', { shortage: 'backorder' });
    expect([waiting.rate, waiting.baseTotal]).toEqual([waits.rate, waits.baseTotal]);
    const kept = await store.moved('anna', parted, 'shortage', { shortage: 'split' });
    expect([kept.rate, kept.baseTotal, kept.splitTotal]).toEqual([7_000_000, 56_000_00, 84_000_00]);
    const date = { shortage: 'date' as const, change: { requestedDate: '2026-12-20' } };
    expect(await codeOf(store.moved('anna', moved, 'shortage', date))).toBe('error.no_rate');
  });

  test('a day that is past, or the same day, is refused at the field or with a sentence, and nothing is stored', async () => {
    const { sku } = await store.goods(8, dear);
    const order = await store.submitted([sku, 20]);
    const form = formOf(await anna.click(await show(order), 'Other date…'));
    for (const value of ['2026-11-01', '', 'soon']) {
      const refused = await anna.submit(form, { requestedDate: value });
      expect(refused).toMatchObject({ kind: 'errors', errors: { requestedDate: expect.stringMatching(/\w/) } });
    }
    expect(await orderNow(desk, order._id)).toMatchObject({ revision: order.revision });
  });

  test('an order that needed nobody is asked about as well: it waits, is split, or is changed to another date', async () => {
    const filed = async () => {
      const { sku } = await store.goods(8, cheap);
      const order = await store.submitted([sku, 20]);
      expect([order.state, asked(await show(order))]).toEqual(['approved', answers]);
      return order;
    };
    const parted = await filed();
    await anna.click(await show(parted), 'Split off what is missing');
    expect(await orderNow(desk, parted._id)).toMatchObject({ state: 'approved', total: 8_00, version: 2 });
    expect((await store.moved('otto', parted, 'ship')).state).toBe('shipped');
    expect((await store.moved('anna', (await restOf(parted))[0]!, 'submit')).state).toBe('approved');
    const moved = await filed();
    const form = formOf(await anna.click(await show(moved), 'Other date…'));
    const done = cardOf(await anna.submit(form, { requestedDate: '2026-12-20' }));
    expect(await orderNow(desk, moved._id)).toMatchObject({
      promisedDate: '2026-12-20',
      changes: 1,
      state: 'approved',
    });
    expect(asked(done)).toEqual([]);
    const waiting = await filed();
    expect(asked(cardOf(await anna.click(await show(waiting), 'Wait for it')))).toEqual([]);
  });

  test('whoever decides first, or withdraws it, is named; an answer to what was changed since counts nothing', async () => {
    const { sku } = await store.goods(8, dear);
    const order = await store.submitted([sku, 20]);
    const card = await show(order);
    await store.moved('bob', order, 'approve', { shortage: 'backorder' });
    const late = textOf(cardOf(await anna.click(card, 'Split off what is missing')));
    expect(late).toContain('approved (last changed by Bob)');
    expect(asked(await show(order))).toEqual([]);
    const other = await store.submitted([sku, 20]);
    const old = await show(other);
    const draft = await store.moved('anna', other, 'withdraw');
    expect(textOf(cardOf(await anna.click(old, 'Wait for it')))).toContain('draft');
    const lines = [{ sku, quantity: 15_000 }];
    await desk.desk.drafts.edit(store.by('anna'), draft, { customer: company.acme._id, lines });
    await store.moved('anna', draft, 'submit');
    expect(textOf(cardOf(await anna.click(old, 'Wait for it')))).toContain('Somebody changed');
    expect(said(await orderNow(desk, other._id))).toEqual([]);
  });

  test('an answer counts for the submission of its card: withdrawn and submitted again unchanged, the old card counts nothing', async () => {
    const { sku } = await store.goods(8, dear);
    const order = await store.submitted([sku, 20]);
    const old = await show(order);
    const form = formOf(await anna.click(old, 'Other date…'));
    await store.moved('anna', order, 'withdraw');
    store.later(1);
    const again = await store.moved('anna', order, 'submit');
    expect(again.approval?.contentHash).toBe(order.approval?.contentHash);
    for (const answer of ['Wait for it', 'Split off what is missing'])
      expect(textOf(cardOf(await anna.click(old, answer)))).toContain('Somebody changed');
    const late = await anna.submit(form, { requestedDate: '2026-12-20' });
    expect(late).toMatchObject({ kind: 'errors', errors: { '': expect.stringContaining('Somebody changed') } });
    expect(await orderNow(desk, order._id)).toMatchObject({ revision: again.revision, total: 20_000_00 });
    expect(await restOf(order)).toEqual([]);
    await anna.click(await show(order), 'Split off what is missing');
    expect((await restOf(order)).length).toBe(1);
  });

  test('a question that was answered is asked again when the order is submitted again', async () => {
    const { sku } = await store.goods(8, dear);
    const order = await store.submitted([sku, 20]);
    await anna.click(await show(order), 'Wait for it');
    await store.moved('anna', order, 'withdraw');
    store.later(1);
    await store.moved('anna', order, 'submit');
    const card = await show(order);
    expect(asked(card)).toEqual(answers);
    expect(asked(cardOf(await anna.click(card, 'Wait for it')))).toEqual([]);
  });

  test('it can be typed, in both languages; only the owner may say it', async () => {
    const { sku } = await store.goods(8, dear);
    const order = await store.submitted([sku, 20]);
    expect(asked(cardOf(await anna.say(`/order shortage ${order.number}`)))).toEqual(answers);
    expect(textOf(cardOf(await anna.say(`/order shortage ${order.number} whatever`)))).toContain('“wait”, “split”');
    expect(textOf(cardOf(await talkAs(desk, company.bob).say(`/order shortage ${order.number} wait`)))).toContain(
      'You may not do that',
    );
    expect((await anna.say(`/order shortage ${order.number} date`)).kind).toBe('form');
    const done = cardOf(await anna.say(`/order 缺货 ${order.number} 12月24日`));
    expect(asked(done)).toEqual([]);
    expect(await orderNow(desk, order._id)).toMatchObject({ promisedDate: '2026-12-24' });
  });

  test('more that was paid than what is there comes to is not split', async () => {
    const { sku } = await store.goods(8, dear);
    const order = await store.submitted([sku, 20]);
    await desk.desk.payments.record(store.by('fiona'), { order, amount: 9_000_00 });
    expect(await codeOf(store.moved('anna', order, 'shortage', { shortage: 'split' }))).toBe('error.split_paid');
    expect(await restOf(order)).toEqual([]);
  });
});
