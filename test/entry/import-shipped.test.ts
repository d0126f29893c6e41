import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Connection } from 'mongoose';
import { noCredit } from '../../src/customers/credit.ts';
import { exportTable } from '../../src/entry/export.ts';
import type { MoveInput } from '../../src/orders/deeds/deed.ts';
import { deeds } from '../../src/orders/deeds/index.ts';
import type { Action } from '../../src/orders/moves.ts';
import type { Order } from '../../src/orders/order.ts';
import { by, freshDatabase, mia, settings } from './support/database.ts';
import { clear, codes, counts, fixture, loader, sentences } from './support/load.ts';

let connection: Connection;
let desk: ReturnType<typeof loader>;
const head = 'order_no,customer,ordered_at,status,shipped_at,delivered_at,sku,quantity,shipped_quantity\n';
const part = `${head}P1,ACME,2026-11-02,part_shipped,2026-11-05,,A100,20,12.5\nP1,ACME,,,,,B200,8,\n`;

/** What a move in the desk would make of an order. */
const after = (order: Order, action: Action, input: MoveInput = {}): Order => {
  const change = deeds[action](order, {
    actor: by(mia),
    today: '2026-11-23',
    settings,
    input,
    members: [mia],
    products: new Map(),
    money: noCredit,
    excess: () => 0,
    stepsFor: () => [],
    hasEarlierApproved: true,
    isManager: true,
  });
  return { ...order, ...change.set, state: change.state };
};

beforeAll(async () => {
  connection = await freshDatabase('import_shipped');
  desk = loader(connection);
});
beforeEach(async () => {
  await clear(connection);
  await desk.load('customers', fixture('customers'));
  await desk.load('products', fixture('products'));
});
afterAll(async () => connection.close());

