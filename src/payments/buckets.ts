import { type CalendarDate, daysBetween } from '../dates.ts';
import type { Claim } from './allocate.ts';

/** How long something is overdue: not yet, 1–30 days, 31–60, 61–90, and more. */
export const buckets = ['not_due', 'd30', 'd60', 'd90', 'older'] as const;
export type Bucket = (typeof buckets)[number];

/** Minor units by bucket. */
export type Aged = Record<Bucket, number>;

export const noneAged = (): Aged => ({ not_due: 0, d30: 0, d60: 0, d90: 0, older: 0 });

/** The bucket of what is due on a day; what is due today is not overdue. */
export function bucketOf(due: CalendarDate | undefined, today: CalendarDate): Bucket {
  if (due === undefined || due >= today) return 'not_due';
  const days = daysBetween(due, today);
  if (days <= 30) return 'd30';
  return days <= 60 ? 'd60' : days <= 90 ? 'd90' : 'older';
}

/** What is owed, by age. */
export function agedOf(claims: readonly Pick<Claim, 'amount' | 'due'>[], today: CalendarDate): Aged {
  const sums = noneAged();
  for (const { amount, due } of claims) sums[bucketOf(due, today)] += amount;
  return sums;
}

export const sumOf = (aged: Aged): number => buckets.reduce((sum, bucket) => sum + aged[bucket], 0);

/** Sums of two. */
export const addAged = (a: Aged, b: Aged): Aged =>
  Object.fromEntries(buckets.map((bucket) => [bucket, a[bucket] + b[bucket]])) as Aged;
