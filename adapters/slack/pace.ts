import { DeliveryError } from '../../src/chat/adapter.ts';
import type { Clock } from '../../src/clock.ts';

/** Ms between two posts to one conversation: docs.slack.dev/apis/web-api/rate-limits allows about one a second. */
const gapMs = 1_000;

/**
 * Keeps posts to one conversation apart. Who comes too early is told when to come again, so that a busy conversation
 * holds up nobody who posts elsewhere.
 */
export function createPace(clock: Clock) {
  const free = new Map<string, number>();
  const planned = new Map<string, number>();

  /** The next instant that nobody was sent to yet. */
  function plan(conversation: string, now: number, from: number): number {
    const at = Math.max(from, planned.get(conversation) ?? 0);
    planned.set(conversation, at + gapMs);
    return at - now;
  }

  const busy = (afterMs: number) => new DeliveryError('the conversation is busy', true, { busy: true, afterMs });

  return {
    /** Takes the conversation for one post, or throws with the time to come again. */
    take(conversation: string): void {
      const now = clock().getTime();
      const from = free.get(conversation) ?? 0;
      if (from > now) throw busy(plan(conversation, now, from));
      free.set(conversation, now + gapMs);
      if ((planned.get(conversation) ?? 0) < now) planned.delete(conversation);
    },
    /** Slack asked for a pause. */
    pause(conversation: string, ms: number): void {
      const until = clock().getTime() + ms;
      free.set(conversation, Math.max(free.get(conversation) ?? 0, until));
    },
  };
}
export type Pace = ReturnType<typeof createPace>;
