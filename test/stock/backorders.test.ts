import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { outboxModel } from '../../src/chat/outbox-row.ts';
import { transact } from '../../src/database/transact.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Line, Order } from '../../src/orders/order.ts';
import { productModel } from '../../src/products/model.ts';
import { followed } from '../../src/stock/follow.ts';
import { openQueue } from '../../src/stock/opening.ts';
import { reconcile } from '../../src/stock/reconcile.ts';
import { orderNow } from '../orders/support/seed.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { settle } from '../support/settle.ts';
import { piece, warehouse } from './support/goods.ts';

let desk: TestDesk;
let company: Company;
let store: ReturnType<typeof warehouse>;
beforeAll(async () => {
  desk = await openTestDesk();
  company = await foundCompany(desk);
  store = warehouse(desk, company);
});
afterAll(() => desk.close());

const tick = () => desk.desk.stock.tick(desk.clock());
const receive = (sku: string, pieces: number) =>
  desk.desk.stock.book(store.by('otto'), sku, { kind: 'receive', quantity: pieces * piece });
const told = (order: Order) =>
  outboxModel(desk.connection)
    .find({ order: order._id, notice: 'backorder_served' })
    .lean()
    .then((rows) => rows.map((r) => (r.viewer as { member: string }).member).sort());

