/** A platform's own clock: what it forgets, repeats, limits and shows late is counted by it. */
export type StandInClock = {
  /** Milliseconds since 1970. */
  now(): number;
  /** Moves the clock on; whoever sleeps until then wakes up. */
  advance(ms: number): void;
  /** From now on only `advance` moves it. */
  freeze(): void;
  /** Waits until the clock has moved on by `ms`. */
  sleep(ms: number): Promise<void>;
  /** Waits until it is this late. */
  sleepUntil(time: number): Promise<void>;
  /** Wakes everybody up: the end. */
  close(): void;
};

/** Ms between two looks at a clock that others move. */
const lookEvery = 5;

/** A clock that goes with `source` (the machine's, unless a test gives its own), and can be moved on. */
export function createStandInClock(source: () => number = Date.now): StandInClock {
  let [offset, frozen] = [0, undefined as number | undefined];
  let sleepers: { until: number; wake: () => void }[] = [];
  let looking: NodeJS.Timeout | undefined;
  const now = () => (frozen ?? source()) + offset;

  function wakeUntil(time: number): void {
    const due = sleepers.filter((s) => s.until <= time);
    sleepers = sleepers.filter((s) => s.until > time);
    for (const { wake } of due) wake();
    if (sleepers.length > 0 || !looking) return;
    clearInterval(looking);
    looking = undefined;
  }

  function sleepUntil(until: number): Promise<void> {
    return new Promise((wake) => {
      if (until <= now()) return wake();
      sleepers.push({ until, wake });
      looking ??= setInterval(() => wakeUntil(now()), lookEvery).unref();
    });
  }

  return {
    now,
    advance(ms) {
      offset += ms;
      wakeUntil(now());
    },
    freeze() {
      frozen ??= source();
    },
    sleep: (ms) => sleepUntil(now() + ms),
    sleepUntil,
    close: () => wakeUntil(Number.POSITIVE_INFINITY),
  };
}
