import type { Connection } from 'mongoose';
import { native } from '../database/native.ts';
import { parted } from '../database/parted.ts';
import { transact } from '../database/transact.ts';
import { reservedUntil } from '../orders/held-fields.ts';
import { orderModel } from '../orders/model.ts';
import { type Order, type State, states } from '../orders/order.ts';
import { productModel } from '../products/model.ts';
import { defaultReservationHours } from '../settings/settings.ts';
import { followed } from './follow.ts';
import { holds, perProduct } from './held.ts';
import { addStockMoves, stockMoveModel } from './ledger.ts';
import { held, missing, stockFields } from './queue.ts';
import { markShelves, moveShelves, shelvesOf } from './shelf.ts';

const holding = states.filter((state) => holds({ state, lines: [] }));
/** Nothing of these is still to be sent. */
const sent: readonly State[] = ['shipped', 'delivered', 'completed'];
const open = holding.filter((state) => !sent.includes(state));

/** What is on hand becomes the first line of the ledger of each product that has none. */
async function openLedger(connection: Connection, now: Date): Promise<void> {
  const told = await native(stockMoveModel(connection)).distinct('product');
  for await (const { _id } of productModel(connection)
    .find({ _id: { $nin: told } }, { _id: 1 })
    .lean())
    await transact(connection, async (session) => {
      const product = await productModel(connection).findById(_id, null, { session }).lean();
      if (await stockMoveModel(connection).exists({ product: _id }).session(session)) return;
      const line = { product: _id, kind: 'count' as const, quantity: product?.onHand ?? 0 };
      await addStockMoves(connection, [line], { now, key: `stock.open:${_id}` }, session);
    });
}

/** An order that was submitted before orders held stock takes what it would have taken then. */
async function holdFor(connection: Connection, id: string, now: Date): Promise<void> {
  await transact(connection, async (session) => {
    const order = await orderModel(connection).findById(id, null, { session }).lean<Order>();
    if (!order || !open.includes(order.state) || order.waitsFor) return;
    if (await stockMoveModel(connection).exists({ order: id }).session(session)) return;
    const cause = { now, key: `stock.open:${id}` };
    const { set } = await followed(connection, { ...order, state: 'draft' }, { state: order.state }, cause, session);
    if (!set) return;
    await orderModel(connection).updateOne({ _id: id }, { $set: parted(set).set, $inc: { revision: 1 } }, { session });
  });
}

/** An order that was submitted before there was a queue gets its place in it; a pending one has time from now on. */
async function queueFor(connection: Connection, id: string, now: Date): Promise<void> {
  await transact(connection, async (session) => {
    const order = await orderModel(connection).findById(id, null, { session }).lean<Order>();
    if (!order || !open.includes(order.state)) return;
    const isTimed = order.state === 'pending' && !order.reservedUntil && !order.lapsedAt;
    const timed = isTimed ? { ...order, reservedUntil: reservedUntil(now, defaultReservationHours) } : order;
    const holdsOf = held(order);
    const fields = order.waitsFor ? { holdsOf } : stockFields({ ...order, state: 'draft' }, timed, now);
    const { set } = parted({ ...fields, reservedUntil: timed.reservedUntil });
    if (Object.keys(set).length === 0) return;
    if (!order.waitsFor) {
      const waits = [...perProduct(order.lines, missing)].map(([product, waiting]) => ({ product, waiting }));
      const ids = waits.map((w) => w.product);
      await moveShelves(connection, waits, await shelvesOf(connection, ids, session), now, session);
    }
    await orderModel(connection).updateOne({ _id: id }, { $set: set }, { session, timestamps: false });
  });
}

/** Stock is kept of every product that somebody counted before, or that moved. */
async function noteCounted(connection: Connection, now: Date): Promise<void> {
  const told = await native(stockMoveModel(connection)).distinct('product', { kind: { $in: ['count', 'return'] } });
  const some = { counted: { $ne: true }, $or: [{ _id: { $in: told } }, { onHand: { $ne: 0 } }] };
  const ids = (await productModel(connection).find(some, { _id: 1 }).lean()).map((p) => p._id);
  for (const id of ids)
    await transact(connection, (session) => markShelves(connection, [id], now, session, { counts: true }));
}

/** Begins the queue of those who wait, in a company that had orders before there was one. Twice is once. */
export async function openQueue(connection: Connection, now: Date): Promise<void> {
  await noteCounted(connection, now);
  const waiting = { state: { $in: open }, imported: { $ne: true } };
  for (const { _id } of await orderModel(connection).find(waiting, { _id: 1 }).lean())
    await queueFor(connection, _id, now);
}

/**
 * Begins to keep stock in a company that has orders already: a first count of each product, then the open orders hold
 * what is there, those submitted first before the others. Twice is once.
 */
export async function openStock(connection: Connection, now: Date): Promise<void> {
  await stockMoveModel(connection).createCollection();
  await openLedger(connection, now);
  const waiting = { state: { $in: open }, imported: { $ne: true } };
  const orders = await orderModel(connection).find(waiting, { _id: 1 }).sort({ submittedAt: 1, _id: 1 }).lean();
  for (const { _id } of orders) await holdFor(connection, _id, now);
}
