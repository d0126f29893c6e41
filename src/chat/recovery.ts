import type { Clock } from '../clock.ts';
import type { ChatAdapter } from './adapter.ts';
import { platformOf } from './address.ts';
import type { Inbox, InboxRow } from './inbox.ts';
import type { Bot } from './incoming.ts';

/** How many rows one run looks at. */
const atOnce = 50;

type Deps = {
  inbox: Pick<Inbox, 'abandoned'>;
  bot: Bot;
  adapters: readonly ChatAdapter[];
  clock: Clock;
};

/**
 * Finishes what was acknowledged when its process died, and brings answers that could not be brought. The bot does both:
 * it takes the row again, works where there is no answer yet, and delivers.
 */
export function createRecovery({ inbox, bot, adapters, clock }: Deps) {
  async function finish({ incoming }: InboxRow): Promise<void> {
    const deliver = adapters.find((a) => a.platform === platformOf(incoming.from))?.deliver;
    if (deliver) await bot(incoming, { stored: () => {}, deliver: (answer) => deliver(incoming, answer) });
  }

  return async function recover(): Promise<void> {
    // What belongs to a chat that this process is not connected to is another's.
    const platforms = adapters.filter((a) => a.deliver).map((a) => a.platform);
    if (platforms.length === 0) return;
    const rows = await inbox.abandoned(clock(), platforms, atOnce);
    await Promise.allSettled(rows.map(finish));
  };
}
export type Recovery = ReturnType<typeof createRecovery>;
