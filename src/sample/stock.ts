import { parted } from '../database/parted.ts';
import { reservedUntil } from '../orders/held-fields.ts';
import type { Order } from '../orders/order.ts';
import type { Product } from '../products/product.ts';
import { defaultReservationHours } from '../settings/settings.ts';
import { shelfMove } from '../stock/follow.ts';
import { settle } from '../stock/held.ts';
import { linesOf, type NewStockMove, type StockMove } from '../stock/ledger.ts';
import { stockFields } from '../stock/queue.ts';
import { noted, shelfAfter } from '../stock/shelf.ts';
import { sampleId } from './id.ts';
import { shortSku } from './products.ts';

/** The sample with stock that is kept: orders that hold, products that say so, and the ledger of both. */
export type Stocked = { orders: Order[]; products: Product[]; stockMoves: StockMove[] };

const unsent = ({ state, lines }: Order) =>
  ['draft', 'rejected', 'cancelled'].includes(state) ? [] : lines.map((l) => [l.sku, l.quantity - l.shipped] as const);

/** What was sent was bought again meanwhile: of all products but one there is enough for the orders that are open. */
function stockedUp(products: readonly Product[], orders: readonly Order[]): Product[] {
  const asked = new Map<string, number>();
  for (const [sku, open] of orders.flatMap(unsent)) asked.set(sku, (asked.get(sku) ?? 0) + open);
  return products.map((p) => (p.sku === shortSku ? p : { ...p, onHand: p.onHand + (asked.get(p.sku) ?? 0) }));
}

const submittedAt = (order: Order): number => order.approval?.submittedAt.getTime() ?? 0;

/** The order with what it holds and waits for; what is pending keeps it for some time from now on. */
function heldOrder(order: Order, lines: Order['lines'], now: Date): Order {
  const until = reservedUntil(now, defaultReservationHours);
  const after = { ...order, lines, ...(order.state === 'pending' && { reservedUntil: until }) };
  return { ...after, ...(parted(stockFields({ ...order, state: 'draft' }, after, now)).set as Partial<Order>) };
}

/**
 * Lets the open orders hold what is there, in the order in which they were submitted, and wait for what is not. The ledger
 * begins with a count.
 */
export function withStock(orders: readonly Order[], goods: readonly Product[], now: Date): Stocked {
  const products = new Map(stockedUp(goods, orders).map((p) => [p._id, p]));
  const stockMoves: StockMove[] = [];
  const tell = (line: NewStockMove, at: Date, by?: string) => {
    const key = `sample:stock:${line.kind}:${line.order ?? ''}:${line.product}`;
    if (line.quantity !== 0) stockMoves.push({ _id: sampleId(key, at), at, by, ...line, key });
  };
  for (const p of products.values()) tell({ product: p._id, kind: 'count', quantity: p.onHand }, p.createdAt);
  const held = new Map<string, Order>();
  for (const order of orders.toSorted((a, b) => submittedAt(a) - submittedAt(b))) {
    const { lines, movements } = settle({ ...order, state: 'draft' }, order, products);
    held.set(order._id, heldOrder(order, lines, now));
    for (const movement of movements) {
      const product = products.get(movement.product)!;
      products.set(product._id, { ...product, ...shelfAfter(product, shelfMove(movement)) });
      for (const line of linesOf(order._id, movement)) tell(line, new Date(submittedAt(order)), order.owner);
    }
  }
  return {
    orders: orders.map((o) => held.get(o._id)!),
    products: [...products.values()].map((p) => ({ ...p, ...noted(p, now) })),
    stockMoves,
  };
}
