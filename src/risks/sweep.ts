import type { Connection } from 'mongoose';
import { orderModel } from '../orders/model.ts';
import type { Order } from '../orders/order.ts';
import { productModel } from '../products/model.ts';
import { type Marked, type RiskMark, riskMarkModel } from './marks.ts';

/** Marks that are taken at once. */
const atOnce = 500;

/** What marks are about: all open orders of some customers, and some orders besides. */
export type Touched = { customers: Set<string>; orders: Map<string, string> };

const ofKind = (marks: readonly RiskMark[], kind: Marked): string[] => [
  ...new Set(marks.filter((mark) => mark.kind === kind).map(({ about }) => about)),
];

/** The products of some suppliers, first or other. */
async function suppliedBy(connection: Connection, suppliers: readonly string[]): Promise<string[]> {
  if (suppliers.length === 0) return [];
  const found = await productModel(connection)
    .find({ supplierId: { $in: [...suppliers] } }, { _id: 1 })
    .lean<{ _id: string }[]>();
  return found.map(({ _id }) => _id);
}

type Found = Pick<Order, '_id' | 'customer'>;

/** Open orders of which goods have still to leave: they hold them, or wait for them. */
async function withGoods(connection: Connection, products: readonly string[]): Promise<Found[]> {
  if (products.length === 0) return [];
  const orders = orderModel(connection);
  const some = { $in: [...products] };
  // What nobody decided about in time holds nothing and waits for nothing; it is open all the same.
  const lapsed = { lapsedAt: { $exists: true }, state: 'pending', 'lines.product': some };
  const found = await Promise.all(
    [{ holdsOf: some }, { waitsFor: some }, lapsed].map((where) =>
      orders.find(where as object, { customer: 1 }).lean<Found[]>(),
    ),
  );
  return found.flat();
}

const named = (connection: Connection, ids: readonly string[]): Promise<Found[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : orderModel(connection)
        .find({ _id: { $in: [...ids] } }, { customer: 1 })
        .lean<Found[]>();

/** What some marks are about, each order once. */
async function touchedBy(connection: Connection, marks: readonly RiskMark[]): Promise<Touched> {
  const customers = new Set(ofKind(marks, 'customer'));
  const products = [...ofKind(marks, 'product'), ...(await suppliedBy(connection, ofKind(marks, 'supplier')))];
  const found = [
    ...(await named(connection, ofKind(marks, 'order'))),
    ...(await withGoods(connection, [...new Set(products)])),
  ];
  const others = found.filter(({ customer }) => !customers.has(customer));
  return { customers, orders: new Map(others.map(({ _id, customer }) => [_id, customer])) };
}

/**
 * Takes the oldest marks, has what they are about looked at, and takes them off; what is marked meanwhile is a mark of its
 * own. Gives how many there were.
 */
export async function sweepMarks(connection: Connection, look: (touched: Touched) => Promise<void>): Promise<number> {
  const model = riskMarkModel(connection);
  const marks = await model.find().sort({ _id: 1 }).limit(atOnce).lean<RiskMark[]>();
  if (marks.length === 0) return 0;
  await look(await touchedBy(connection, marks));
  await model.deleteMany({ _id: { $in: marks.map(({ _id }) => _id) } });
  return marks.length;
}
