/** Ms after which work that was begun, and not renewed, is taken to have died with its process. */
export const leaseMs = 3_000;
/** Ms between two renewals by a worker that lives. */
const renewEveryMs = 1_000;
/** Ms between two looks at what somebody else works on. */
export const lookEveryMs = 100;

export const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms);
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Work that somebody took: its key, and the token of this taking. Who took it before changes nothing any more. */
export type Taken = { key: string; claim: string };

/** Keeps what is worked on: `renew` writes the time until which it is taken. */
export function createLeases(clock: () => Date, renew: (taken: Taken, lease: Date) => Promise<unknown>) {
  const held = new Map<string, NodeJS.Timeout>();

  function letGo({ claim }: Taken): void {
    clearInterval(held.get(claim));
    held.delete(claim);
  }

  return {
    /** Renews the lease while the work goes on. */
    hold(taken: Taken): void {
      const again = () => void renew(taken, later(clock(), leaseMs)).catch(() => {});
      held.set(taken.claim, setInterval(again, renewEveryMs).unref());
    },
    letGo,
  };
}