describe('a part shipped order of a file', () => {
  test('has one parcel with what left, so that only the rest is shipped', async () => {
    expect(counts(await desk.load('orders', part))).toEqual([1, 0, 0, 0]);
    const order = await desk.order('P1');
    expect(order.lines.map((l) => [l.shipped, l.delivered])).toEqual([
      [12_500, 0],
      [0, 0],
    ]);
    expect(order.shipments).toEqual([{ id: 'P1', shippedAt: '2026-11-05', lines: [{ index: 0, quantity: 12_500 }] }]);
    expect(order.shippedAt).toBeUndefined();
    const shipped = after(order, 'ship');
    expect(shipped.state).toBe('shipped');
    expect(shipped.shipments[1]!.lines).toEqual([
      { index: 0, quantity: 7_500 },
      { index: 1, quantity: 8_000 },
    ]);
  });

  test('can be closed short, and then owes only what left', async () => {
    await desk.load('orders', part);
    const closed = after(await desk.order('P1'), 'close_short', { reason: 'sold out' });
    expect([closed.state, closed.total]).toEqual(['shipped', 118_75]);
  });

  test('without a shipping date has its parcel on the order date; a delivery date says that it arrived', async () => {
    const text = `${head}P1,ACME,2026-11-02,part_shipped,,,A100,20,5\nP2,ACME,2026-11-02,part_shipped,2026-11-03,2026-11-06,A100,20,5\n`;
    await desk.load('orders', text);
    expect((await desk.order('P1')).shipments).toMatchObject([{ shippedAt: '2026-11-02' }]);
    const received = await desk.order('P2');
    expect(received.shipments).toMatchObject([{ shippedAt: '2026-11-03', deliveredAt: '2026-11-06' }]);
    expect([received.lines[0]!.delivered, received.deliveredAt]).toEqual([5_000, undefined]);
    expect(() => after(received, 'deliver')).toThrow('on the way');
  });

  test('that does not say what left is rejected with what to do', async () => {
    const text = 'order_no,customer,ordered_at,status,sku,quantity\nP1,ACME,2026-11-02,部分发货,A100,20\n';
    const result = await desk.load('orders', text);
    expect(sentences(result)).toEqual([
      'Order P1 is part shipped, so the column shipped_quantity must say what left of each line: more than nothing, less than everything. Fill it in, or load the order as approved, in_production, ready or shipped and record the parcel in chat.',
    ]);
    expect(result.rejections[0]!.reasons[0]!.sentence('zh')).toContain('shipped_quantity（已发数量）');
    await expect(desk.order('P1')).rejects.toThrow();
  });

  test.each([
    ['part_shipped', '0', 'error.import_part_shipped'],
    ['part_shipped', '20', 'error.import_part_shipped'],
    ['part_shipped', '20.001', 'error.import_shipped_over'],
    ['part_shipped', '-1', 'error.field_number'],
    ['part_shipped', 'some', 'error.field_number'],
    ['on_hold', '20', 'error.import_shipped_state'],
    ['approved', '1', 'error.import_shipped_state'],
    ['shipped', '19', 'error.import_shipped_state'],
  ])('%s with %s of 20 shipped is rejected', async (status, shipped, code) => {
    expect(codes(await desk.load('orders', `${head}P1,ACME,2026-11-02,${status},,,A100,20,${shipped}\n`))).toEqual([
      code,
    ]);
  });

  test.each([
    ['approved', '0'],
    ['shipped', '20'],
    ['delivered', ''],
  ])('%s may say what it means anyway: %j of 20', async (status, shipped) => {
    const text = `${head}P1,ACME,2026-11-02,${status},,,A100,20,${shipped}\n`;
    expect(counts(await desk.load('orders', text))).toEqual([1, 0, 0, 0]);
  });

  test('is exported with what left, and read back as the same, here and in an empty desk', async () => {
    await desk.load(
      'orders',
      `${part}P2,ACME,2026-11-03,on_hold,,2026-11-07,A100,20,5\nP3,ACME,2026-11-04,shipped,,,A100,20,\n`,
    );
    const exported = () => exportTable({ connection, currency: 'CNY', timezone: 'Asia/Shanghai' }, 'orders');
    const { text } = await exported();
    const rows = text.split('\n').map((row) => row.split(','));
    const at = (name: string) => rows[0]!.findIndex((header) => header.trim() === name);
    expect(
      rows.slice(1, 5).map((r) => ['shipped_at', 'delivered_at', 'shipped_quantity'].map((n) => r[at(n)])),
    ).toEqual([
      ['2026-11-05', '', '12.5'],
      ['2026-11-05', '', '0'],
      ['2026-11-07', '2026-11-07', '5'],
      ['', '', ''],
    ]);
    expect(counts(await desk.load('orders', text))).toEqual([0, 0, 3, 0]);
    await clear(connection);
    for (const table of ['customers', 'products'] as const) await desk.load(table, fixture(table));
    expect(counts(await desk.load('orders', text))).toEqual([3, 0, 0, 0]);
    expect((await exported()).text.split('\n').sort()).toEqual(text.split('\n').sort());
  });

  test('differs by what left, and is changed with --update', async () => {
    await desk.load('orders', part);
    const more = part.replace('12.5', '15');
    expect(sentences(await desk.load('orders', more))[0]).toContain('(Shipped quantity)');
    expect(counts(await desk.load('orders', more, { update: true }))).toEqual([0, 1, 0, 0]);
    const order = await desk.order('P1');
    expect([order.lines[0]!.shipped, order.shipments[0]!.lines[0]!.quantity]).toEqual([15_000, 15_000]);
  });
});

describe('a held order of a file', () => {
  test('goes back to approved when it is resumed', async () => {
    await desk.load('orders', `${head}H1,ACME,2026-11-02,on_hold,,,A100,20,\n`);
    const resumed = after(await desk.order('H1'), 'resume');
    expect([resumed.state, after(resumed, 'ship').shipments[0]!.lines]).toEqual([
      'approved',
      [{ index: 0, quantity: 20_000 }],
    ]);
  });

  test('of which goods left goes back to part shipped, and is not cancelled', async () => {
    await desk.load('orders', `${head}H1,ACME,2026-11-02,on_hold,2026-11-04,,A100,20,5\n`);
    const order = await desk.order('H1');
    expect(order.shipments).toMatchObject([{ shippedAt: '2026-11-04', lines: [{ index: 0, quantity: 5_000 }] }]);
    expect(() => after(order, 'cancel', { reason: 'lost' })).toThrow('shipped');
    expect(after(order, 'resume').state).toBe('part_shipped');
  });
});
