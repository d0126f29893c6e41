import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Member } from '../../src/members/member.ts';
import type { MoveInput } from '../../src/orders/deeds/deed.ts';
import { orderModel } from '../../src/orders/model.ts';
import type { Action } from '../../src/orders/moves.ts';
import type { Order } from '../../src/orders/order.ts';
import { type Company, foundCompany } from '../support/company.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { orderNow, seedOrder, tenPieces } from './support/seed.ts';

let desk: TestDesk;
let company: Company;
let anna: Member;
let bob: Member;
let otto: Member;
beforeAll(async () => {
  desk = await openTestDesk({ adapters: [] });
  company = await foundCompany(desk);
  ({ anna, bob, otto } = company);
});
afterAll(() => desk.close());

const move = async (who: Member, order: Pick<Order, '_id'>, action: Action, input: MoveInput = {}) =>
  (await desk.desk.move(desk.actor(who), order._id, action, input)).order;
const refused = (code: string) => ({ code });
const tamper = (order: Order, $set: object) => orderModel(desk.connection).updateOne({ _id: order._id }, { $set });
const input = (order: Order, more = {}) => ({
  customer: order.customer,
  lines: [{ sku: 'A100', quantity: 10_000 }],
  ...more,
});

describe('shipping', () => {
  const two = () => ({
    lines: [tenPieces(), tenPieces({ sku: 'B200', quantity: 2_500, amount: 250_00 })],
    total: 1250_00,
    baseTotal: 1250_00,
  });

  test('parts add up, and the last goods set the due date by the terms', async () => {
    let order = await seedOrder(desk, company, 'approved', two());
    order = await move(otto, order, 'ship', { carrier: 'SF', trackingNo: '1', lines: [{ index: 0, quantity: 4_000 }] });
    expect([order.state, order.shippedAt, order.dueDate]).toEqual(['part_shipped', undefined, undefined]);
    order = await move(otto, order, 'ship', {
      eta: '2026-12-09',
      lines: [
        { index: 0, quantity: 6_000 },
        { index: 1, quantity: 2_000 },
      ],
    });
    expect(order.lines.map((l) => l.shipped)).toEqual([10_000, 2_000]);
    expect(order.expectedDate).toBe('2026-12-09');
    order = await move(otto, order, 'ship');
    expect([order.state, order.shippedAt, order.dueDate]).toEqual(['shipped', '2026-12-02', '2027-01-01']);
    expect(order.shipments.map((s) => [s.id, s.lines])).toEqual([
      ['P1', [{ index: 0, quantity: 4_000 }]],
      [
        'P2',
        [
          { index: 0, quantity: 6_000 },
          { index: 1, quantity: 2_000 },
        ],
      ],
      ['P3', [{ index: 1, quantity: 500 }]],
    ]);
  });

  test.each([
    ['more than is left', [{ index: 0, quantity: 10_001 }], 'error.ship_quantity'],
    ['nothing of a line', [{ index: 0, quantity: 0 }], 'error.ship_quantity'],
    ['less than nothing', [{ index: 0, quantity: -1 }], 'error.ship_quantity'],
    ['a line that is not there', [{ index: 7, quantity: 1 }], 'error.ship_quantity'],
    ['half a thousandth', [{ index: 0, quantity: 0.5 }], 'error.ship_quantity'],
    ['no number', [{ index: 0, quantity: Number.NaN }], 'error.ship_quantity'],
    [
      'the same line twice, in all more than is left,',
      [
        { index: 0, quantity: 6_000 },
        { index: 0, quantity: 6_000 },
      ],
      'error.ship_quantity',
    ],
    ['no line at all', [], 'error.ship_nothing'],
  ])('%s cannot be shipped', async (_what, lines, code) => {
    const order = await seedOrder(desk, company, 'ready');
    await expect(move(otto, order, 'ship', { lines })).rejects.toMatchObject(refused(code));
    expect(await orderNow(desk, order._id)).toMatchObject({ state: 'ready', shipments: [], revision: 0 });
  });

  test('each parcel is received for itself, and the order is delivered with the last one', async () => {
    let order = await seedOrder(desk, company, 'approved', two());
    order = await move(otto, order, 'ship', { lines: [{ index: 0, quantity: 10_000 }] });
    order = await move(otto, order, 'deliver');
    expect([order.state, order.lines.map((l) => l.delivered)]).toEqual(['part_shipped', [10_000, 0]]);
    await expect(move(otto, order, 'deliver')).rejects.toMatchObject(refused('error.nothing_on_the_way'));
    order = await move(otto, order, 'ship', { lines: [{ index: 1, quantity: 1_000 }] });
    order = await move(otto, order, 'ship');
    order = await move(anna, order, 'deliver', { shipment: 'P2' });
    expect([order.state, order.deliveredAt]).toEqual(['shipped', undefined]);
    await expect(move(anna, order, 'deliver', { shipment: 'P2' })).rejects.toMatchObject(
      refused('error.parcel_received'),
    );
    order = await move(anna, order, 'deliver', { shipment: 'P3' });
    expect([order.state, order.deliveredAt, order.lines.map((l) => l.delivered)]).toEqual([
      'delivered',
      '2026-12-02',
      [10_000, 2_500],
    ]);
  });

  test('close short: the lines shrink to what was shipped, and with them what is owed', async () => {
    let order = await seedOrder(desk, company, 'approved', two());
    order = await move(otto, order, 'ship', { lines: [{ index: 0, quantity: 4_000 }] });
    order = await move(bob, order, 'close_short', { reason: 'out of production' });
    expect([order.state, order.total, order.baseTotal, order.dueDate]).toEqual([
      'shipped',
      400_00,
      400_00,
      '2027-01-01',
    ]);
    expect(order.lines.map((l) => [l.quantity, l.shipped, l.amount])).toEqual([
      [4_000, 4_000, 400_00],
      [0, 0, 0],
    ]);
    order = await move(otto, order, 'deliver');
    expect(order.state).toBe('delivered');
  });

  test('an order that is closed short when all its parcels have arrived is delivered', async () => {
    let order = await seedOrder(desk, company, 'approved', two());
    order = await move(otto, order, 'ship', { lines: [{ index: 0, quantity: 4_000 }] });
    order = await move(otto, order, 'deliver');
    order = await move(bob, order, 'close_short', { reason: 'the rest is not needed' });
    expect([order.state, order.deliveredAt]).toEqual(['delivered', '2026-12-02']);
  });
});

