import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { auditModel } from '../../src/audit/model.ts';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Order } from '../../src/orders/order.ts';
import { stockMoveModel } from '../../src/stock/ledger.ts';
import { reconcile } from '../../src/stock/reconcile.ts';
import { orderNow } from '../orders/support/seed.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { settle } from '../support/settle.ts';
import { cardOf, talkAs, textOf } from '../support/talk.ts';
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

/** Dear enough to be decided. */
const dear = 5000_0000;
const tick = () => desk.desk.stock.tick(desk.clock());
const noticesOf = (order: Order) =>
  outboxModel(desk.connection).countDocuments({ order: order._id, notice: 'reservation_expired' });

describe('the reservation of an order that nobody decides', () => {
  test('is given back after 48 hours, not before; told once, written down, and shown', async () => {
    const { sku, id } = await store.goods(10, dear);
    const order = await store.submitted([sku, 8]);
    expect(await store.shelf(id)).toEqual([10, 8, 0]);
    store.later(47.9);
    expect(await tick()).toEqual({ ended: 0, served: 0 });
    store.later(0.1);
    const [first, second] = await Promise.all([tick(), tick()]);
    expect(first.ended + second.ended).toBe(1);
    expect(await store.shelf(id)).toEqual([10, 0, 0]);
    const now = await orderNow(desk, order._id);
    expect([now.state, store.held(now), now.reservedUntil, now.lapsedAt]).toEqual([
      'pending',
      [0],
      undefined,
      desk.clock(),
    ]);
    expect(now.timeline.at(-1)).toMatchObject({ action: 'reservation_expired', goods: { held: `${sku}x8` } });
    expect(now.timeline.at(-1)?.by).toBeUndefined();
    expect(await auditModel(desk.connection).countDocuments({ action: 'reservation_expired' })).toBe(1);
    expect(await stockMoveModel(desk.connection).countDocuments({ order: order._id, kind: 'release' })).toBe(1);
    await settle(desk);
    expect(await noticesOf(order)).toBe(1);
    const card = cardOf(await talkAs(desk, company.anna).say(`/order show ${order.number}`));
    expect(textOf(card)).toContain('reservation expired');
    const decision = cardOf(await talkAs(desk, company.bob).say(`/order decide ${order.number}`));
    expect(textOf(decision)).toContain('reservation expired');
    expect(await reconcile(desk.connection)).toEqual([]);
  });

  test('is taken again at the last approval, in the same deed', async () => {
    const { sku, id } = await store.goods(10, dear);
    const order = await store.submitted([sku, 8]);
    store.later(48);
    await tick();
    const approved = await store.moved('bob', order, 'approve');
    expect([approved.state, store.held(approved), approved.lapsedAt]).toEqual(['approved', [8], undefined]);
    expect(await store.shelf(id)).toEqual([10, 8, 0]);
  });

  test('ends with the review: what was approved, withdrawn or rejected has no end any more', async () => {
    const { sku, id } = await store.goods(30, dear);
    const [approved, withdrawn, rejected] = [
      await store.submitted([sku, 2]),
      await store.submitted([sku, 2]),
      await store.submitted([sku, 2]),
    ];
    await store.moved('bob', approved, 'approve');
    await store.moved('bob', approved, 'hold');
    await store.moved('anna', withdrawn, 'withdraw');
    await store.moved('bob', rejected, 'reject');
    store.later(100);
    expect((await tick()).ended).toBe(0);
    expect(await store.shelf(id)).toEqual([30, 2, 0]);
    const found = await orderModel(desk.connection).countDocuments({ reservedUntil: { $exists: true } });
    expect(found).toBe(0);
    // Submitted again, it has its whole time again.
    const again = await store.moved('anna', withdrawn, 'submit');
    expect(again.reservedUntil).toEqual(new Date(desk.clock().getTime() + 48 * 3_600_000));
    store.later(48);
    await tick();
    const back = await store.moved('anna', again, 'withdraw');
    expect([back.lapsedAt, back.reservedUntil]).toEqual([undefined, undefined]);
    expect(store.held(await store.moved('anna', again, 'submit'))).toEqual([2]);
  });

  test('lasts as long as the settings said at the submission', async () => {
    await desk.desk.settings.change(store.by('ada'), { reservationHours: 2 });
    const { sku, id } = await store.goods(5, dear);
    await store.submitted([sku, 5]);
    await desk.desk.settings.change(store.by('ada'), { reservationHours: 720 });
    store.later(2);
    expect((await tick()).ended).toBe(1);
    expect(await store.shelf(id)).toEqual([5, 0, 0]);
    await desk.desk.settings.change(store.by('ada'), { reservationHours: 48 });
    for (const reservationHours of [0, 721, 1.5])
      await expect(desk.desk.settings.change(store.by('ada'), { reservationHours })).rejects.toThrow();
  });

  test('what comes free goes to the orders that wait, at once', async () => {
    const { sku, id } = await store.goods(10, dear);
    await store.submitted([sku, 10]);
    store.later(1);
    const second = await store.submitted([sku, 6]);
    expect(await store.shelf(id)).toEqual([10, 10, 6]);
    store.later(47);
    expect(await tick()).toMatchObject({ served: 1 });
    expect([store.held(await orderNow(desk, second._id)), await store.shelf(id)]).toEqual([[6], [10, 6, 0]]);
    expect(await reconcile(desk.connection)).toEqual([]);
  });
});
