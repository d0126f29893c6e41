/** Ms after which work that was begun, and not renewed, is taken to have died with its process. */
export const leaseMs = 3_000;
/** Ms between two renewals by a worker that lives. */
const renewEveryMs = 1_000;
/** Ms between two looks at what somebody else works on. */
export const lookEveryMs = 100;

export const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms);
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Keeps what is worked on: `renew` writes the time until which it is taken. */
export function createLeases(renew: (key: string, lease: Date) => Promise<unknown>) {
  const held = new Map<string, NodeJS.Timeout>();

  function letGo(key: string): void {
    clearInterval(held.get(key));
    held.delete(key);
  }

  return {
    /** Renews the lease while the work goes on. `now` is when it was taken; timers count from there. */
    hold(key: string, now: Date): void {
      letGo(key);
      let passed = 0;
      const again = () => {
        passed += renewEveryMs;
        renew(key, later(now, passed + leaseMs)).catch(() => {});
      };
      held.set(key, setInterval(again, renewEveryMs).unref());
    },
    letGo,
  };
}
