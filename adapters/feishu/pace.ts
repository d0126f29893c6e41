import { DeliveryError } from '../../src/chat/adapter.ts';
import { createPace } from '../../src/chat/pace.ts';
import type { Clock } from '../../src/clock.ts';
import { TooMuch } from './errors.ts';

/**
 * A little less than Feishu's limits, of one conversation and of each call of the app:
 * open.feishu.cn/document/server-docs/api-call-guide/frequency-control
 */
const ofChat = { most: 4, perMs: 1_000 };
const ofAll = { most: 40, perMs: 1_000 };
const ofMinute = { most: 900, perMs: 60_000 };

/** The two kinds of calls that are made in great numbers; each has limits of its own. */
type Kind = 'send' | 'patch';

/** Keeps what the desk sends, and changes, below Feishu's limits; and what Feishu says of them. */
export function createFeishuPace(clock: Clock) {
  const [chats, all, minutes] = [createPace(clock, ofChat), createPace(clock, ofAll), createPace(clock, ofMinute)];

  /** Makes a call; a limit that it meets holds for that place, or for all calls of its kind. */
  async function within<T>(kind: Kind, place: string, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (error instanceof TooMuch && error.everywhere) all.pause(kind, error.afterMs ?? 1_000);
      else if (error instanceof DeliveryError && error.busy) chats.pause(place, error.afterMs ?? 1_000);
      throw error;
    }
  }

  return {
    within,
    /** Ms that answers have stood in queues so far. */
    waitedMs: () => chats.waitedMs() + all.waitedMs() + minutes.waitedMs(),
    /** Takes a conversation for one message, or throws with the time to come again. */
    take(chat: string): void {
      all.pass('send');
      chats.take(chat);
      all.take('send');
      minutes.take('send');
    },
    /** The same for what somebody waits for: stands in the queue, but not for long. */
    async turn(chat: string): Promise<void> {
      all.pass('send');
      await chats.turn(chat);
      await all.turn('send');
      await minutes.turn('send');
    },
    /** The same for the change of a message. */
    async change(message: string): Promise<void> {
      chats.pass(message);
      await all.turn('patch');
      await minutes.turn('patch');
    },
  };
}
export type FeishuPace = ReturnType<typeof createFeishuPace>;
