import type { StandInClock } from '../platform/clock.ts';
import { createFaultList } from '../platform/faults.ts';

/** Which calls a fault meets. A method is e.g. `im.message.create`, or `*` for all; see methods/index.ts. */
export type Which = { method: string; chat?: string; times?: number };

type Kind = 'rateLimit' | 'fail' | 'refuse' | 'slow' | 'loseAnswer';

export type Refused = { code: number; msg: string; status: number };
export type Faults = ReturnType<typeof createFaults>;
/** A call, as far as faults look at it. */
export type Met = { method: string; chat?: string };

/** What goes wrong, as a test wishes it: a fault waits for its calls and is used up by them. */
export function createFaults(clock: StandInClock) {
  const list = createFaultList<Kind>(clock);
  const add = (kind: Kind, { chat: place, ...which }: Which, value: unknown) =>
    list.add(kind, { ...which, place }, value);

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
    clear: list.clear,
    /** Faults that nobody met yet. */
    waiting: (): readonly Which[] => list.waiting().map(({ place: chat, ...which }) => ({ ...which, chat })),

    /** The value of a fault of this kind that the call meets, which so is used once. */
    met: (kind: Kind, { method, chat: place }: Met): unknown => list.met(kind, { method, place }),
    /** Waits as long as the call has to. */
    delay: ({ method, chat: place }: Met): Promise<void> => list.delay('slow', { method, place }),
  };
}
