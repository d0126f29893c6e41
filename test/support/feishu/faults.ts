import type { FeishuClock } from './clock.ts';

/** Which calls a fault meets. A method is e.g. `im.message.create`, or `*` for all; see methods/index.ts. */
export type Which = { method: string; chat?: string; times?: number };

type Kind = 'rateLimit' | 'fail' | 'refuse' | 'slow' | 'loseAnswer';
type Fault = Which & { kind: Kind; left: number; value: unknown };

export type Refused = { code: number; msg: string; status: number };
export type Faults = ReturnType<typeof createFaults>;
/** A call, as far as faults look at it. */
export type Met = { method: string; chat?: string };

/** What goes wrong, as a test wishes it: a fault waits for its calls and is used up by them. */
export function createFaults(clock: FeishuClock) {
  let faults: Fault[] = [];

  function add(kind: Kind, { method, chat, times = 1 }: Which, value: unknown): void {
    faults.push({ kind, method, chat, left: times, value });
  }

  const meets = (fault: Fault, { method, chat }: Met) =>
    (fault.method === '*' || fault.method === method) && (fault.chat === undefined || fault.chat === chat);

  /** The value of a fault of this kind that the call meets, which so is used once. */
  function met(kind: Kind, call: Met): unknown {
    const fault = faults.find((f) => f.kind === kind && meets(f, call));
    if (!fault) return undefined;
    fault.left -= 1;
    faults = faults.filter((f) => f.left > 0);
    return fault.value;
  }

  return {
    /** HTTP 429, code 99991400, with x-ogw-ratelimit-reset in seconds. */
    rateLimit: ({ reset = 1, ...which }: Which & { reset?: number }) => add('rateLimit', which, reset),
    /** An answer with this HTTP status and no JSON in it; nothing took effect. */
    fail: ({ status = 500, ...which }: Which & { status?: number }) => add('fail', which, status),
    /** A code, with HTTP 400 unless another status is given (200 is one that Feishu uses too); nothing took effect. */
    refuse: ({
      code,
      msg = `refused with ${code}`,
      status = 400,
      ...which
    }: Which & Partial<Refused> & { code: number }) => add('refuse', which, { code, msg, status } satisfies Refused),
    /** The call waits by Feishu's clock, or for a promise, before anything happens. */
    slow: ({ ms = 0, until, ...which }: Which & { ms?: number; until?: Promise<unknown> }) =>
      add('slow', which, until ?? ms),
    /** The call takes effect, and then the connection breaks. */
    loseAnswer: (which: Which) => add('loseAnswer', which, true),
    /** All is well from now on. */
    clear: () => {
      faults = [];
    },
    /** Faults that nobody met yet. */
    waiting: (): readonly Which[] => faults.map(({ method, chat, left }) => ({ method, chat, times: left })),

    met,
    /** Waits as long as the call has to. */
    async delay(call: Met): Promise<void> {
      const slow = met('slow', call);
      if (typeof slow === 'number') await clock.sleep(slow);
      else await slow;
    },
  };
}
