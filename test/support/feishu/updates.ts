import type { StandInClock } from '../platform/clock.ts';
import type { Ids } from './ids.ts';
import { Refusal } from './refusal.ts';
import type { Json, Message } from './types.ts';

export type Updates = ReturnType<typeof createUpdates>;

/** A card callback as its token knows it. */
export type Update = {
  token: string;
  message: Message;
  until: number;
  left: number;
  /** The callback was answered: only then an update stays. */
  answered: boolean;
  /** The card from before an update that came too early. */
  before?: Json;
};

/** im-v1/message-card (延时更新消息卡片): half an hour, twice. */
const life = 1_800_000;
const uses = 2;

/** Tokens by which a card is updated after it was clicked. */
export function createUpdates(clock: StandInClock, ids: Ids) {
  const updates = new Map<string, Update>();

  return {
    issue(message: Message): Update {
      const update = { token: ids.update(), message, until: clock.now() + life, left: uses, answered: false };
      updates.set(update.token, update);
      return update;
    },
    /** Codes: the same page's table. It names no HTTP status: 200 is taken. */
    use(token: string): Update {
      const status = 200;
      if (!/^c-\w+$/.test(token)) throw new Refusal(300020, 'update card token format error', { status });
      const update = updates.get(token);
      if (!update || update.until <= clock.now()) throw new Refusal(300030, 'update card token expired', { status });
      if (update.left === 0) throw new Refusal(300040, 'update card token exceeds use limit', { status });
      if (update.message.deleted) throw new Refusal(200000, 'the message has been recalled', { status });
      update.left -= 1;
      return update;
    },
    clear: () => updates.clear(),
  };
}
