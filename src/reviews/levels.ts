import type { Attendance, Calendar } from '../calendar/calendar.ts';
import { isOpen, nextOpening } from '../calendar/opening.ts';
import { createWorkClock, type Pause } from '../calendar/work-clock.ts';

/** Percent of the review time at which something is said: two reminders, then it is overdue, then it is everybody's. */
export const levels = [50, 80, 100, 150] as const;
export type Level = (typeof levels)[number];

/** Somebody who may be told of a review: a member (`@bob`) or a shared conversation, and when they are there. */
export type Listener = { readonly key: string; readonly attendance: Attendance };

/** A review that waits for a decision. */
export type Review = {
  /** Start of the present step. */
  readonly started: Date;
  /** Since when the owner is asked something: the clock stands still until the answer. */
  readonly askedAt?: Date;
  readonly pauses: readonly Pause[];
  /** The review time, ms. */
  readonly time: number;
  /** The calendars of those whose turn it is; the clock runs on days on which one of them works. */
  readonly calendars: readonly Calendar[];
  /** Who is told at each level. */
  readonly listeners: Readonly<Record<Level, readonly Listener[]>>;
};

/** What was said of the present step, and to whom. */
export type Told = { readonly level: Level; readonly to: string };

/** What a look at a review finds: who is to be told now, and when to look again; undefined when nothing will come. */
export type Look = { level?: Level; tell: readonly Listener[]; nextAt?: Date };

const first = (instants: readonly Date[]): Date | undefined =>
  instants.toSorted((a, b) => a.getTime() - b.getTime())[0];

/** The instants at which the levels are reached, as far as they ever are. */
export function dueTimes({ calendars, pauses, started, time }: Omit<Review, 'listeners' | 'askedAt'>) {
  const clock = createWorkClock(calendars, pauses);
  return levels.flatMap((level) => {
    const at = clock.after(started.getTime(), (time * level) / 100);
    return at === undefined ? [] : [{ level, at: new Date(Math.ceil(at)) }];
  });
}

/**
 * Looks at a review. Only the highest level that is reached counts: what coincides with it, or was put off until its
 * hour, is not said any more. Whoever is not at work is told at the opening, unless a higher level is reached by then.
 * Nothing is said twice, and nothing lower after something higher, whichever way the clock is moved.
 */
export function lookAt(review: Review, told: readonly Told[], now: Date): Look {
  if (review.askedAt) return { tell: [] };
  const dues = dueTimes(review);
  const highestTold = Math.max(0, ...told.map((t) => t.level));
  const level = dues.findLast(({ at }) => at <= now)?.level;
  const isTold = (to: Listener) => told.some((t) => t.level === level && t.to === to.key);
  const waiting = level && level >= highestTold ? review.listeners[level].filter((to) => !isTold(to)) : [];
  const tell = waiting.filter((to) => isOpen(now, to.attendance));
  const later = waiting.filter((to) => !tell.includes(to)).map((to) => nextOpening(now, to.attendance));
  const next = dues.filter((due) => due.at > now && due.level >= highestTold).map((due) => due.at);
  return { level, tell, nextAt: first([...later, ...next]) };
}
