import type { SlackClock } from './clock.ts';

/** Which calls a fault meets. A method is e.g. `chat.postMessage`, `response_url`, `upload`, or `*` for all. */
export type Which = { method: string; channel?: string; times?: number };

type Kind = 'rateLimit' | 'fail' | 'refuse' | 'slow' | 'loseAnswer' | 'late' | 'neverShare';
type Fault = Which & { kind: Kind; left: number; value: unknown };

export type Faults = ReturnType<typeof createFaults>;
/** A call, as far as faults look at it. */
export type Met = { method: string; channel?: string };

/** What goes wrong, as a test wishes it: a fault waits for its calls and is used up by them. */
export function createFaults(clock: SlackClock) {
  let faults: Fault[] = [];

  function add(kind: Kind, { method, channel, times = 1 }: Which, value: unknown): void {
    faults.push({ kind, method, channel, left: times, value });
  }

  const meets = (fault: Fault, { method, channel }: Met) =>
    (fault.method === '*' || fault.method === method) && (fault.channel === undefined || fault.channel === channel);

  /** The value of a fault of this kind that the call meets, which so is used once. */
  function met(kind: Kind, call: Met): unknown {
    const fault = faults.find((f) => f.kind === kind && meets(f, call));
    if (!fault) return undefined;
    fault.left -= 1;
    faults = faults.filter((f) => f.left > 0);
    return fault.value;
  }

  return {
    /** HTTP 429 with Retry-After, in seconds. */
    rateLimit: ({ retryAfter = 1, ...which }: Which & { retryAfter?: number }) => add('rateLimit', which, retryAfter),
    /** An answer with this HTTP status and no JSON in it; nothing took effect. */
    fail: ({ status = 500, ...which }: Which & { status?: number }) => add('fail', which, status),
    /** `ok: false` with this code; nothing took effect. */
    refuse: ({ error, ...which }: Which & { error: string }) => add('refuse', which, error),
    /** The call waits by Slack's clock, or for a promise, before anything happens. */
    slow: ({ ms = 0, until, ...which }: Which & { ms?: number; until?: Promise<unknown> }) =>
      add('slow', which, until ?? ms),
    /** The call takes effect, and then the connection breaks. */
    loseAnswer: (which: Which) => add('loseAnswer', which, true),
    /** The message is there, and history shows it only later. */
    late: ({ ms, ...which }: Which & { ms: number }) => add('late', which, ms),
    /** completeUploadExternal says `ok` and the file never reaches its channel. */
    neverShare: ({ method = 'files.completeUploadExternal', ...which }: Partial<Which> = {}) =>
      add('neverShare', { method, ...which }, true),
    /** All is well from now on. */
    clear: () => {
      faults = [];
    },
    /** Faults that nobody met yet. */
    waiting: (): readonly Which[] => faults.map(({ method, channel, left }) => ({ method, channel, times: left })),

    met,
    /** Waits as long as the call has to. */
    async delay(call: Met): Promise<void> {
      const slow = met('slow', call);
      if (typeof slow === 'number') await clock.sleep(slow);
      else await slow;
    },
  };
}
