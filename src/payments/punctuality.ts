import { type CalendarDate, daysBetween } from '../dates.ts';

/** How a customer pays, from A (on time) to D (very late). Credit class. */
export const ratings = ['A', 'B', 'C', 'D'] as const;
export type Rating = (typeof ratings)[number];

/** An order of which nothing is owed any more, or what is owed of one past its due date. */
export type Paying = {
  dueDate: CalendarDate;
  /** When nothing was owed any more; missing while it is overdue. */
  settledAt?: CalendarDate;
  /** What was paid, or is overdue, in minor units of the base currency: what it weighs. */
  weight: number;
};

/** How a customer paid lately. */
export type Punctuality = {
  rating?: Rating;
  /** Average days late, whole, by amount; what came early counts as on time. */
  daysLate?: number;
  /** Share of the money that came on time, whole percent. */
  onTime?: number;
  /** Settled orders that it follows from. */
  settled: number;
};

/** Fewer settled orders than this are an accident and no habit. */
export const fewestSettled = 3;

/** The best letter first: at most so many days late on average, at least so many percent on time, nothing overdue for longer. */
const rules: readonly { rating: Rating; daysLate: number; onTime: number; overdue: number }[] = [
  { rating: 'A', daysLate: 2, onTime: 90, overdue: 7 },
  { rating: 'B', daysLate: 10, onTime: 60, overdue: 30 },
  { rating: 'C', daysLate: 30, onTime: 0, overdue: 60 },
];

const lateBy = ({ dueDate, settledAt }: Paying, today: CalendarDate): number =>
  Math.max(0, daysBetween(dueDate, settledAt ?? today));

/** How punctual a customer is: what was settled, and what is overdue now as if it came today. Rule in docs/payments.md. */
export function punctualityOf(paying: readonly Paying[], today: CalendarDate): Punctuality {
  const counted = paying.filter((p) => p.weight > 0);
  const settled = counted.filter((p) => p.settledAt !== undefined).length;
  const weight = counted.reduce((sum, p) => sum + p.weight, 0);
  if (weight === 0) return { settled };
  const sum = (of: (p: Paying) => number) => counted.reduce((all, p) => all + of(p), 0);
  const daysLate = sum((p) => p.weight * lateBy(p, today)) / weight;
  const onTime = (100 * sum((p) => (lateBy(p, today) === 0 ? p.weight : 0))) / weight;
  const overdue = Math.max(0, ...counted.filter((p) => !p.settledAt).map((p) => lateBy(p, today)));
  const rating = rules.find((r) => daysLate <= r.daysLate && onTime >= r.onTime && overdue <= r.overdue)?.rating ?? 'D';
  return {
    ...(settled >= fewestSettled && { rating }),
    daysLate: Math.round(daysLate),
    onTime: Math.round(onTime),
    settled,
  };
}
