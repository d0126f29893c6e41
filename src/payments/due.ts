import { addDays, type CalendarDate } from '../dates.ts';
import { divideRounded } from '../money.ts';
import { toBase } from '../orders/currency.ts';
import { owed } from '../orders/guards.ts';
import type { Order } from '../orders/order.ts';
import { agreedUnsettled } from '../orders/stages.ts';
import { byAge, type Claim } from './allocate.ts';

/** What of an order is looked at to tell what is due of it. */
export type Owing = Pick<
  Order,
  '_id' | 'state' | 'total' | 'paid' | 'credited' | 'dueDate' | 'paymentDays' | 'orderDate' | 'imported'
> & { lines: Pick<Order['lines'][number], 'quantity' | 'amount'>[] } & {
  shipments: Pick<Order['shipments'][number], 'shippedAt' | 'lines'>[];
};

/** The fields of it, for reading little else. */
export const owingFields = {
  ...{ state: 1, total: 1, paid: 1, credited: 1, dueDate: 1, paymentDays: 1, orderDate: 1, imported: 1, currency: 1 },
  ...{ rate: 1, 'lines.quantity': 1, 'lines.amount': 1, 'shipments.shippedAt': 1, 'shipments.lines': 1 },
} as const;

/** Whether an order counts in what is owed: history without its open balance has no due date, and stays out. */
export const isCounted = ({ imported, dueDate }: Pick<Order, 'imported' | 'dueDate'>): boolean =>
  !imported || dueDate !== undefined;

/** Whether money of the customer goes to an order by itself: agreed, not ended, and no history. */
export const takesMoney = (order: Pick<Order, 'state' | 'imported' | 'dueDate'>): boolean =>
  agreedUnsettled.includes(order.state) && isCounted(order);

type Due = { amount: number; due?: CalendarDate };

/** What the goods that were sent come to, parcel by parcel, each due by the terms; rounded so that the parts add up. */
function sentParts({ lines, shipments, paymentDays }: Owing): Due[] {
  const sent = lines.map(() => 0);
  const valued = lines.map(() => 0);
  return shipments
    .toSorted((a, b) => (a.shippedAt < b.shippedAt ? -1 : 1))
    .map((shipment) => {
      let amount = 0;
      for (const { index, quantity } of shipment.lines) {
        const line = lines[index];
        if (!line || line.quantity <= 0) continue;
        sent[index] = Math.min(line.quantity, (sent[index] ?? 0) + quantity);
        const value = Number(divideRounded(BigInt(line.amount) * BigInt(sent[index]), BigInt(line.quantity)));
        amount += value - (valued[index] ?? 0);
        valued[index] = value;
      }
      return { amount, due: addDays(shipment.shippedAt, paymentDays) };
    });
}

/** When what of an order is due, whatever was paid: its total in parts, the oldest first. */
function dues(order: Owing): Due[] {
  const { total, dueDate, paymentDays, orderDate } = order;
  if (dueDate !== undefined) return [{ amount: total, due: dueDate }];
  if (paymentDays === 0 && agreedUnsettled.includes(order.state)) return [{ amount: total, due: orderDate }];
  const parts = sentParts(order).toSorted((a, b) => ((a.due ?? '') < (b.due ?? '') ? -1 : 1));
  const sent = parts.reduce((sum, part) => sum + part.amount, 0);
  return [...parts, { amount: Math.max(0, total - sent) }];
}

/**
 * What is owed of an order, in parts by when it is due: all of it by its due date once nothing more is to be shipped, of a
 * part-shipped order each parcel by the terms and the rest not yet, prepaid at once when it is agreed. What was paid or
 * credited covers the oldest part first.
 */
export function claimsOf(order: Owing): Claim[] {
  let covered = order.total - owed(order);
  const since = order.orderDate ?? '';
  const claims = dues(order).flatMap(({ amount, due }): Claim[] => {
    const taken = Math.min(covered, amount);
    covered -= taken;
    const left = amount - taken;
    return left > 0 ? [{ order: order._id, amount: left, since, ...(due !== undefined && { due }) }] : [];
  });
  return claims.toSorted(byAge);
}

/** The same, by the rate frozen on the order, in minor units of the base currency. */
export const claimsInBase = (order: Owing & Pick<Order, 'currency' | 'rate'>, base: string): Claim[] =>
  claimsOf(order).map((claim) => ({ ...claim, amount: toBase(claim.amount, order.currency, order.rate, base) }));
