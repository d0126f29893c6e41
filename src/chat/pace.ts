import type { Clock } from '../clock.ts';
import { DeliveryError } from './adapter.ts';

/** How many posts one conversation takes in how many ms. */
export type PaceLimit = { most: number; perMs: number };

/** Ms for which an answer that somebody waits for may stand in the queue of its conversation. */
const patienceMs = 2_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Keeps posts to one conversation apart. Who comes too early is told when to come again, so that a busy conversation
 * holds up nobody who posts elsewhere.
 */
export function createPace(clock: Clock, { most, perMs }: PaceLimit) {
  /** The latest posts of a conversation, at most `most` of them. */
  const taken = new Map<string, number[]>();
  const paused = new Map<string, number>();
  const planned = new Map<string, number>();
  let waited = 0;

  /** When the conversation takes the next post. */
  function freeAt(conversation: string): number {
    const last = taken.get(conversation) ?? [];
    const free = last.length < most ? 0 : (last[0] ?? 0) + perMs;
    return Math.max(free, paused.get(conversation) ?? 0);
  }

  /** The next instant that nobody was sent to yet. */
  function plan(conversation: string, now: number, from: number): number {
    const at = Math.max(from, planned.get(conversation) ?? 0);
    planned.set(conversation, at + perMs / most);
    return at - now;
  }

  const busy = (afterMs: number) => new DeliveryError('the conversation is busy', true, { busy: true, afterMs });

  /** What is known of conversations in which nothing was posted for a while is forgotten. */
  function sweep(now: number): void {
    if (taken.size < 10_000) return;
    for (const [conversation, last] of taken) if ((last.at(-1) ?? 0) + perMs < now) taken.delete(conversation);
    for (const map of [paused, planned]) for (const [conversation, at] of map) if (at < now) map.delete(conversation);
  }

  return {
    /** Takes the conversation for one post, or throws with the time to come again. */
    take(conversation: string): void {
      const now = clock().getTime();
      const from = freeAt(conversation);
      if (from > now) throw busy(plan(conversation, now, from));
      taken.set(conversation, [...(taken.get(conversation) ?? []), now].slice(-most));
      if ((planned.get(conversation) ?? 0) < now) planned.delete(conversation);
      sweep(now);
    },
    /** The same for what somebody waits for: stands in the queue, but not for long. */
    async turn(conversation: string): Promise<void> {
      const now = clock().getTime();
      const wait = freeAt(conversation) - now;
      if (wait > patienceMs) throw busy(wait);
      taken.set(conversation, [...(taken.get(conversation) ?? []), Math.max(now, now + wait)].slice(-most));
      waited += Math.max(0, wait);
      if (wait > 0) await pause(wait);
    },
    /** Passes where the chat asked for no pause, else throws with the time to come again; takes nothing. */
    pass(conversation: string): void {
      const left = (paused.get(conversation) ?? 0) - clock().getTime();
      if (left > 0) throw busy(left);
    },
    /** Ms that answers have stood in queues so far. */
    waitedMs: (): number => waited,
    /** The chat asked for a pause. */
    pause(conversation: string, ms: number): void {
      const until = clock().getTime() + ms;
      paused.set(conversation, Math.max(paused.get(conversation) ?? 0, until));
    },
  };
}
export type Pace = ReturnType<typeof createPace>;
