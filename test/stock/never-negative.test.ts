import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { transact } from '../../src/database/transact.ts';
import { DeskError } from '../../src/errors.ts';
import type { MoveInput } from '../../src/orders/deeds/deed.ts';
import type { Action } from '../../src/orders/moves.ts';
import type { Order } from '../../src/orders/order.ts';
import { putBack } from '../../src/stock/put-back.ts';
import { reconcile } from '../../src/stock/reconcile.ts';
import { orderNow } from '../orders/support/seed.ts';
import { type Company, foundCompany, type Name } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { piece, warehouse } from './support/goods.ts';

let desk: TestDesk;
let company: Company;
let store: ReturnType<typeof warehouse>;
beforeAll(async () => {
  desk = await openTestDesk({ adapters: [] });
  company = await foundCompany(desk);
  store = warehouse(desk, company);
});
afterAll(() => desk.close());

type Deed = [what: string, order: number, pieces: number];

const deed: fc.Arbitrary<Deed> = fc.tuple(
  fc.constantFrom(
    'submit',
    'approve',
    'reject',
    'withdraw',
    'cancel',
    'ship',
    'ship and book in',
    'ship and take',
    'close short',
    'come back',
    'count',
    'receive',
    'write off',
    'expire',
    'serve',
  ),
  fc.nat(3),
  fc.integer({ min: 1, max: 9 }),
);

/** What people and the timetable may do; what is refused changes nothing. */
async function doIt(orders: Order[], { sku, id }: { sku: string; id: string }, [what, n, pieces]: Deed): Promise<void> {
  const order = orders[n % orders.length]!;
  const moved = (name: Name, action: Action, input: MoveInput = {}) => store.moved(name, order, action, input);
  const part = { lines: [{ index: 0, quantity: pieces * piece }] };
  const book = (kind: 'count' | 'receive' | 'scrap') =>
    desk.desk.stock.book(store.by('otto'), sku, { kind, quantity: pieces * piece, reason: 'so it is' });
  const back = () =>
    transact(desk.connection, (session) =>
      putBack(desk.connection, [{ product: id, order: order._id, quantity: piece }], desk.actor(company.otto), session),
    );
  const deeds: Record<string, () => Promise<unknown>> = {
    submit: () => moved('anna', 'submit'),
    approve: () => moved('bob', 'approve', { shortage: 'backorder' }),
    reject: () => moved('bob', 'reject'),
    withdraw: () => moved('anna', 'withdraw'),
    cancel: () => moved('bob', 'cancel'),
    ship: () => moved('otto', 'ship', part),
    'ship and book in': () => moved('otto', 'ship', { ...part, overship: 'receive' }),
    'ship and take': () => moved('otto', 'ship', { ...part, overship: 'take' }),
    'close short': () => moved('bob', 'close_short'),
    'come back': async () => (await orderNow(desk, order._id)).shipments.length > 0 && back(),
    count: () => book('count'),
    receive: () => book('receive'),
    'write off': () => book('scrap'),
    expire: () => {
      store.later(49);
      return desk.desk.stock.tick(desk.clock());
    },
    serve: () => desk.desk.stock.tick(desk.clock()),
  };
  await deeds[what]!().catch((error) => {
    if (!(error instanceof DeskError)) throw error;
  });
}

test('whatever people and the timetable do to orders of one product, what is on hand, reserved and available is right after each deed, and never below nothing', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      fc.nat(12),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 4 }),
      fc.array(deed, { minLength: 10, maxLength: 30 }),
      async (onHand, wishes, deeds) => {
        // Dear enough that half of the orders have to be decided.
        const goods = await store.goods(onHand, 2500_0000);
        const orders: Order[] = [];
        for (const pieces of wishes) orders.push(await store.draftOf([[goods.sku, pieces]]));
        for (const order of orders) await store.moved('anna', order, 'submit');
        for (const one of deeds) {
          await doIt(orders, goods, one);
          const [there, reserved, waiting] = await store.shelf(goods.id);
          expect({ one, isRight: there >= 0 && reserved >= 0 && reserved <= there && waiting >= 0 }).toEqual({
            one,
            isRight: true,
          });
          const now = await Promise.all(orders.map((o) => orderNow(desk, o._id)));
          expect(now.reduce((sum, o) => sum + (store.held(o)[0] ?? 0), 0)).toBe(reserved);
          for (const { state, timeline } of now) {
            seen.add(state);
            for (const { action } of timeline) seen.add(action);
          }
        }
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 12), seed: Number(process.env.SEED ?? 7) },
  );
  expect(await reconcile(desk.connection)).toEqual([]);
  // The runs reach what they are about.
  expect([...seen]).toEqual(
    expect.arrayContaining([
      'ship',
      'cancel',
      'approve',
      'reservation_lost',
      'reservation_expired',
      'backorder_served',
    ]),
  );
});
