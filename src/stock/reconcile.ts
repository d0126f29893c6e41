import { isDeepStrictEqual } from 'node:util';
import type { ClientSession, Connection } from 'mongoose';
import { native } from '../database/native.ts';
import { transact } from '../database/transact.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { productModel } from '../products/model.ts';
import { heldOf, holds, openOf } from './held.ts';
import { type StockMove, stockMoveModel } from './ledger.ts';
import { awaited, held as heldProducts, missing } from './queue.ts';

/** What does not agree; all in thousandths. */
export type Difference =
  /** What is on hand, against the ledger. */
  | { product: string; what: 'onHand'; stored: number; ledger: number }
  /** What is reserved, against the ledger and the lines of all orders. */
  | { product: string; what: 'reserved'; stored: number; ledger: number; orders: number }
  /** What orders wait for, against all orders. */
  | { product: string; what: 'waiting'; stored: number; orders: number }
  /** An order that is not found by what it holds or waits for, or is by what it does not. */
  | { order: string; what: 'holdsOf' | 'waitsFor'; stored: readonly string[]; lines: readonly string[] }
  /** A line that holds more than it still has to send, or less than nothing. */
  | { order: string; what: 'line'; held: number; most: number };

type Sums = Map<string, number>;
const add = (sums: Sums, key: string, n: number): void => void sums.set(key, (sums.get(key) ?? 0) + n);

/** What each kind of line does to what is on hand and to what is reserved. */
const effects: Readonly<Record<StockMove['kind'], { onHand: number; reserved: number }>> = {
  count: { onHand: 1, reserved: 0 },
  receive: { onHand: 1, reserved: 0 },
  scrap: { onHand: -1, reserved: 0 },
  return: { onHand: 1, reserved: 0 },
  ship: { onHand: -1, reserved: 0 },
  reserve: { onHand: 0, reserved: 1 },
  release: { onHand: 0, reserved: -1 },
};

async function ledgerSums(connection: Connection, session: ClientSession) {
  const [onHand, reserved]: [Sums, Sums] = [new Map(), new Map()];
  const projection = { _id: 0, product: 1, kind: 1, quantity: 1 };
  for await (const { product, kind, quantity } of native(stockMoveModel(connection)).find(
    {},
    { projection, session },
  )) {
    add(onHand, product, effects[kind].onHand * quantity);
    add(reserved, product, effects[kind].reserved * quantity);
  }
  return { onHand, reserved };
}

const linesWrong = (order: Order): Difference[] =>
  order.lines.flatMap((line) => {
    const held = heldOf(line);
    const most = holds(order) ? openOf(line) : 0;
    return held < 0 || held > most ? [{ order: order._id, what: 'line' as const, held, most }] : [];
  });

function queueWrong(order: Order): Difference[] {
  const fields = [
    { what: 'holdsOf' as const, stored: order.holdsOf ?? [], lines: heldProducts(order) },
    { what: 'waitsFor' as const, stored: order.waitsFor ?? [], lines: awaited(order) },
  ];
  return fields.flatMap(({ what, stored, lines }) =>
    isDeepStrictEqual([...stored], lines) ? [] : [{ order: order._id, what, stored, lines }],
  );
}

async function orderSums(connection: Connection, session: ClientSession) {
  const [held, waiting]: [Sums, Sums] = [new Map(), new Map()];
  const wrong: Difference[] = [];
  const projection = { state: 1, imported: 1, lines: 1, lapsedAt: 1, holdsOf: 1, waitsFor: 1 };
  for await (const found of native(orderModel(connection)).find({}, { projection, session })) {
    const order = found as Order;
    for (const line of order.lines) add(held, line.product, heldOf(line));
    if (holds(order)) for (const line of order.lines) add(waiting, line.product, missing(line));
    wrong.push(...linesWrong(order), ...queueWrong(order));
  }
  return { held, waiting, wrong };
}

/**
 * Compares what products say with the lines of all orders and with the ledger, at one moment; empty when all agree. Reads
 * everything, so it is for tests and for a quiet hour.
 */
export async function reconcile(connection: Connection): Promise<Difference[]> {
  return transact(connection, async (session) => {
    const ledger = await ledgerSums(connection, session);
    const { held, waiting, wrong } = await orderSums(connection, session);
    const projection = { onHand: 1, reserved: 1, waiting: 1 };
    for await (const { _id, onHand, reserved, waiting: waitedFor = 0 } of native(productModel(connection)).find(
      {},
      { projection, session },
    )) {
      const product = String(_id);
      const told = { onHand: ledger.onHand.get(product) ?? 0, reserved: ledger.reserved.get(product) ?? 0 };
      const orders = held.get(product) ?? 0;
      if (onHand !== told.onHand) wrong.push({ product, what: 'onHand', stored: onHand, ledger: told.onHand });
      if (reserved !== told.reserved || reserved !== orders)
        wrong.push({ product, what: 'reserved', stored: reserved, ledger: told.reserved, orders });
      const wanted = waiting.get(product) ?? 0;
      if (waitedFor !== wanted) wrong.push({ product, what: 'waiting', stored: waitedFor, orders: wanted });
    }
    return wrong;
  });
}
