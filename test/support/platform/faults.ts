import type { StandInClock } from './clock.ts';

/** What goes wrong: a fault of a kind waits for calls of a method (`*` is any), at one place or anywhere, so many times. */
type Fault<Kind> = { kind: Kind; method: string; place?: string; left: number; value: unknown };
type Call = { method: string; place?: string };

/** The faults that a test wishes: each waits for its calls and is used up by them. */
export function createFaultList<Kind extends string>(clock: StandInClock) {
  let faults: Fault<Kind>[] = [];
  const meets = (fault: Fault<Kind>, { method, place }: Call) =>
    (fault.method === '*' || fault.method === method) && (fault.place === undefined || fault.place === place);

  /** The value of a fault of this kind that the call meets, which so is used once. */
  function met(kind: Kind, call: Call): unknown {
    const fault = faults.find((f) => f.kind === kind && meets(f, call));
    if (!fault) return undefined;
    fault.left -= 1;
    faults = faults.filter((f) => f.left > 0);
    return fault.value;
  }

  return {
    add(kind: Kind, { method, place, times = 1 }: Call & { times?: number }, value: unknown): void {
      faults.push({ kind, method, place, left: times, value });
    },
    met,
    /** All is well from now on. */
    clear(): void {
      faults = [];
    },
    /** Faults that nobody met yet. */
    waiting: (): readonly (Call & { times: number })[] =>
      faults.map(({ method, place, left }) => ({ method, place, times: left })),
    /** Waits as long as a fault of this kind says: by the clock, or for a promise. */
    async delay(kind: Kind, call: Call): Promise<void> {
      const slow = met(kind, call);
      if (typeof slow === 'number') await clock.sleep(slow);
      else await slow;
    },
  };
}