describe('orders that wait for goods', () => {
  test('are served in the order of their submission, never more than is there; owner and operations hear of each once', async () => {
    const { sku, id } = await store.goods(4);
    const [first, second, third] = (await store.inTurn(sku, 6, 5, 3)) as [Order, Order, Order];
    expect([await store.heldNow(first, second, third), await store.shelf(id)]).toEqual([
      [4, 0, 0],
      [4, 4, 10],
    ]);
    await receive(sku, 4);
    const both = await Promise.all([tick(), tick()]);
    expect(both[0].served + both[1].served).toBe(2);
    expect([await store.heldNow(first, second, third), await store.shelf(id)]).toEqual([
      [6, 2, 0],
      [8, 8, 6],
    ]);
    const people = [company.anna._id, company.otto._id].sort();
    expect([await told(first), await told(second), await told(third)]).toEqual([people, people, []]);
    const now = await orderNow(desk, second._id);
    expect(now.timeline.at(-1)).toMatchObject({
      action: 'backorder_served',
      goods: { held: `${sku}x2`, short: `${sku}x3` },
    });
    await receive(sku, 100);
    await tick();
    expect((await tick()).served).toBe(0);
    expect([await store.heldNow(first, second, third), await store.shelf(id)]).toEqual([
      [6, 5, 3],
      [108, 14, 0],
    ]);
    await settle(desk);
    expect(await reconcile(desk.connection)).toEqual([]);
  });

  test('nobody who comes later takes what older orders wait for, before they are served', async () => {
    const { sku, id } = await store.goods(0);
    const [old] = (await store.inTurn(sku, 5)) as [Order];
    await receive(sku, 7);
    const late = await store.submitted([sku, 5]);
    expect(store.held(late)).toEqual([2]);
    await tick();
    expect([await store.heldNow(old, late), await store.shelf(id)]).toEqual([
      [5, 2],
      [7, 7, 3],
    ]);
  });

  test('are served from what others give back: cancelled, closed short, lowered, returned, counted', async () => {
    const { sku } = await store.goods(10);
    const [first, second] = (await store.inTurn(sku, 10, 10)) as [Order, Order];
    await store.moved('otto', first, 'ship', { lines: [{ index: 0, quantity: 4 * piece }] });
    await store.moved('bob', first, 'close_short');
    await tick();
    expect(await store.heldNow(second)).toEqual([6]);
    await desk.desk.products.update(store.by('ada'), sku, { onHand: 8 * piece });
    await tick();
    expect(await store.heldNow(second)).toEqual([8]);
    await desk.desk.stock.book(store.by('otto'), sku, { kind: 'count', quantity: 9 * piece, reason: 'found one' });
    await tick();
    expect(await store.heldNow(second)).toEqual([9]);
    expect(await reconcile(desk.connection)).toEqual([]);
  });

  test('who asks for more later waits for that behind those who asked before', async () => {
    const { sku } = await store.goods(5);
    const [first, second] = (await store.inTurn(sku, 5, 4)) as [Order, Order];
    const lines: Line[] = [{ ...first.lines[0]!, quantity: 8 * piece }];
    await transact(desk.connection, async (session) => {
      const { set } = await followed(
        desk.connection,
        first,
        { state: first.state, set: { lines } },
        store.by('anna'),
        session,
      );
      await orderModel(desk.connection).updateOne(
        { _id: first._id },
        { $set: set, $inc: { revision: 1 } },
        { session },
      );
    });
    await receive(sku, 4);
    await tick();
    expect(await store.heldNow(first, second)).toEqual([5, 4]);
  });

  test('who gave up, or lost the reservation, is not served; the first count serves those who were there before', async () => {
    const { sku, id } = await store.goods(undefined);
    const [first, second, third] = (await store.inTurn(sku, 3, 3, 3)) as [Order, Order, Order];
    await store.moved('bob', first, 'cancel');
    await desk.desk.stock.book(store.by('otto'), sku, { kind: 'count', quantity: 4 * piece, reason: 'first count' });
    await tick();
    expect([await store.heldNow(first, second, third), await store.shelf(id)]).toEqual([
      [0, 3, 1],
      [4, 4, 2],
    ]);
  });

  test('a company that had orders before there was a queue: they wait in the order of their submission, once', async () => {
    const { sku, id } = await store.goods(2);
    const [first, second] = (await store.inTurn(sku, 5, 5)) as [Order, Order];
    const old = { waitsFor: 1, waitsSince: 1, holdsOf: 1, reservedUntil: 1 } as const;
    await orderModel(desk.connection).updateMany({ _id: { $in: [first._id, second._id] } }, { $unset: old });
    await productModel(desk.connection).updateOne({ _id: id }, { $unset: { waiting: 1, counted: 1 } });
    await openQueue(desk.connection, desk.clock());
    await openQueue(desk.connection, desk.clock());
    expect(await store.shelf(id)).toEqual([2, 2, 8]);
    expect(await reconcile(desk.connection)).toEqual([]);
    await receive(sku, 4);
    await tick();
    expect(await store.heldNow(first, second)).toEqual([5, 1]);
  });

  type Step = { what: 'order' | 'receive' | 'cancel' | 'serve' | 'scrap'; n: number };

  /** What somebody does with the orders of a product; `n` says how much, or which. */
  async function act({ what, n }: Step, { sku, id }: { sku: string; id: string }, orders: Order[]): Promise<void> {
    if (what === 'order') orders.push(...(await store.inTurn(sku, n)));
    if (what === 'receive') await receive(sku, n);
    if (what === 'serve') await tick();
    const gone = orders[n % Math.max(1, orders.length)];
    if (what === 'cancel' && gone) await store.moved('bob', gone, 'cancel').catch(() => {});
    const quantity = what === 'scrap' ? Math.min(n, Math.max(0, (await store.shelf(id))[0])) * piece : 0;
    if (quantity > 0) await desk.desk.stock.book(store.by('otto'), sku, { kind: 'scrap', quantity, reason: 'broken' });
  }

  test('whatever comes in and is given back, older orders have what they ask for before younger ones take anything', async () => {
    const step: fc.Arbitrary<Step> = fc.record({
      what: fc.constantFrom<Step['what']>('order', 'receive', 'cancel', 'serve', 'scrap'),
      n: fc.integer({ min: 1, max: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), async (steps) => {
        const product = await store.goods(6);
        const orders: Order[] = [];
        for (const one of steps) {
          await act(one, product, orders);
          expect(await reconcile(desk.connection)).toEqual([]);
        }
        await tick();
        const now = await Promise.all(orders.map((o) => orderNow(desk, o._id)));
        const open = now.filter((o) => o.state === 'approved').map((o) => o.lines[0]!);
        const [onHand, reserved, waiting] = await store.shelf(product.id);
        // What is left over while somebody waits would be a place that was lost.
        expect(waiting > 0 ? Math.max(0, onHand - reserved) : 0).toBe(0);
        // Once stock ran out for one, those who came later have none; unless what was theirs before is all there is.
        const firstShort = open.findIndex((l) => (l.reserved ?? 0) < l.quantity);
        const later = firstShort < 0 ? [] : open.slice(firstShort + 1);
        expect(later.filter((l) => (l.reserved ?? 0) > 0)).toEqual([]);
      }),
      { numRuns: process.env.SOAK ? 60 : 6, seed: Number(process.env.SEED ?? 42), endOnFailure: true },
    );
  }, 60_000);
});
