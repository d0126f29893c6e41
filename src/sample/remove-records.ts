import type { ClientSession, Connection } from 'mongoose';
import { followOrder } from '../aftersales/follow.ts';
import { caseModel } from '../aftersales/model.ts';
import { sampleSource } from '../audit/entry.ts';
import { auditModel } from '../audit/model.ts';
import { followUpModel } from '../customers/follow-up-model.ts';
import { customerModel } from '../customers/model.ts';
import { parted } from '../database/parted.ts';
import { removeFeedback } from '../feedback/remove.ts';
import type { Member } from '../members/member.ts';
import { memberModel } from '../members/model.ts';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { paymentModel } from '../payments/model.ts';
import { priceModel } from '../prices/model.ts';
import { productModel } from '../products/model.ts';
import { noteFigures } from '../rollups/note.ts';
import { followed } from '../stock/follow.ts';
import { stockMoveModel } from '../stock/ledger.ts';
import { templateModel } from '../templates/model.ts';
import { removeOfGoods, removeSuppliers } from './remove-supplied.ts';

const idsOf = (people: readonly Member[]): string[] => people.map((m) => m._id);

/** What sample people made themselves while somebody tried the desk: it is theirs, though it is not marked. */
async function madeBy(connection: Connection, people: readonly Member[], action: string, session: ClientSession) {
  const lines = await auditModel(connection)
    .find({ by: { $in: idsOf(people) }, action }, { subject: 1 }, { session })
    .lean();
  return lines.map((line) => line.subject.id);
}

/** Orders that stay but belonged to a sample person go to who made them, else they wait for an admin to assign them. */
async function handBack(
  connection: Connection,
  people: readonly Member[],
  now: Date,
  session: ClientSession,
): Promise<void> {
  const orders = orderModel(connection);
  const orphans = await orders.find({ owner: { $in: idsOf(people) } }, null, { session }).lean<Order[]>();
  for (const orphan of orphans) {
    const { _id, createdBy } = orphan;
    const maker = createdBy
      ? await memberModel(connection).findById(createdBy, null, { session }).lean<Member>()
      : null;
    const { set, unset } = parted({ owner: maker?._id, team: maker?.teams[0] });
    const entry = { at: now, action: 'assign', note: maker?.name, key: `sample.remove:${_id}` };
    const change = { $set: set, $unset: unset, $push: { timeline: entry }, $inc: { revision: 1 } };
    await orders.updateOne({ _id }, change, { session });
    await noteFigures(
      connection,
      [{ before: orphan, after: { ...orphan, owner: maker?._id, team: maker?.teams[0] } }],
      session,
    );
    await followOrder(connection, { _id, owner: maker?._id, team: maker?.teams[0] }, session);
  }
  const owned = { owner: { $in: idsOf(people) } };
  await caseModel(connection).updateMany(owned, { $unset: { owner: 1 } }, { session });
  await customerModel(connection).updateMany(owned, { $unset: { owner: 1, team: 1 } }, { session });
}

/** What the orders that go have held is free again for those that stay. */
async function giveBack(connection: Connection, gone: object, now: Date, session: ClientSession): Promise<void> {
  const isHolding = { $or: [{ 'lines.reserved': { $gt: 0 } }, { waitsFor: { $gt: '' } }] };
  const holding = { $and: [gone, isHolding] };
  const orders = await orderModel(connection).find(holding, null, { session }).lean<Order[]>();
  for (const order of orders)
    await followed(connection, order, { state: 'cancelled' }, { now, key: `sample.remove:${order._id}` }, session);
}

/** Removes goods of the sample, their prices, and what the ledger tells of them. */
async function removeGoods(connection: Connection, tried: readonly string[], session: ClientSession): Promise<number> {
  const products = productModel(connection);
  const gone = { $or: [{ sample: true }, { _id: { $in: tried } }] };
  const ids = (await products.find(gone, { _id: 1 }, { session }).lean()).map((p) => p._id);
  await stockMoveModel(connection).deleteMany({ product: { $in: ids } }, { session });
  await priceModel(connection).deleteMany({ product: { $in: ids } }, { session });
  await removeOfGoods(connection, ids, session);
  return (await products.deleteMany(gone, { session })).deletedCount;
}

