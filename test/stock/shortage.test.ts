import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createBatchDecision, seenInList } from '../../src/approvals/batch.ts';
import { auditModel } from '../../src/audit/model.ts';
import { DeskError } from '../../src/errors.ts';
import { contentHash } from '../../src/orders/content.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { reconcile } from '../../src/stock/reconcile.ts';
import { orderNow } from '../orders/support/seed.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { settle } from '../support/settle.ts';
import { buttonsOf, cardOf, talkAs, textOf } from '../support/talk.ts';
import { warehouse } from './support/goods.ts';

let desk: TestDesk;
let company: Company;
let store: ReturnType<typeof warehouse>;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  store = warehouse(desk, company);
});
afterAll(() => desk.close());

const dear = 1000_0000;
const codeOf = (doing: Promise<unknown>) =>
  doing.then(
    () => undefined,
    (error) => (error instanceof DeskError ? error.code : error),
  );
const labels = (card: ReturnType<typeof cardOf>) => buttonsOf(card).map((b) => b.label);
const restOf = (order: Order) => orderModel(desk.connection).find({ 'splitFrom.order': order._id }).lean<Order[]>();

describe('goods that are missing at the last approval', () => {
  test('are asked about: nothing is stored before the approver says what becomes of them', async () => {
    const { sku, id } = await store.goods(5, dear);
    const order = await store.submitted([sku, 20]);
    expect(await codeOf(store.moved('bob', order, 'approve'))).toBe('error.stock_asks');
    expect(await orderNow(desk, order._id)).toMatchObject({ state: 'pending', revision: order.revision });
    expect(await store.shelf(id)).toEqual([5, 5, 15]);
    const bob = talkAs(desk, company.bob);
    const asked = cardOf(await bob.say(`/order approve ${order.number}`));
    expect(textOf(asked)).toContain(`Missing: ${sku}x15`);
    expect(labels(asked)).toEqual(['Approve, it waits', 'Approve what is there', 'Return']);
    const done = cardOf(await bob.click(asked, 'Approve, it waits'));
    expect(textOf(done)).toContain('approved');
    expect(await orderNow(desk, order._id)).toMatchObject({ state: 'approved', waitsFor: [id] });
    expect((await orderNow(desk, order._id)).timeline.at(-1)?.goods).toEqual({ short: `${sku}x15` });
    expect(await store.shelf(id)).toEqual([5, 5, 15]);
  });

  test('can be split off: what is there is approved, the rest is a draft of its owner, which is reviewed as the whole', async () => {
    const { sku, id } = await store.goods(8, dear);
    const order = await store.submitted([sku, 20]);
    const key = 'split-once';
    const answer = { shortage: 'split' as const };
    const { order: approved } = await desk.desk.move(store.by('bob', key), order._id, 'approve', answer);
    await desk.desk.move(store.by('bob', key), order._id, 'approve', answer);
    const [rest, ...others] = await restOf(order);
    expect(others).toEqual([]);
    expect(approved).toMatchObject({ state: 'approved', total: 8_000_00, splitTotal: 12_000_00, version: 2 });
    expect([approved.lines[0]?.quantity, store.held(approved)]).toEqual([8_000, [8]]);
    expect(approved.approval?.contentHash).toBe(contentHash(approved));
    expect(rest).toMatchObject({ state: 'draft', owner: company.anna._id, total: 12_000_00, splitTotal: 8_000_00 });
    expect(rest?.splitFrom).toMatchObject({ order: order._id, name: order.number });
    expect(await store.shelf(id)).toEqual([8, 8, 0]);
    expect(await auditModel(desk.connection).countDocuments({ 'subject.id': rest!._id, action: 'create' })).toBe(1);
    await settle(desk);
    expect((await store.moved('otto', approved, 'ship')).state).toBe('shipped');
    const again = await store.moved('anna', rest!, 'submit');
    expect([again.state, again.number === order.number]).toEqual(['pending', false]);
    expect(await reconcile(desk.connection)).toEqual([]);
  });

  test('a part below every threshold is still reviewed as the whole that it was split from', async () => {
    const { sku } = await store.goods(9, dear);
    const order = await store.submitted([sku, 10]);
    await store.moved('bob', order, 'approve', { shortage: 'split' });
    const [rest] = await restOf(order);
    expect(rest).toMatchObject({ total: 1_000_00 });
    expect((await store.moved('anna', rest!, 'submit')).state).toBe('pending');
  });

  test('the rest goes back through the door without a question about the order that it came of', async () => {
    const { sku } = await store.goods(8, dear);
    const lines = [{ sku, quantity: 20_000 }];
    const draft = await desk.desk.drafts.create(store.by('anna'), {
      customer: company.acme._id,
      lines,
      poNo: 'PART-1',
    });
    const order = await store.moved('anna', draft, 'submit');
    await store.moved('bob', order, 'approve', { shortage: 'split' });
    const [rest] = await restOf(order);
    const anna = talkAs(desk, company.anna);
    expect(textOf(cardOf(await anna.say(`/order submit ${rest!.draftNo}`)))).not.toContain('Is it there already?');
    expect(await orderNow(desk, rest!._id)).toMatchObject({ state: 'pending' });
    const other = await desk.desk.drafts.create(store.by('anna'), {
      customer: company.acme._id,
      lines,
      poNo: 'part-1',
    });
    expect(textOf(cardOf(await anna.say(`/order submit ${other.draftNo}`)))).toContain('Is it there already?');
  });

  test('each part is found by its own goods: the same again is asked about, what the other part has is not', async () => {
    const [there, gone] = [await store.goods(20, dear), await store.goods(0, dear)];
    const order = await store.submitted([there.sku, 20], [gone.sku, 5]);
    const approved = await store.moved('bob', order, 'approve', { shortage: 'split' });
    const [rest] = await restOf(order);
    expect(rest?.search).toEqual(expect.arrayContaining([gone.sku.toLowerCase(), rest?.draftNo.toLowerCase()]));
    expect(rest?.search).not.toContain(there.sku.toLowerCase());
    expect(approved.search).toContain(order.number?.toLowerCase());
    expect(approved.search).not.toContain(gone.sku.toLowerCase());
    await store.moved('anna', rest!, 'submit');
    const anna = talkAs(desk, company.anna);
    const isAskedAbout = async (...lines: [string, number][]) => {
      const { draftNo } = await store.draftOf(lines);
      return textOf(cardOf(await anna.say(`/order submit ${draftNo}`))).includes('Is it there already?');
    };
    expect(await isAskedAbout([gone.sku, 5])).toBe(true);
    expect(await isAskedAbout([there.sku, 20])).toBe(true);
    expect(await isAskedAbout([there.sku, 20], [gone.sku, 5])).toBe(false);
  });

  test('where all is there after all, nothing is split off and no number of a draft is used up', async () => {
    const { sku } = await store.goods(50, dear);
    const order = await store.submitted([sku, 10]);
    const last = async () => Number((await store.draftOf([[sku, 1]])).draftNo.slice(2));
    const before = await last();
    expect((await store.moved('bob', order, 'approve', { shortage: 'split' })).state).toBe('approved');
    expect([await restOf(order), await last()]).toEqual([[], before + 1]);
  });

  test('can be split off what no stock is kept of, which is as good as there', async () => {
    const [service, gone] = [await store.goods(undefined, dear), await store.goods(0, dear)];
    const order = await store.submitted([service.sku, 10], [gone.sku, 10]);
    const approved = await store.moved('bob', order, 'approve', { shortage: 'split' });
    expect(approved.lines.map((l) => l.sku)).toEqual([service.sku]);
    expect((await restOf(order))[0]?.lines.map((l) => l.sku)).toEqual([gone.sku]);
  });

  test('nothing can be split where nothing is there; the order may be returned instead', async () => {
    const { sku } = await store.goods(0, dear);
    const order = await store.submitted([sku, 20]);
    expect(await codeOf(store.moved('bob', order, 'approve', { shortage: 'split' }))).toBe('error.split_nothing');
    const bob = talkAs(desk, company.bob);
    const asked = cardOf(await bob.say(`/order approve ${order.number}`));
    await bob.click(asked, 'Return');
    expect((await orderNow(desk, order._id)).state).toBe('draft');
  });

  test('are not asked about where nobody ever said how much there is, and where all is there', async () => {
    const unknown = await store.goods(undefined, dear);
    const plenty = await store.goods(50, dear);
    const order = await store.submitted([unknown.sku, 10], [plenty.sku, 10]);
    expect((await store.moved('bob', order, 'approve')).state).toBe('approved');
  });

  test('are asked about when a reservation ended and others took the goods; an answer to another content counts nothing', async () => {
    const { sku, id } = await store.goods(20, dear);
    const order = await store.submitted([sku, 20]);
    store.later(48);
    await desk.desk.stock.tick(desk.clock());
    await store.submitted([sku, 15]);
    expect(await codeOf(store.moved('bob', order, 'approve'))).toBe('error.stock_asks');
    const stale = { shortage: 'backorder' as const, seenContent: 'another' };
    expect(await codeOf(store.moved('bob', order, 'approve', stale))).toBe('error.content_unseen');
    const approved = await store.moved('bob', order, 'approve', { shortage: 'backorder' });
    expect([approved.state, store.held(approved), await store.shelf(id)]).toEqual(['approved', [5], [20, 20, 15]]);
  });

  test('many are decided at once: those that miss goods are passed over and named', async () => {
    const [a, b] = [await store.goods(100, dear), await store.goods(1, dear)];
    const [whole, short] = [await store.submitted([a.sku, 20]), await store.submitted([b.sku, 20])];
    const decide = createBatchDecision(desk.desk);
    const results = await decide(store.by('bob'), [whole, short].map(seenInList), { action: 'approve' });
    expect(results.map((r) => [r.order?.state, (r.skipped as DeskError)?.code])).toEqual([
      ['approved', undefined],
      ['pending', 'error.stock_asks'],
    ]);
    expect((results[1]!.skipped as DeskError).sentence('zh')).toContain(`${b.sku}x19`);
  });
});
