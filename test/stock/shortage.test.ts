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
