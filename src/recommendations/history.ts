import type { CalendarDate } from '../dates.ts';

/** What recommendations look at in an order of a customer: each product once, with all that was ordered of it. */
export type Bought = {
  date: CalendarDate;
  /** Quantities in thousandths. */
  items: readonly { product: string; quantity: number }[];
};

/** Orders of a customer that are looked at, the newest ones. */
export const mostOrders = 50;
/** Months that recommendations look back. */
export const monthsBack = 24;

/** What is known of a product that a customer has bought. */
export type Taken = {
  product: string;
  /** Days on which it was ordered, oldest first. */
  dates: CalendarDate[];
  /** Of each order, in thousandths. */
  quantities: number[];
  /** How usual it is: each order counts, a newer one for more. */
  weight: number;
};

/** What an order counts for beside the one after it. */
const fading = 0.9;

/** What a customer has bought, by product; `orders` oldest first. */
export function takenBy(orders: readonly Bought[]): Map<string, Taken> {
  const taken = new Map<string, Taken>();
  for (const [i, { date, items }] of orders.entries())
    for (const { product, quantity } of items) {
      const known = taken.get(product) ?? { product, dates: [], quantities: [], weight: 0 };
      taken.set(product, known);
      if (known.dates.at(-1) !== date) known.dates.push(date);
      known.quantities.push(quantity);
      known.weight += fading ** (orders.length - 1 - i);
    }
  return taken;
}
