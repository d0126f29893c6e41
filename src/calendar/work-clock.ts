import { type CalendarDate, startOfDate } from '../dates.ts';
import type { Calendar } from './calendar.ts';

const dayMs = 86_400_000;

/** Days after which a time that is never over is given up: nobody of these people works any more. */
const longestDays = 800;

/** A time that does not count. */
export type Pause = { readonly from: Date; readonly to: Date };

/** A clock that runs on working days only. All instants are milliseconds. */
export type WorkClock = {
  /** The time that it ran between two instants; none where the end is before the start. */
  between(from: number, to: number): number;
  /** The first instant at which it has run so long since `from`; undefined where it would take two years. */
  after(from: number, ms: number): number | undefined;
};

const dateOfDay = (day: number): CalendarDate => new Date(day * dayMs).toISOString().slice(0, 10);

/** A stretch of time in which the clock runs, or stands, without a change. */
type Stretch = { runs: boolean; until: number };

/** Where the days of a time zone begin. Working it out is slow, and a hundred thousand orders lie on the same days. */
const startsIn = new Map<string, Map<number, number>>();
/** Days that are remembered of a zone: a report looks back fifty years at most. */
const mostStarts = 20_000;

function startOfDay(day: number, zone: string): number {
  const starts = startsIn.get(zone) ?? new Map<number, number>();
  startsIn.set(zone, starts);
  const known = starts.get(day);
  if (known !== undefined) return known;
  if (starts.size >= mostStarts) starts.clear();
  const start = startOfDate(dateOfDay(day), zone).getTime();
  starts.set(day, start);
  return start;
}

/** Tells the day of an instant. Each day is worked out once: many orders lie on it. */
function createDays({ zone, works }: Calendar): (instant: number) => Stretch {
  const startOf = (day: number): number => startOfDay(day, zone);
  const known = new Map<number, Stretch>();
  return (instant) => {
    let day = Math.floor(instant / dayMs) - 1;
    while (startOf(day + 1) <= instant) day++;
    const stretch = known.get(day) ?? { runs: works(dateOfDay(day)), until: startOf(day + 1) };
    known.set(day, stretch);
    return stretch;
  };
}

/** Where an instant lies among pauses that are in order. */
function pausedAt(pauses: readonly Pause[], instant: number): Stretch {
  const next = pauses.find(({ to }) => to.getTime() > instant);
  if (!next) return { runs: true, until: Number.POSITIVE_INFINITY };
  const from = next.from.getTime();
  return from > instant ? { runs: true, until: from } : { runs: false, until: next.to.getTime() };
}

/**
 * Clock hours counted only on days that at least one of the calendars works: Friday 15:00 to Monday 15:00 is 24 hours.
 * The day on which clocks change has 23 or 25. Pauses do not count.
 */
export function createWorkClock(calendars: readonly Calendar[], pauses: readonly Pause[] = []): WorkClock {
  const days = calendars.map(createDays);
  const inOrder = pauses.toSorted((a, b) => a.from.getTime() - b.from.getTime());
  const at = (instant: number): Stretch => {
    const all = days.map((dayOf) => dayOf(instant));
    const paused = pausedAt(inOrder, instant);
    const until = Math.min(paused.until, ...all.map((day) => day.until));
    return { runs: paused.runs && all.some((day) => day.runs), until };
  };
  return {
    between(from, to) {
      let sum = 0;
      for (let instant = from; instant < to; ) {
        const { runs, until } = at(instant);
        const end = Math.min(until, to);
        if (runs) sum += end - instant;
        instant = end;
      }
      return sum;
    },
    after(from, ms) {
      if (days.length === 0) return undefined;
      let left = ms;
      for (let instant = from; instant - from < longestDays * dayMs; ) {
        const { runs, until } = at(instant);
        if (runs && left <= until - instant) return instant + left;
        if (runs) left -= until - instant;
        instant = until;
      }
      return undefined;
    },
  };
}
