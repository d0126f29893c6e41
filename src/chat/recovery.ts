import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { ChatAdapter } from './adapter.ts';
import { platformOf } from './address.ts';
import type { Inbox, InboxRow } from './inbox.ts';
import type { Bot } from './incoming.ts';

/** How many rows one run looks at. */
const atOnce = 50;

type Deps = {
  inbox: Pick<Inbox, 'abandoned' | 'delivered'>;
  bot: Bot;
  adapter(platform: string): ChatAdapter | undefined;
  clock: Clock;
  log: Log;
};

/**
 * Finishes what was acknowledged when its process died, and brings answers that could not be brought. The bot does both:
 * it takes the row again, works where there is no answer yet, and delivers.
 */
export function createRecovery({ inbox, bot, adapter, clock, log }: Deps) {
  async function finish({ _id, incoming }: InboxRow): Promise<void> {
    const deliver = adapter(platformOf(incoming.from))?.deliver;
    if (!deliver) {
      log.warn({ key: _id }, 'an answer has no chat any more');
      return inbox.delivered(_id);
    }
    await bot(incoming, { stored: () => {}, deliver: (answer) => deliver(incoming, answer) });
  }

  return async function recover(): Promise<void> {
    const rows = await inbox.abandoned(clock(), atOnce);
    await Promise.allSettled(rows.map(finish));
  };
}
export type Recovery = ReturnType<typeof createRecovery>;
