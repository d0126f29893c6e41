import type { Connection } from 'mongoose';
import { native } from '../database/native.ts';
import { mayRead, readFilter } from '../members/ability.ts';
import { judgedFields } from '../members/kinds.ts';
import type { Person } from '../members/member.ts';
import { orderModel } from '../orders/model.ts';
import { type Order, orderName } from '../orders/order.ts';
import { productModel } from '../products/model.ts';
import type { Product } from '../products/product.ts';
import { heldOf, perProduct } from './held.ts';
import { type StockMove, stockMoveModel } from './ledger.ts';
import { missing } from './queue.ts';

/** Orders that a card names, and moves that a page shows. */
const mostOrders = 10;
export const historyPage = 10;
/** Products that the list shows of each kind. */
const mostProducts = 60;

/** An order beside a product: how much it holds or waits for, in thousandths. */
export type StockOrder = { order: Order; quantity: number };

/** A line of the ledger as a person may read it: an order that is not theirs to see has no name, and nobody behind it. */
export type SeenMove = Omit<StockMove, 'order' | 'key'> & {
  order?: { id: string; name: string };
  isOthers?: true;
};

/** What a person is shown of a product's stock. */
export type StockSheet = {
  product: Product;
  holding: StockOrder[];
  /** Held by orders that are not named, in thousandths. */
  heldByOthers: number;
  waiting: StockOrder[];
  waitedByOthers: number;
  history: SeenMove[];
  hasMore: boolean;
};

const fields = { ...judgedFields, draftNo: 1, customerSnapshot: 1, lines: 1, waitsSince: 1 } as const;

/** Reads stock as a person may see it: all of the products, and only the orders that are theirs to read. */
export function createStockReader({ connection }: { connection: Connection }) {
  const orders = orderModel(connection);
  const products = productModel(connection);

  const find = (person: Person, where: object, sort: Record<string, 1 | -1>): Promise<Order[]> =>
    orders
      .find({ $and: [where, readFilter(person, 'Order')] }, fields)
      .sort(sort)
      .limit(mostOrders)
      .lean<Order[]>()
      .exec();

  /** A page of the ledger, newest first. */
  async function historyOf(person: Person, product: string, skip: number) {
    const found = (await native(stockMoveModel(connection))
      .find({ product })
      .sort({ at: -1, _id: -1 })
      .skip(skip)
      .limit(historyPage + 1)
      .toArray()) as StockMove[];
    const ids = [...new Set(found.flatMap((m) => (m.order ? [m.order] : [])))];
    const known = new Map(
      (await orders.find({ _id: { $in: ids } }, fields).lean<Order[]>())
        .filter((order) => mayRead(person, 'Order', order))
        .map((order) => [order._id, order]),
    );
    const history = found.slice(0, historyPage).map(({ order: id, key: _, by, ...move }): SeenMove => {
      if (!id) return { ...move, by };
      const order = known.get(id);
      return order ? { ...move, by, order: { id, name: orderName(order) } } : { ...move, isOthers: true };
    });
    return { history, hasMore: found.length > historyPage };
  }

  return {
    /** The products that are low, or that orders wait for; by SKU. Of each kind at most 60. */
    async overview(): Promise<Product[]> {
      const [low, waited] = await Promise.all([
        products
          .find({ lowSince: { $gt: new Date(0) } })
          .limit(mostProducts)
          .lean<Product[]>(),
        products
          .find({ counted: true, waiting: { $gt: 0 } })
          .limit(mostProducts)
          .lean<Product[]>(),
      ]);
      const all = new Map([...low, ...waited].map((p) => [p._id, p]));
      return [...all.values()].toSorted((a, b) => (a.sku < b.sku ? -1 : 1));
    },

    /** What there is of a product, who holds it and waits for it, and what moved it; `skip` turns the pages of that. */
    async sheet(person: Person, product: Product, skip = 0): Promise<StockSheet> {
      const { _id } = product;
      const [holders, waiters, history] = await Promise.all([
        find(person, { holdsOf: _id }, { _id: 1 }),
        find(person, { waitsFor: _id }, { waitsSince: 1, _id: 1 }),
        historyOf(person, _id, skip),
      ]);
      const heldIn = (order: Order) => perProduct(order.lines, heldOf).get(_id) ?? 0;
      const missingIn = (order: Order) => perProduct(order.lines, missing).get(_id) ?? 0;
      const holding = holders.map((order) => ({ order, quantity: heldIn(order) }));
      const waiting = waiters.map((order) => ({ order, quantity: missingIn(order) }));
      const sum = (some: StockOrder[]) => some.reduce((n, { quantity }) => n + quantity, 0);
      return {
        product,
        holding,
        heldByOthers: Math.max(0, product.reserved - sum(holding)),
        waiting,
        waitedByOthers: Math.max(0, (product.waiting ?? 0) - sum(waiting)),
        ...history,
      };
    },
  };
}