describe('what was not approved does not leave the warehouse', () => {
  const changes: [string, (order: Order) => object][] = [
    ['the customer', () => ({ customer: 'another' })],
    ['the address', () => ({ shipTo: '2 Elsewhere Road' })],
    ['a quantity', (o) => ({ lines: [{ ...o.lines[0], quantity: 11_000 }] })],
    ['a price', (o) => ({ lines: [{ ...o.lines[0], unitPrice: 99_0000 }] })],
    ['a discount', (o) => ({ lines: [{ ...o.lines[0], discount: 100 }] })],
    ['a product', (o) => ({ lines: [{ ...o.lines[0], sku: 'B200' }] })],
    ['one more line', (o) => ({ lines: [...o.lines, tenPieces({ sku: 'B200' })] })],
    ['the currency', () => ({ currency: 'USD' })],
    ['the terms', () => ({ paymentDays: 90 })],
    ['the requested date', () => ({ requestedDate: '2027-01-01' })],
    ['the promised date', () => ({ promisedDate: '2027-01-01' })],
    ['the approval itself', () => ({ approvedAt: null })],
  ];
  test.each(changes)('%s was altered past the desk: it is not shipped', async (_what, change) => {
    const order = await seedOrder(desk, company, 'ready');
    await tamper(order, change(order));
    await expect(move(otto, order, 'ship')).rejects.toMatchObject(refused('error.content_changed'));
    expect((await orderNow(desk, order._id)).shipments).toEqual([]);
  });

  test.each(changes.slice(0, -1))('%s was altered past the desk: it is not decided either', async (_what, change) => {
    const order = await seedOrder(desk, company, 'pending');
    await tamper(order, change(order));
    await expect(move(bob, order, 'approve')).rejects.toMatchObject(refused('error.content_changed'));
    expect((await orderNow(desk, order._id)).state).toBe('pending');
  });

  test('an order whose approval was taken out of the database is not shipped', async () => {
    const order = await seedOrder(desk, company, 'ready');
    await orderModel(desk.connection).updateOne({ _id: order._id }, { $unset: { approval: 1 } });
    await expect(move(otto, order, 'ship')).rejects.toMatchObject(refused('error.content_changed'));
  });

  test('a part that was shipped does not make the rest look altered', async () => {
    const order = await seedOrder(desk, company, 'ready');
    await move(otto, order, 'ship', { lines: [{ index: 0, quantity: 1_000 }] });
    expect((await move(otto, order, 'ship')).state).toBe('shipped');
  });

  test('a note is no content: it may change without a new approval', async () => {
    const order = await seedOrder(desk, company, 'ready');
    await tamper(order, { notes: 'call first' });
    expect((await move(otto, order, 'ship')).state).toBe('shipped');
  });
});

