import type { CalendarDate } from '../dates.ts';

/** Money that is on no order yet, in minor units; below 0 where more went back than was free. */
export type FreeMoney = { payment: string; amount: number /** The order that it was paid for. */; order?: string };

/** What is owed of an order, or of what was sent of it: `due` missing is not due yet. */
export type Claim = {
  order: string;
  /** Minor units, above 0. */
  amount: number;
  due?: CalendarDate;
  /** The date of the order: the older first among what is due on the same day, and among what is not due yet. */
  since: CalendarDate;
};

/** What of a payment goes to an order. */
export type Allotment = { payment: string; order: string; amount: number };

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The oldest due first, then what is not due yet by the date of its order. */
export const byAge = (a: Claim, b: Claim): number => {
  if (a.due !== b.due) return a.due === undefined ? 1 : b.due === undefined ? -1 : compare(a.due, b.due);
  return compare(a.since, b.since) || compare(a.order, b.order);
};

/** Takes from `money` for `claim` as much as both have; both are changed. */
function pay(money: FreeMoney, claim: Claim, most: number): Allotment[] {
  const amount = Math.min(money.amount, claim.amount, most);
  if (amount <= 0) return [];
  money.amount -= amount;
  claim.amount -= amount;
  return [{ payment: money.payment, order: claim.order, amount }];
}

/** Allotments of the same payment to the same order as one. */
function summed(all: readonly Allotment[]): Allotment[] {
  const sums = new Map<string, Allotment>();
  for (const one of all) {
    const key = `${one.payment} ${one.order}`;
    const there = sums.get(key);
    sums.set(key, there ? { ...there, amount: there.amount + one.amount } : one);
  }
  return [...sums.values()];
}

/**
 * Where free money of a customer goes, all in one currency: what names an order goes there first, then the oldest due
 * claims are paid, with the money in the order in which it is given (the oldest first). What went back (below 0) is not
 * spent a second time. Nothing is lost, nothing is made, no claim gets more than it has.
 */
export function allocate(free: readonly FreeMoney[], claims: readonly Claim[]): Allotment[] {
  const money = free.filter((m) => m.amount > 0).map((m) => ({ ...m }));
  const open = claims.toSorted(byAge).map((c) => ({ ...c }));
  let left = Math.max(
    0,
    free.reduce((sum, m) => sum + m.amount, 0),
  );
  const made: Allotment[] = [];
  const take = (m: FreeMoney, claim: Claim) => {
    for (const one of pay(m, claim, left)) {
      left -= one.amount;
      made.push(one);
    }
  };
  for (const m of money) for (const claim of open) if (claim.order === m.order) take(m, claim);
  for (const claim of open) for (const m of money) take(m, claim);
  return summed(made);
}
