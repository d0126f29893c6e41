/** The clock is an argument wherever time matters; only `systemClock` knows the machine's time. */
export type Clock = () => Date;

/** The machine's clock. */
export const systemClock: Clock = () => new Date();

/** A clock for tests and replays that stands still at `at` until it is moved. */
export function fixedClock(at: Date | string): Clock & { set(at: Date | string): void } {
  let now = new Date(at);
  const clock = () => new Date(now);
  return Object.assign(clock, {
    set(next: Date | string) {
      now = new Date(next);
    },
  });
}