/** Removes templates of the sample and of its people; one of somebody real for a customer that went is for any now. */
async function removeTemplates(connection: Connection, people: readonly Member[], session: ClientSession) {
  const templates = templateModel(connection);
  await templates.deleteMany({ $or: [{ sample: true }, { owner: { $in: idsOf(people) } }] }, { session });
  const named = (await templates.distinct('customer').session(session)) as string[];
  const there = await customerModel(connection)
    .find({ _id: { $in: named } }, { _id: 1 }, { session })
    .lean();
  const gone = named.filter((id) => !there.some((c) => c._id === id));
  const free = { $unset: { customer: 1 as const, schedule: 1 as const }, $inc: { revision: 1 } };
  await templates.updateMany({ customer: { $in: gone } }, free, { session });
}

/** Removes orders with their cases, payments, customers and products of the sample, and those that its people made. */
export async function removeRecords(
  connection: Connection,
  people: readonly Member[],
  now: Date,
  session: ClientSession,
) {
  const orders = orderModel(connection);
  const gone = { $or: [{ sample: true }, { createdBy: { $in: idsOf(people) } }] };
  const going = await orders.find(gone, null, { session }).lean<Order[]>();
  const goneOrders = going.map((o) => o._id);
  await giveBack(connection, gone, now, session);
  await noteFigures(
    connection,
    going.map((before) => ({ before })),
    session,
  );
  const removedOrders = await orders.deleteMany(gone, { session });
  await caseModel(connection).deleteMany({ order: { $in: goneOrders } }, { session });
  // The trail of a past that never was; what people did themselves stays in it.
  await auditModel(connection).deleteMany({ from: sampleSource, 'subject.kind': 'Order' }, { session });
  const sampleCustomers = await customerModel(connection).find({ sample: true }, { _id: 1 }, { session }).lean();
  const kept = await orders.countDocuments({ customer: { $in: sampleCustomers.map((c) => c._id) } }).session(session);
  const stillNamed = await orders.distinct('customer').session(session);
  const tried = (await madeBy(connection, people, 'customer.create', session)).filter((id) => !stillNamed.includes(id));
  // Money of customers of whom nothing is left goes with them; it may name no order.
  const ended = [...sampleCustomers.map((c) => c._id).filter((id) => !stillNamed.includes(id)), ...tried];
  const payments = await paymentModel(connection).deleteMany(
    { $or: [{ sample: true }, { order: { $in: goneOrders } }, { customer: { $in: ended } }] },
    { session },
  );
  const customers = await customerModel(connection).deleteMany(
    { $or: [{ sample: true }, { _id: { $in: tried } }] },
    { session },
  );
  const goneCustomers = { $in: [...sampleCustomers.map((c) => c._id), ...tried] };
  const goneFeedback = [{ order: { $in: goneOrders } }, { customer: goneCustomers, order: { $exists: false } }];
  await removeFeedback(connection, { $or: goneFeedback }, session);
  await followUpModel(connection).deleteMany({ customer: goneCustomers }, { session });
  const gonePrices = [
    { customer: goneCustomers },
    { _id: { $in: await madeBy(connection, people, 'price.set', session) } },
  ];
  await priceModel(connection).deleteMany({ $or: gonePrices }, { session });
  const triedGoods = await madeBy(connection, people, 'product.create', session);
  const products = await removeGoods(connection, triedGoods, session);
  await removeSuppliers(connection, await madeBy(connection, people, 'supplier.create', session), session);
  await handBack(connection, people, now, session);
  await removeTemplates(connection, people, session);
  return {
    goneOrders,
    orders: removedOrders.deletedCount,
    payments: payments.deletedCount,
    customers: customers.deletedCount,
    products,
    kept,
  };
}
