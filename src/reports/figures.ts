import { divideRounded } from '../money.ts';

/** The mean in whole units, rounded half away from zero; undefined of nothing. */
export function averageOf(total: number, count: number): number | undefined {
  return count === 0 ? undefined : Number(divideRounded(BigInt(total), BigInt(count)));
}

/** The middle of sorted values; of an even number the mean of the two in the middle, rounded half away from zero. */
export function medianOf(sorted: ArrayLike<number>): number | undefined {
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return undefined;
  return sorted.length % 2 === 1 ? sorted[middle] : averageOf(sorted[middle - 1]! + sorted[middle]!, 2);
}

/** The smallest value that at least `percent` of the sorted values do not exceed (nearest rank): always a real order. */
export function quantileOf(sorted: ArrayLike<number>, percent: number): number | undefined {
  if (sorted.length === 0) return undefined;
  return sorted[Math.max(0, Math.ceil((percent * sorted.length) / 100) - 1)];
}

/** How amounts spread: a quarter of the orders is at or under `quarter`, nine tenths at or under `nineTenths`. */
export type Spread = { smallest: number; quarter: number; threeQuarters: number; nineTenths: number; largest: number };

/** The spread of sorted amounts. */
export function spreadOf(sorted: ArrayLike<number>): Spread | undefined {
  if (sorted.length === 0) return undefined;
  const at = (percent: number) => quantileOf(sorted, percent)!;
  return { smallest: sorted[0]!, quarter: at(25), threeQuarters: at(75), nineTenths: at(90), largest: at(100) };
}

/** `part` of `whole` in basis points, rounded half away from zero; undefined of nothing. */
export function rateOf(part: number, whole: number): number | undefined {
  if (whole === 0) return undefined;
  const [a, b] = whole < 0 ? [-part, -whole] : [part, whole];
  return Number(divideRounded(BigInt(a) * 10_000n, BigInt(b)));
}

/** A figure against the one before: the difference, and the change in basis points where the one before is over zero. */
export type Change = { now: number; before: number; difference: number; rate?: number };

/** Compares a figure with the one before. */
export function changeOf(now: number, before: number): Change {
  return { now, before, difference: now - before, rate: before > 0 ? rateOf(now - before, before) : undefined };
}

/** One group of a report. Amounts are minor units of the base currency, missing where they may not be read. */
export type Group = {
  /** Customer code, SKU, member, team, class, state, region, category or date; '' = none. */
  key: string;
  /** The name that goes with the key, where it is another. */
  name?: string;
  /** Orders that have something in the group. */
  count: number;
  total?: number;
  /** Thousandths; of products. */
  quantity?: number;
  /** Orders that came on time and that are late; of what goes by whole orders. */
  onTime?: number;
  late?: number;
};

/** Larger amounts (or counts) first; equal ones by key. */
export function byWeight(a: Group, b: Group): number {
  const weight = (b.total ?? b.count) - (a.total ?? a.count);
  return weight || b.count - a.count || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

/** A group beside its figures of the period before. */
export type ComparedGroup = Group & { before: { count: number; total?: number } };

/** Groups beside those of the period before; what is gone is listed with zeros, behind the others. */
export function compareGroups(now: readonly Group[], before: readonly Group[], money: boolean): ComparedGroup[] {
  const zero = { count: 0, total: money ? 0 : undefined };
  const earlier = new Map(before.map((group) => [group.key, group]));
  const present = new Set(now.map((group) => group.key));
  const gone = before
    .filter((group) => !present.has(group.key))
    .map((group) => ({ ...group, ...zero, quantity: 0, onTime: 0, late: 0 }));
  return [...now, ...gone].map((group) => {
    const { count, total } = earlier.get(group.key) ?? zero;
    return { ...group, before: { count, total } };
  });
}
