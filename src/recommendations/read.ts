import type { Order } from '../orders/order.ts';
import type { Bought } from './history.ts';

/** What is read of an order for recommendations. */
export const readFields = {
  _id: 0,
  orderDate: 1,
  'lines.product': 1,
  'lines.sku': 1,
  'lines.quantity': 1,
} as const;
export type ReadOrder = Pick<Order, 'orderDate'> & {
  lines: Pick<Order['lines'][number], 'product' | 'sku' | 'quantity'>[];
};

/** Orders as recommendations look at them, oldest first. Several lines of one product are one item. */
export function boughtIn(newestFirst: readonly ReadOrder[]): Bought[] {
  return newestFirst.toReversed().flatMap(({ orderDate, lines }) => {
    if (!orderDate) return [];
    const quantities = new Map<string, number>();
    for (const { product, quantity } of lines) quantities.set(product, (quantities.get(product) ?? 0) + quantity);
    return [{ date: orderDate, items: [...quantities].map(([product, quantity]) => ({ product, quantity })) }];
  });
}
