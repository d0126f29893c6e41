import type { Clock } from '../clock.ts';
import { DeliveryError } from './adapter.ts';

/**
 * Keeps posts to one conversation apart. Who comes too early is told when to come again, so that a busy conversation
 * holds up nobody who posts elsewhere. `gapMs`: ms between two posts to one conversation.
 */
export function createPace(clock: Clock, gapMs: number) {
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
    /** Passes where Slack asked for no pause, else throws with the time to come again; takes nothing. */
    pass(conversation: string): void {
      const left = (free.get(conversation) ?? 0) - clock().getTime();
      if (left > 0) throw busy(left);
    },
    /** Slack asked for a pause. */
    pause(conversation: string, ms: number): void {
      const until = clock().getTime() + ms;
      free.set(conversation, Math.max(free.get(conversation) ?? 0, until));
    },
  };
}
export type Pace = ReturnType<typeof createPace>;