describe('an edit clears the approval', () => {
  test('a returned order that is edited is a draft without any decision', async () => {
    let order = await seedOrder(desk, company, 'pending');
    order = await move(bob, order, 'return', { reason: 'wrong price' });
    expect(order.approval?.steps[0]?.decision).toBe('returned');
    order = await desk.desk.drafts.edit(
      desk.actor(anna),
      order,
      input(order, { lines: [{ sku: 'A100', quantity: 1_000 }] }),
    );
    expect([order.approval, order.approvedAt, order.version]).toEqual([undefined, undefined, 2]);
  });

  test('only a draft is edited', async () => {
    for (const state of ['pending', 'approved', 'ready', 'part_shipped', 'cancelled'] as const) {
      const order = await seedOrder(desk, company, state);
      await expect(desk.desk.drafts.edit(desk.actor(anna), order, input(order))).rejects.toMatchObject(
        refused('error.changed_meanwhile'),
      );
      expect(await orderNow(desk, order._id)).toMatchObject({ state, revision: 0 });
    }
  });

  test('a reopened order keeps its number and is approved anew', async () => {
    let order = await seedOrder(desk, company, 'approved', { number: 'SO-800001' });
    order = await move(bob, order, 'cancel', { reason: 'customer asked' });
    order = await move(anna, order, 'reopen');
    expect([order.state, order.number, order.approval, order.approvedAt]).toEqual([
      'draft',
      'SO-800001',
      undefined,
      undefined,
    ]);
    await tamper(order, { total: 20_000_00, lines: [tenPieces({ quantity: 200_000, amount: 20_000_00 })] });
    order = await move(anna, order, 'submit');
    expect([order.state, order.number, order.approvedAt]).toEqual(['pending', 'SO-800001', undefined]);
    order = await move(bob, order, 'approve');
    expect([order.state, order.approval?.steps.map((s) => s.by)]).toEqual(['approved', [bob._id]]);
  });
});

describe('holding and ending', () => {
  test.each(['approved', 'in_production', 'ready', 'part_shipped'] as const)(
    'what was held in %s goes on from there',
    async (state) => {
      let order = await seedOrder(desk, company, state);
      order = await move(company.fiona, order, 'hold', { reason: 'unpaid' });
      expect([order.state, order.heldFrom]).toEqual(['on_hold', state]);
      await expect(move(otto, order, 'ship')).rejects.toMatchObject(refused('error.move_refused_end'));
      order = await move(bob, order, 'resume');
      expect([order.state, order.heldFrom]).toEqual([state, undefined]);
    },
  );

  test('what has left the warehouse cannot be cancelled by holding it first', async () => {
    let order = await seedOrder(desk, company, 'part_shipped');
    order = await move(bob, order, 'hold', { reason: 'unpaid' });
    await expect(move(bob, order, 'cancel', { reason: 'give up' })).rejects.toMatchObject(
      refused('error.already_shipped'),
    );
    order = await move(bob, order, 'resume');
    expect((await move(bob, order, 'close_short', { reason: 'give up' })).state).toBe('shipped');
  });

  test('an unpaid order is not completed by its owner, whatever the reason, and by a manager only with one', async () => {
    const order = await seedOrder(desk, company, 'delivered', { paid: 999_99 });
    await expect(move(anna, order, 'complete', { reason: 'please' })).rejects.toMatchObject(refused('error.not_paid'));
    await expect(move(bob, order, 'complete')).rejects.toMatchObject(refused('error.complete_reason'));
    await expect(move(bob, order, 'complete', { reason: ' ' })).rejects.toMatchObject(refused('error.complete_reason'));
    expect(await move(bob, order, 'complete', { reason: 'rounding' })).toMatchObject({ state: 'completed' });
  });

  test('an open complaint holds the completion up, and a manager may override it with a reason', async () => {
    const order = await seedOrder(desk, company, 'delivered', { openComplaints: 1 });
    await expect(move(anna, order, 'complete')).rejects.toMatchObject(refused('error.open_complaint'));
    expect(await move(bob, order, 'complete', { reason: 'settled by phone' })).toMatchObject({ state: 'completed' });
  });

  test('a paid order without complaints is completed by its owner', async () => {
    const order = await seedOrder(desk, company, 'delivered');
    expect(await move(anna, order, 'complete')).toMatchObject({ state: 'completed' });
  });
});
