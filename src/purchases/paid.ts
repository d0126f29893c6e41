import { addDays, type CalendarDate } from '../dates.ts';
import { divideRounded } from '../money.ts';
import { type Purchase, receivedOf } from './purchase.ts';

/** What was paid per unit, in 1/10,000 of the major unit; `change` in basis points. All of it is cost class. */
export type Paid = {
  last: { unitCost: number; on: CalendarDate };
  /** Of what was ordered in the last 365 days, by quantity; missing where nothing was. */
  average?: number;
  /** From the purchase before the last one to the last one. */
  change?: number;
};

const whole = 10_000;

type Priced = Pick<Purchase, 'quantity' | 'received' | 'state' | 'orderedOn' | 'at'> & { unitCost?: number };

/** What is bought of a purchase: all of it, or of a cancelled one what came. */
const boughtOf = (purchase: Priced): number =>
  purchase.state === 'cancelled' ? receivedOf(purchase) : purchase.quantity;

/** The purchases that say what a unit costs, the oldest first. */
const pricedOf = (purchases: readonly Priced[]) =>
  purchases
    .flatMap((p) => (p.unitCost !== undefined && boughtOf(p) > 0 ? [{ ...p, unitCost: p.unitCost }] : []))
    .toSorted((a, b) =>
      a.orderedOn < b.orderedOn ? -1 : a.orderedOn > b.orderedOn ? 1 : a.at.getTime() - b.at.getTime(),
    );

/** What was paid for a product: the last time, in the last year, and by how much that moved; undefined where nothing is known. */
export function paidOf(purchases: readonly Priced[], today: CalendarDate): Paid | undefined {
  const priced = pricedOf(purchases);
  const [last, before] = [priced.at(-1), priced.at(-2)];
  if (!last) return undefined;
  const year = priced.filter(({ orderedOn }) => orderedOn > addDays(today, -365) && orderedOn <= today);
  const bought = year.reduce((sum, p) => sum + BigInt(boughtOf(p)), 0n);
  const spent = year.reduce((sum, p) => sum + BigInt(boughtOf(p)) * BigInt(p.unitCost), 0n);
  return {
    last: { unitCost: last.unitCost, on: last.orderedOn },
    ...(bought > 0n && { average: Number(divideRounded(spent, bought)) }),
    ...(before &&
      before.unitCost > 0 && { change: Math.round(((last.unitCost - before.unitCost) * whole) / before.unitCost) }),
  };
}
