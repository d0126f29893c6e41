import type { StandInClock } from '../platform/clock.ts';
import { createFaultList } from '../platform/faults.ts';

/** Which calls a fault meets. A method is e.g. `chat.postMessage`, `response_url`, `upload`, or `*` for all. */
export type Which = { method: string; channel?: string; times?: number };

type Kind = 'rateLimit' | 'fail' | 'refuse' | 'slow' | 'loseAnswer' | 'late' | 'neverShare';

export type Faults = ReturnType<typeof createFaults>;
/** A call, as far as faults look at it. */
export type Met = { method: string; channel?: string };

/** What goes wrong, as a test wishes it: a fault waits for its calls and is used up by them. */
export function createFaults(clock: StandInClock) {
  const list = createFaultList<Kind>(clock);
  const add = (kind: Kind, { channel: place, ...which }: Which, value: unknown) =>
    list.add(kind, { ...which, place }, value);

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
    clear: list.clear,
    /** Faults that nobody met yet. */
    waiting: (): readonly Which[] => list.waiting().map(({ place: channel, ...which }) => ({ ...which, channel })),

    /** The value of a fault of this kind that the call meets, which so is used once. */
    met: (kind: Kind, { method, channel: place }: Met): unknown => list.met(kind, { method, place }),
    /** Waits as long as the call has to. */
    delay: ({ method, channel: place }: Met): Promise<void> => list.delay('slow', { method, place }),
  };
}
